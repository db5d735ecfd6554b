import { type Body, shownBody } from "../../message/hidden.ts";
import { PARTS, type FoldPart } from "../../message/fold.ts";

/** How many edits there were (`b`) and the time and body of the last (`s`); who took it back, and when (`t`). */
const message: FoldPart = {
  name: "message",
  part: PARTS.message,
  sql: `SELECT t.id AS conv, t.seq, CAST(NULL AS BIGINT) AS a, t.times AS b, e.at || ' ' || e.body AS s, r.sender || ' ' || r.at AS t
        FROM t LEFT JOIN entries e ON e.conv = t.conv AND e.seq = t.edit
             AND (e.body NOT LIKE '{"body":{"hidden":%' OR e.sender = ?)
          LEFT JOIN entries r ON r.conv = t.conv AND r.seq = t.recall`,
  readers: 1,
  take(fold, { b, s, t }) {
    if (t !== null) {
      const [by, at] = halves(t);
      fold.recalled = { by, at: Number(at) };
    } else if (s !== null) {
      const [at, body] = halves(s);
      // one that is hidden comes to its author alone
      const edited = shownBody((JSON.parse(body) as { readonly body: Body }).body);
      fold.edited = { at: Number(at), times: b ?? 1, body: edited };
    }
  },
};

/** What stands before the first space, and what after it. */
function halves(text: string): [string, string] {
  const at = text.indexOf(" ");
  return [text.slice(0, at), text.slice(at + 1)];
}

/** The person who gave an emoji as the `n`-th of all; it is not looked for where so many did not give it. */
const giver = (n: number): string =>
  `CASE WHEN k.n > ${n} THEN coalesce((SELECT r.person FROM reactions r WHERE r.conv = k.conv AND r.seq = k.seq AND r.emoji = k.emoji
             ORDER BY r.op LIMIT 1 OFFSET ${n}), '') ELSE '' END`;

/** A row for each emoji: how many (`a`), whether the reader is one of them (`b`), the first who gave it (`t`). */
const reactions: FoldPart = {
  name: "reactions",
  part: PARTS.reactions,
  sql: `SELECT t.id AS conv, t.seq, k.n AS a,
               (SELECT count(*) FROM reactions r WHERE r.conv = k.conv AND r.seq = k.seq AND r.person = ? AND r.emoji = k.emoji) AS b,
               k.emoji AS s, ${giver(0)} || ' ' || ${giver(1)} || ' ' || ${giver(2)} AS t
        FROM t CROSS JOIN reaction_counts k WHERE k.conv = t.conv AND k.seq = t.seq ORDER BY t.id, t.seq, k.first`,
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
