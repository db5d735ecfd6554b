import type { Item } from "@skein/client";
import { directId } from "@skein/protocol";
import type { SeededRandom } from "../../src/index.ts";
import { FOR_ONESELF } from "./act-for-oneself.ts";
import { ON_GROUPS } from "./act-on-groups.ts";
import { ON_MESSAGES } from "./act-on-messages.ts";
import { type Action, type Actions, anyConversation, anyGroup, isText, onLine } from "./action.ts";
import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";

const sendTo: Action = (device, { people }, random, turn) => {
  const conv = directId(device.user, random.pick(people));
  for (let i = random.integer(1, 3); i > 0; i--) device.write(conv, `${device.name} ${turn}.${i}`);
};

/** Texts, one's own where `own`. */
const ownMostly =
  ({ user }: FuzzDevice, own: boolean) =>
  (item: Item): boolean =>
    isText(item) && (!own || item.from === user);

const ACTIONS: Actions = {
  ...ON_MESSAGES,
  ...ON_GROUPS,
  ...FOR_ONESELF,
  sendDirect: [10, sendTo],
  sendGroup: [
    16,
    (device, world, random, turn) => {
      const conv = anyGroup(device, random);
      if (!conv) return sendTo(device, world, random, turn);
      for (let i = random.integer(1, 4); i > 0; i--) device.write(conv, `${device.name} ${turn}.${i}`);
    },
  ],
  burst: [
    4,
    (device, _world, random, turn) => {
      const conv = anyConversation(device, random);
      if (!conv) return;
      for (let i = random.integer(10, 70); i > 0; i--) device.write(conv, `${device.name} ${turn}.${i}`);
    },
  ],
  react: [
    16,
    (device, world, random) =>
      onLine(device, world, random, isText, (conversation, seq) => {
        conversation.react(seq, random.pick(["👍", "🎉", "❤️"]), random.chance(0.7));
      }),
  ],
  edit: [
    14,
    (device, world, random, turn) =>
      onLine(device, world, random, ownMostly(device, random.chance(0.9)), ({ id }, seq) => {
        device.edit(id, seq, `${device.name} edits ${turn}`);
      }),
  ],
  recall: [
    8,
    (device, world, random) =>
      onLine(device, world, random, ownMostly(device, random.chance(0.6)), (conversation, seq) => {
        conversation.recall(seq);
      }),
  ],
  read: [
    12,
    (device, _world, random) => {
      const conv = anyConversation(device, random);
      if (!conv) return;
      const { head = 0 } = device.client.conversation(conv).view.get() ?? {};
      device.client.conversation(conv).markRead(random.chance(0.3) && head > 0 ? random.integer(1, head) : undefined);
    },
  ],
  look: [
    6,
    (device, { clock }, random) => {
      const conv = anyConversation(device, random);
      if (conv) clock.after(random.integer(10, 20_000), device.look(conv));
    },
  ],
  older: [
    2,
    (device, _world, random) => {
      const conv = anyConversation(device, random);
      if (conv) device.attempt("older", device.client.conversation(conv).timeline.loadOlder());
    },
  ],
  open: [1, (device, { people }, random) => device.attempt("open", device.client.openDirect(random.pick(people)))],
  create: [
    2,
    (device, { people }, random, turn) => {
      const users = people.filter(() => random.chance(0.6));
      device.attempt("create", device.client.createGroup({ name: `Group ${turn}`, users }));
    },
  ],
  leave: [
    3,
    (device, _world, random) => {
      const conv = anyGroup(device, random);
      if (conv) device.attempt("leave", device.client.conversation(conv).leave());
    },
  ],
  profile: [
    1,
    (device, _world, _random, turn) =>
      device.attempt("profile", device.client.call("account.update", { name: `Name ${turn}` })),
  ],
  again: [
    3,
    (device, _world, random) => {
      const failed = [...device.written.values()].filter(({ conv, key }) =>
        device.client
          .conversation(conv)
          .timeline.state.get()
          .items.some(({ id, state }) => id === key && state === "failed"),
      );
      if (failed.length === 0) return;
      const one = random.pick(failed);
      if (random.chance(0.5)) {
        one.retried = true;
        device.client.conversation(one.conv).retry(one.key);
      } else {
        one.discarded = true;
        device.client.conversation(one.conv).discard(one.key);
      }
    },
  ],
  typing: [
    3,
    (device, _world, random) => {
      const conv = anyConversation(device, random);
      if (conv) device.client.conversation(conv).setTyping(random.chance(0.7));
    },
  ],
  draft: [
    1,
    (device, _world, random, turn) => {
      const conv = anyConversation(device, random);
      if (conv) device.client.conversation(conv).setDraft(random.chance(0.5) ? `draft ${turn}` : "");
    },
  ],
  watch: [
    1,
    (device, { clock, people }, random) => {
      clock.after(random.integer(10, 30_000), device.client.presence.watch(people.filter(() => random.chance(0.5))));
    },
  ],
};

const WEIGHTS = Object.fromEntries(Object.entries(ACTIONS).map(([name, [weight]]) => [name, weight]));

/** One thing that somebody does somewhere. */
export function act(world: FuzzWorld, random: SeededRandom, turn: number): void {
  const on = world.devices.filter(({ running }) => running);
  if (on.length === 0) return;
  const device = random.pick(on);
  const name = random.weighted(WEIGHTS);
  world.trace.note(`— ${device.name} ${name}`);
  ACTIONS[name]?.[1](device, world, random, turn);
}
