import { LIMITS } from "@skein/protocol";
import { shownBody } from "../../message/hidden.ts";
import type { FoldPart, Folding } from "../../message/fold.ts";

const NO_NUMBER = "CAST(NULL AS BIGINT)";
const NO_TEXT = "CAST(NULL AS TEXT)";

const last: FoldPart = {
  name: "last",
  sql: `SELECT t.id AS conv, t.seq, t.upto AS a, ${NO_NUMBER} AS b, ${NO_TEXT} AS s, ${NO_TEXT} AS t FROM t`,
  readers: 0,
  take(fold, { a }) {
    fold.upto = a ?? 0;
  },
};

const edited: FoldPart = {
  name: "edited",
  sql: `SELECT t.id AS conv, t.seq, e.at AS a, f.times AS b, e.body AS s, ${NO_TEXT} AS t
        FROM t JOIN folds f ON f.conv = t.conv AND f.seq = t.seq JOIN entries e ON e.conv = f.conv AND e.seq = f.edit
        WHERE f.recall IS NULL AND (e.body NOT LIKE '{"body":{"hidden":%' OR e.sender = ?)`,
  readers: 1,
  take(fold, { a, b, s }) {
    const { body } = JSON.parse(s ?? "{}") as { body: Readonly<Record<string, unknown>> };
    fold.edited = { at: a ?? 0, times: b ?? 1, body: shownBody(body) };
  },
};

const recalled: FoldPart = {
  name: "recalled",
  sql: `SELECT t.id AS conv, t.seq, e.at AS a, ${NO_NUMBER} AS b, e.sender AS s, ${NO_TEXT} AS t
        FROM t JOIN folds f ON f.conv = t.conv AND f.seq = t.seq JOIN entries e ON e.conv = f.conv AND e.seq = f.recall`,
  readers: 0,
  take(fold, { a, s }) {
    fold.recalled = { by: s ?? "", at: a ?? 0 };
  },
};

/** A row for each emoji; `b` is 1 where the reader gave it. */
const reactions: FoldPart = {
  name: "reactions",
  sql: `SELECT t.id AS conv, t.seq, k.n AS a,
               (SELECT count(*) FROM reactions r WHERE r.conv = k.conv AND r.seq = k.seq AND r.person = ? AND r.emoji = k.emoji) AS b,
               k.emoji AS s, ${NO_TEXT} AS t
        FROM t JOIN reaction_counts k ON k.conv = t.conv AND k.seq = t.seq ORDER BY t.id, t.seq, k.first`,
  readers: 1,
  take(fold, { a, b, s }) {
    fold.reactions ??= [];
    const mine = b === 1 ? { mine: true as const } : {};
    fold.reactions.push({ emoji: s ?? "", count: a ?? 1, ...mine, users: [] });
  },
};

/** A row for each of the first who gave one. */
const reactors: FoldPart = {
  name: "reactors",
  sql: `SELECT t.id AS conv, t.seq, r.op AS a, ${NO_NUMBER} AS b, k.emoji AS s, r.person AS t
        FROM t JOIN reaction_counts k ON k.conv = t.conv AND k.seq = t.seq
          JOIN reactions r ON r.conv = k.conv AND r.seq = k.seq AND r.emoji = k.emoji
        WHERE r.op IN (SELECT x.op FROM reactions x WHERE x.conv = k.conv AND x.seq = k.seq AND x.emoji = k.emoji
                       ORDER BY x.op LIMIT ${LIMITS.reactionUsers})
        ORDER BY t.id, t.seq, r.op`,
  readers: 0,
  take(fold: Folding, { s, t }) {
    fold.reactions?.find(({ emoji }) => emoji === s)?.users.push(t ?? "");
  },
};

/** In the order in which they are taken: later ones stand on earlier ones. */
export const messageFolds: readonly FoldPart[] = [last, edited, recalled, reactions, reactors];
