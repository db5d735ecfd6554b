import { PARTS, type FoldPart, type Folding } from "../../message/fold.ts";
import { choicesOf } from "./choices.ts";

const NO_NUMBER = "CAST(NULL AS BIGINT)";
const NO_TEXT = "CAST(NULL AS TEXT)";
const POLL = "t CROSS JOIN polls p";
const OF_IT = "p.conv = t.conv AND p.seq = t.seq";

/** `b` is what the reader chose. */
const poll: FoldPart = {
  name: "poll",
  part: PARTS.poll,
  sql: `SELECT t.id AS conv, t.seq, p.voters AS a,
               (SELECT v.mask FROM poll_votes v WHERE v.conv = p.conv AND v.seq = p.seq AND v.person = ?) AS b,
               ${NO_TEXT} AS s, ${NO_TEXT} AS t
        FROM ${POLL} WHERE ${OF_IT}`,
  readers: 1,
  take(fold, { a, b }) {
    fold.poll = { counts: [], voters: a ?? 0, ...(b !== null && { mine: choicesOf(b) }) };
  },
};

/** A row for each option. */
const counts: FoldPart = {
  name: "pollCounts",
  part: PARTS.poll,
  sql: `SELECT t.id AS conv, t.seq, k.choice AS a, k.n AS b, ${NO_TEXT} AS s, ${NO_TEXT} AS t
        FROM t CROSS JOIN poll_counts k WHERE k.conv = t.conv AND k.seq = t.seq`,
  readers: 0,
  take({ poll: folded }: Folding, { a, b }) {
    if (folded) folded.counts[a ?? 0] = b ?? 0;
  },
};

const closed: FoldPart = {
  name: "pollClosed",
  part: PARTS.poll,
  sql: `SELECT t.id AS conv, t.seq, e.at AS a, ${NO_NUMBER} AS b, e.sender AS s, ${NO_TEXT} AS t
        FROM ${POLL} CROSS JOIN entries e WHERE ${OF_IT} AND e.conv = p.conv AND e.seq = p.closed`,
  readers: 0,
  take(fold, { a, s }) {
    if (fold.poll) fold.poll.closed = { by: s ?? "", at: a ?? 0 };
  },
};

/** In the order in which they are taken. */
export const pollFolds: readonly FoldPart[] = [poll, counts, closed];
