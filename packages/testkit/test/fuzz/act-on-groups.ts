import type { ConversationView } from "@skein/client";
import type { SeededRandom } from "../../src/index.ts";
import { type Action, type Actions, anyGroup, ruledGroup } from "./action.ts";
import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";

/** Something that is asked of a group, mostly one that the person may change. */
const ask =
  (what: string, command: (conv: string, ...of: Parameters<Action>) => Promise<unknown> | undefined): Action =>
  (device, world, random, turn) => {
    const by = random.chance(0.7) ? (ruler(world, random) ?? device) : device;
    const conv = ruledGroup(by, random);
    const asked = conv && command(conv, by, world, random, turn);
    if (asked) by.attempt(what, asked);
  };

/** A device of somebody who may change a group, where there is one. */
function ruler({ devices }: FuzzWorld, random: SeededRandom): FuzzDevice | undefined {
  const rules = ({ role }: ConversationView): boolean => role === "owner" || role === "admin";
  const rulers = devices.filter((one) => one.running && one.client.conversations.get().some(rules));
  return rulers.length > 0 ? random.pick(rulers) : undefined;
}

/** Who may do what in groups, who is out and who comes in, and what groups set for themselves. */
export const ON_GROUPS: Actions = {
  add: [
    8,
    ask("add", (conv, { client }, { people }, random) =>
      client.conversation(conv).add([random.pick(people), random.pick(people)]),
    ),
  ],
  remove: [
    5,
    ask("remove", (conv, { client }, { people }, random) => client.conversation(conv).remove(random.pick(people))),
  ],
  role: [
    8,
    ask("role", (conv, { client }, { people }, random) => {
      const role = random.pick(["owner", "admin", "admin", "member"] as const);
      return client.conversation(conv).setRole(random.pick(people), role);
    }),
  ],
  rename: [
    4,
    ask("rename", (conv, { client }, _world, random, turn) =>
      client
        .conversation(conv)
        .update(random.chance(0.5) ? { name: `Name ${turn}` } : { color: random.integer(0, 11) }),
    ),
  ],
  ban: [
    4,
    ask("ban", (conv, { client }, { people }, random) => client.call("group.ban", { conv, user: random.pick(people) })),
  ],
  unban: [
    4,
    ask("unban", (conv, { client }, { people }, random) =>
      client.call("group.unban", { conv, user: random.pick(people) }),
    ),
  ],
  mute: [
    5,
    ask("mute", (conv, { client }, { people, clock }, random) => {
      const until = random.chance(0.4) ? 0 : clock.now + random.integer(1_000, 120_000);
      return client.call("group.mute", { conv, user: random.pick(people), until });
    }),
  ],
  setRules: [
    4,
    ask("setRules", (conv, { client }, { clock }, random) => {
      const settings = random.pick([
        { permissions: { send: random.pick(["member", "member", "admin"] as const) } },
        { permissions: { pin: random.pick(["member", "admin"] as const) } },
        { permissions: { mentionAll: random.pick(["member", "admin"] as const) } },
        { permissions: { add: random.pick(["member", "admin"] as const) } },
        { history: random.pick([-1, 0, 5]) },
        { slow: random.pick([0, 0, 1]) },
        { mutedUntil: random.pick([0, clock.now + 5_000]) },
        { description: `about ${random.integer(1, 9)}` },
      ]);
      return client.act("group.update", { conv, settings });
    }),
  ],
  nick: [
    4,
    (device, _world, random, turn) => {
      const conv = anyGroup(device, random);
      const nick = random.chance(0.8) ? `${device.name} ${turn}` : "";
      if (conv) device.attempt("nick", device.client.act("group.nick", { conv, nick }));
    },
  ],
  transfer: [
    1,
    ask("transfer", (conv, { client }, { people }, random) =>
      client.call("group.transfer", { conv, user: random.pick(people) }),
    ),
  ],
  dissolve: [1, ask("dissolve", (conv, { client }) => client.call("group.dissolve", { conv }))],
  announce: [
    1,
    ask("announce", (conv, { client }, _world, _random, turn) =>
      client.call("group.announce", { conv, text: `read this ${turn}` }),
    ),
  ],
  makeLink: [
    3,
    ask("makeLink", async (conv, { client }, { links }, random) => {
      const some = {
        ...(random.chance(0.4) && { limit: random.integer(1, 2) }),
        ...(random.chance(0.3) && { approval: true }),
      };
      links.push((await client.call("group.link.create", { conv, ...some })).code);
    }),
  ],
  join: [
    8,
    (device, { links }, random) => {
      if (links.length > 0) device.attempt("join", device.client.call("group.join", { code: random.pick(links) }));
    },
  ],
  answer: [
    4,
    ask("answer", (conv, { client }, { people }, random) =>
      client.call("group.answer", { conv, user: random.pick(people), accept: random.chance(0.7) }),
    ),
  ],
};
