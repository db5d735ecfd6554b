import type { Conversation, Item } from "@skein/client";
import type { SeededRandom } from "../../src/index.ts";
import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";

/** What somebody does on a device that is on. */
export type Action = (device: FuzzDevice, world: FuzzWorld, random: SeededRandom, turn: number) => void;

/** What is done, and how often beside the others. */
export type Actions = Readonly<Record<string, readonly [weight: number, action: Action]>>;

export function anyConversation(device: FuzzDevice, random: SeededRandom): string | undefined {
  const views = device.client.conversations.get();
  return views.length > 0 ? random.pick(views).id : undefined;
}

export function anyGroup(device: FuzzDevice, random: SeededRandom): string | undefined {
  for (const { id, kind } of device.client.conversations.get()) if (kind === "group") device.groups.add(id);
  // one that was left, too: then the answer is no
  return device.groups.size > 0 ? random.pick([...device.groups]) : undefined;
}

/** Mostly one that the person may change. */
export function ruledGroup(device: FuzzDevice, random: SeededRandom): string | undefined {
  const ruled = device.client.conversations.get().filter(({ role }) => role === "owner" || role === "admin");
  return ruled.length > 0 && random.chance(0.8) ? random.pick(ruled).id : anyGroup(device, random);
}

/**
 * Looks at a talk for a moment, then does something to one of the messages that it shows and `which` takes.
 *
 * @param places talks that are looked at rather than others
 */
export function onLine(
  device: FuzzDevice,
  { clock }: FuzzWorld,
  random: SeededRandom,
  which: (item: Item) => boolean,
  act: (conversation: Conversation, seq: number, item: Item) => void,
  places: readonly string[] = [],
): void {
  const hinted = places.filter((id) => device.client.conversation(id).view.get());
  const conv = hinted.length > 0 && random.chance(0.8) ? random.pick(hinted) : anyConversation(device, random);
  if (!conv) return;
  const conversation = device.client.conversation(conv);
  const end = device.look(conv);
  clock.after(random.integer(50, 2_000), () => {
    if (device.running && device.client.conversation(conv) === conversation) {
      const items = conversation.timeline.state.get().items.filter((item) => item.seq !== undefined && which(item));
      // mostly one of the newest, where others do something too
      const near = random.chance(0.6) ? items.slice(-3) : items;
      const item = near.length > 0 ? random.pick(near) : undefined;
      if (item?.seq !== undefined) act(conversation, item.seq, item);
    }
    end();
  });
}

export const isText = ({ kind }: Item): boolean => kind === "text";
