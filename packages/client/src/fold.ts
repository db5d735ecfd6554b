import type { Entry, Fold, OperationKind } from "@skein/protocol";
import { pollFolds } from "./poll.ts";
import type { Done, Operation } from "./operations.ts";

/** Who has reacted with one emoji, and how many. */
export type Reaction = NonNullable<Fold["reactions"]>[number];

/** People whom a reaction or a thread names. */
const NAMED = 3;

/** What each kind of operation makes of a message: a row for each. */
const FOLDS: { readonly [K in OperationKind]: (fold: Fold, done: Done<K>, me: string) => Fold } = {
  "message.edited": (fold, { at, body }) => ({
    ...fold,
    edited: { at, times: (fold.edited?.times ?? 0) + 1, body: body.body },
  }),
  // what was said under it stays
  "message.recalled": ({ upto, thread }, { from, at }) => ({
    upto,
    recalled: { by: from, at },
    ...(thread && { thread }),
  }),
  "message.pinned": ({ pinned: _past, ...fold }, { from, at, body: { on } }) =>
    on ? { ...fold, pinned: { by: from, at } } : fold,
  "message.played": (fold, { from }, me) => {
    const { count = 0, users = [], mine } = fold.played ?? {};
    return {
      ...fold,
      played: { count: count + 1, users: named(users, from), ...((mine ?? from === me) && { mine: true }) },
    };
  },
  "message.reacted": (fold, { from, body: { emoji, on } }, me) => {
    const reactions = on ? given(fold.reactions ?? [], emoji, from, me) : taken(fold.reactions ?? [], emoji, from, me);
    return { ...fold, reactions };
  },
  ...pollFolds,
};

/**
 * What has become of a message: what a page of history told, and what came after it. Undefined where nothing was done to it.
 *
 * @param operations done to it, ascending; those that the page knew already are passed over
 */
export function folded(entry: Pick<Entry, "fold">, operations: readonly Operation[], me: string): Fold | undefined {
  let { fold } = entry;
  for (const operation of operations) {
    const { seq, kind } = operation;
    if (seq !== undefined && seq <= (fold?.upto ?? 0)) continue;
    if (fold?.recalled) continue;
    // a kind of operation and its body belong together: the protocol says so
    const step = (Object.hasOwn(FOLDS, kind) ? FOLDS[kind as OperationKind] : replied) as (
      fold: Fold,
      done: Operation,
      me: string,
    ) => Fold;
    fold = step({ ...fold, upto: seq ?? fold?.upto ?? 0 }, operation, me);
  }
  return fold;
}

/** Kinds of messages bear a plain name, those of what is done to one a name with a dot: what is none of them stands in its thread. */
function replied(fold: Fold, { kind, from, at, seq }: Operation): Fold {
  if (kind.includes(".")) return fold;
  const { replies, last, users } = fold.thread ?? { replies: 0, last: 0, users: [] };
  return { ...fold, thread: { replies: replies + 1, last: seq ?? last, at, users: named(users, from) } };
}

function named(users: string[], by: string): string[] {
  return users.length < NAMED && !users.includes(by) ? [...users, by] : users;
}

/** Whether nothing is left of a message: it was taken back. */
export function isErased(entry: Pick<Entry, "body" | "ref" | "key">): boolean {
  return entry.key !== undefined && entry.ref === undefined && Object.keys(entry.body).length === 0;
}

function given(reactions: readonly Reaction[], emoji: string, by: string, me: string): Reaction[] {
  const before = reactions.find((one) => one.emoji === emoji);
  const mine = by === me || before?.mine === true ? { mine: true as const } : {};
  if (!before) return [...reactions, { emoji, count: 1, ...mine, users: [by] }];
  const users = named(before.users, by);
  return reactions.map((one) => (one === before ? { emoji, count: one.count + 1, ...mine, users } : one));
}

function taken(reactions: readonly Reaction[], emoji: string, by: string, me: string): Reaction[] {
  return reactions.flatMap((one) => {
    if (one.emoji !== emoji) return [one];
    if (one.count <= 1) return [];
    const mine = one.mine && by !== me ? { mine: true as const } : {};
    return [{ emoji, count: one.count - 1, ...mine, users: one.users.filter((user) => user !== by) }];
  });
}
