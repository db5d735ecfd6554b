import type { OperationKind } from "@skein/protocol/schema";
import type { Body } from "../../message/bodies.ts";
import { PARTS, type FoldPart, type Folding } from "../../message/fold.ts";
import { shownBody } from "../../message/hidden.ts";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

/*
 * What people do to messages whom nobody else is to see. It stands in the log like what they say then, and changes nothing that others
 * are told; who did it finds it in their own folds.
 */

/** Written with such an operation, after `touch`. */
export function hiddenOperation(conv: string, seq: number, user: string): Statement {
  return {
    sql: `INSERT INTO hidden_operations (conv, seq, op, person) SELECT c.num, ?, ${NEXT}, ? FROM conversations c WHERE c.id = ?`,
    parameters: [seq, user, conv],
  };
}

/** The body of a person's latest one of a kind. */
export async function latestHidden(
  storage: Pick<Storage, "query">,
  {
    conv,
    seq,
    user,
    kind,
  }: { readonly conv: string; readonly seq: number; readonly user: string; readonly kind: string },
): Promise<Body | undefined> {
  const [found] = await storage.query<{ body: string }>({
    sql: `SELECT e.body FROM hidden_operations h JOIN entries e ON e.conv = h.conv AND e.seq = h.op
          WHERE h.conv = ${NUM} AND h.seq = ? AND h.person = ? AND e.kind = ? ORDER BY h.op DESC LIMIT 1`,
    parameters: [conv, seq, user, kind],
  });
  return found && shownBody(JSON.parse(found.body) as Body);
}

/** A row for each of the reader's own: time (`a`), kind and person (`s`), body (`t`). It stands on what everybody sees: it comes last. */
export const hiddenFold: FoldPart = {
  name: "hiddenOperations",
  part: PARTS.hidden,
  sql: `SELECT t.id AS conv, t.seq, e.at AS a, CAST(NULL AS BIGINT) AS b, e.kind || ' ' || e.sender AS s, e.body AS t
        FROM t CROSS JOIN hidden_operations h CROSS JOIN entries e
        WHERE h.conv = t.conv AND h.seq = t.seq AND h.person = ? AND e.conv = h.conv AND e.seq = h.op ORDER BY t.id, t.seq, h.op`,
  readers: 1,
  take(fold, { a, s, t }) {
    if (fold.recalled) return;
    const [kind, by = ""] = (s ?? "").split(" ");
    STEPS[kind as OperationKind]?.(fold, shownBody(JSON.parse(t ?? "{}") as Body), by, a ?? 0);
  },
};

type Step = (fold: Folding, body: Body, by: string, at: number) => void;

const STEPS: Partial<Record<OperationKind, Step>> = {
  "message.reacted": (fold, { emoji, on }, by) => {
    const others = (fold.reactions ?? []).filter((one) => one.emoji !== emoji);
    const before = fold.reactions?.find((one) => one.emoji === emoji);
    if (before?.mine === (on === true ? true : undefined) && (before || !on)) return;
    const count = (before?.count ?? 0) + (on ? 1 : -1);
    const users = on ? [...(before?.users ?? []), by] : (before?.users ?? []).filter((user) => user !== by);
    const now = { emoji: String(emoji), count, ...(on === true && { mine: true as const }), users };
    fold.reactions = count > 0 ? [...others, now] : others;
  },
  "message.pinned": (fold, { on }, by, at) => {
    if (on) fold.pinned = { by, at };
    else delete fold.pinned;
  },
  "poll.voted": (fold, body) => {
    const { choices, was } = body as { readonly choices: number[]; readonly was: readonly number[] };
    const poll = fold.poll ?? { counts: [], voters: 0 };
    const most = Math.max(poll.counts.length - 1, ...choices, ...was);
    const counts = Array.from(
      { length: most + 1 },
      (_, at) => (poll.counts[at] ?? 0) + Number(choices.includes(at)) - Number(was.includes(at)),
    );
    const voters = poll.voters + Number(choices.length > 0) - Number(was.length > 0);
    fold.poll = { ...poll, counts, voters, mine: choices };
  },
};
