import type { Entry, Fold, OperationKind } from "@skein/protocol";
import { pollFolds } from "./poll.ts";
import type { Done, Operation } from "./operations.ts";

/** Who has reacted with one emoji, and how many. */
export type Reaction = NonNullable<Fold["reactions"]>[number];

/** People whom a reaction names. */
const NAMED = 3;

/** What each kind of operation makes of a message: a row for each. */
const FOLDS: { readonly [K in OperationKind]: (fold: Fold, done: Done<K>, me: string) => Fold } = {
  "message.edited": (fold, { at, body }) => ({
    ...fold,
    edited: { at, times: (fold.edited?.times ?? 0) + 1, body: body.body },
  }),
  "message.recalled": ({ upto }, { from, at }) => ({ upto, recalled: { by: from, at } }),
  "message.pinned": ({ pinned: _past, ...fold }, { from, at, body: { on } }) =>
    on ? { ...fold, pinned: { by: from, at } } : fold,
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
    if (fold?.recalled || !Object.hasOwn(FOLDS, kind)) continue;
    // a kind of operation and its body belong together: the protocol says so
    const step = FOLDS[kind as OperationKind] as (fold: Fold, done: Operation, me: string) => Fold;
    fold = step({ ...fold, upto: seq ?? fold?.upto ?? 0 }, operation, me);
  }
  return fold;
}

/** Whether nothing is left of a message: it was taken back. */
export function isErased(entry: Pick<Entry, "body" | "ref" | "key">): boolean {
  return entry.key !== undefined && entry.ref === undefined && Object.keys(entry.body).length === 0;
}

function given(reactions: readonly Reaction[], emoji: string, by: string, me: string): Reaction[] {
  const before = reactions.find((one) => one.emoji === emoji);
  const mine = by === me || before?.mine === true ? { mine: true as const } : {};
  if (!before) return [...reactions, { emoji, count: 1, ...mine, users: [by] }];
  const users = before.users.length < NAMED && !before.users.includes(by) ? [...before.users, by] : before.users;
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
