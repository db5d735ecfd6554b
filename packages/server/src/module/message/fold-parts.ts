import type { FoldPart } from "../../message/fold.ts";

/**
 * The last operation (`a`); the last edit with its time (`c`), how many there were (`b`) and its body (`s`); or who took it back (`t`)
 * and when (`c`).
 */
const message: FoldPart = {
  name: "message",
  sql: `SELECT t.id AS conv, t.seq, t.upto AS a, f.times AS b, coalesce(r.at, e.at) AS c, e.body AS s, r.sender AS t
        FROM t JOIN folds f ON f.conv = t.conv AND f.seq = t.seq
          LEFT JOIN entries e ON e.conv = f.conv AND e.seq = f.edit
          LEFT JOIN entries r ON r.conv = f.conv AND r.seq = f.recall`,
  readers: 0,
  take(fold, { a, b, c, s, t }) {
    fold.upto = a ?? 0;
    if (t !== null) fold.recalled = { by: t, at: c ?? 0 };
    else if (s !== null) fold.edited = { at: c ?? 0, times: b ?? 1, body: (JSON.parse(s) as { body: unknown }).body };
  },
};

/** The person who gave an emoji as the `n`-th of all. */
const giver = (n: number): string =>
  `coalesce((SELECT r.person FROM reactions r WHERE r.conv = k.conv AND r.seq = k.seq AND r.emoji = k.emoji
             ORDER BY r.op LIMIT 1 OFFSET ${n}), '')`;

/** A row for each emoji: how many (`a`), whether the reader is one of them (`b`), its place (`c`), the first who gave it (`t`). */
const reactions: FoldPart = {
  name: "reactions",
  sql: `SELECT t.id AS conv, t.seq, k.n AS a,
               (SELECT count(*) FROM reactions r WHERE r.conv = k.conv AND r.seq = k.seq AND r.person = ? AND r.emoji = k.emoji) AS b,
               k.first AS c, k.emoji AS s, ${giver(0)} || ' ' || ${giver(1)} || ' ' || ${giver(2)} AS t
        FROM t JOIN reaction_counts k ON k.conv = t.conv AND k.seq = t.seq ORDER BY t.id, t.seq, k.first`,
  readers: 1,
  take(fold, { a, b, s, t }) {
    fold.reactions ??= [];
    const mine = b === 1 ? { mine: true as const } : {};
    const users = (t ?? "").split(" ").filter((user) => user !== "");
    fold.reactions.push({ emoji: s ?? "", count: a ?? 1, ...mine, users });
  },
};

/** In the order in which they are taken: later ones stand on earlier ones. */
export const messageFolds: readonly FoldPart[] = [message, reactions];
