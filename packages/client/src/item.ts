import type { Bodies, Entry, Fold, Kind, Mark, Summary } from "@skein/protocol";
import { SkeinError } from "./error.ts";
import { folded, isErased, type Reaction } from "./fold.ts";
import type { Operation } from "./operations.ts";
import type { Poll } from "./poll.ts";
import type { Growing } from "./streams.ts";
import type { OutboxRecord } from "./store/store.ts";

/**
 * How far a message of one's own has got: `pending` — on this device; `sent` — on the server's disk; `delivered`, `read` — by everyone
 * else; `failed` — refused for good. Entries of others are `sent`.
 */
export type ItemState = "pending" | "sent" | "delivered" | "read" | "failed";

interface ItemOf<K extends Kind> {
  /** Stays the same from pending to read, so that a list does not mount it anew: the key of one's own messages, else the seq. */
  readonly id: string;
  /** Place in the log; absent until the server has it. */
  readonly seq?: number;
  readonly from: string;
  /** ms by the server's clock; of pending ones as this device knows it. */
  readonly at: number;
  readonly kind: K;
  readonly body: Bodies[K];
  readonly state: ItemState;
  /** A person said it: it is a message, also where its kind is not known here. What the server wrote is none. */
  readonly said?: true;
  /** When its author last changed it, and how often they did; `body` is what it says now. */
  readonly edited?: { readonly at: number; readonly times: number };
  /** Who took it back, and when: nothing is left of its body. */
  readonly recalled?: { readonly by: string; readonly at: number };
  readonly reactions?: readonly Reaction[];
  /** Who has pinned it for all, and when. */
  readonly pinned?: { readonly by: string; readonly at: number };
  /** One has starred it. */
  readonly starred?: true;
  /** What was said under it; absent where that is nothing. */
  readonly thread?: NonNullable<Fold["thread"]>;
  /** How a poll stands; absent while nobody has voted on it. */
  readonly poll?: Poll;
  /** Who has listened to a voice message, as far as that is told; absent while nobody else has. */
  readonly played?: NonNullable<Fold["played"]>;
  /** It grows while it is read, and is not in the log yet. */
  readonly growing?: true;
  /** Why it failed. */
  readonly error?: SkeinError;
}

/** One line of a timeline; `body` follows from `kind`. */
export type Item = { [K in Kind]: ItemOf<K> }[Kind];

/** The state that the others' marks give to everything one has sent. */
export interface Ticks {
  /** Everyone else has all up to this seq on a device. */
  readonly delivered: number;
  /** Everyone else has read all up to this seq. */
  readonly read: number;
}

/** Ticks of a conversation; none where nobody else is, or where marks are not pushed. */
export function ticksOf(summary: Summary | undefined, me: string): Ticks {
  const others = (summary?.marks ?? []).filter((mark: Mark) => mark.user !== me);
  if (others.length === 0) return { delivered: 0, read: 0 };
  return {
    delivered: Math.min(...others.map((mark) => Math.max(mark.delivered, mark.read))),
    read: Math.min(...others.map((mark) => mark.read)),
  };
}

/** An entry as a line, with what was done to it. */
export function entryItem(entry: Entry, me: string, ticks: Ticks, operations: readonly Operation[] = []): Item {
  const { seq, from, at, kind, key, body } = entry;
  const own = from === me;
  // what grew stays the same line when it is finished
  const grown = entry.kind === "text" ? entry.body.stream : undefined;
  const id = grown ?? (own && key !== undefined ? key : String(seq));
  const said = key !== undefined && ({ said: true } as const);
  const line = { id, seq, from, at, kind, body, state: entryState(entry, me, ticks), ...said };
  const { edited, recalled, reactions, poll, played, pinned, thread } =
    folded(entry, operations, me) ?? ({} as Partial<Fold>);
  const under = thread && { thread };
  if (recalled ?? isErased(entry))
    return { ...line, body: {}, recalled: recalled ?? { by: from, at }, ...under } as unknown as Item;
  return {
    ...line,
    ...(entry.mine?.starred && { starred: true }),
    ...(edited && { body: edited.body, edited: { at: edited.at, times: edited.times } }),
    ...(reactions && reactions.length > 0 && { reactions }),
    ...(poll && { poll }),
    ...(played && { played }),
    ...(pinned && { pinned }),
    ...under,
  } as Item;
}

/** How far an entry of one's own has got. */
export function entryState(entry: Entry, me: string, ticks: Ticks): ItemState {
  if (entry.from !== me) return "sent";
  return entry.seq <= ticks.read ? "read" : entry.seq <= ticks.delivered ? "delivered" : "sent";
}

/** An own entry whose place in the log cannot be shown yet as a line. */
export function heldItem(entry: Entry, me: string): Item {
  const { seq: _hidden, ...line } = entryItem(entry, me, { delivered: 0, read: 0 });
  return line;
}

/** A message that grows as a line. */
export function growingItem({ id, from, at, text }: Growing): Item {
  return { id, from, at, kind: "text", body: { text, stream: id }, state: "sent", said: true, growing: true };
}

/** A message that is not in the log yet as a line. */
export function outboxItem(record: OutboxRecord, me: string): Item {
  const { key, at, kind, body, error } = record;
  const line = { id: key, from: me, at, kind, body, said: true } as const;
  return (error ? { ...line, state: "failed", error: new SkeinError(error) } : { ...line, state: "pending" }) as Item;
}
