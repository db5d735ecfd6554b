import { LIMITS } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { permitted } from "../../message/admit.ts";
import { writtenWith } from "../../message/first-answer.ts";
import { type FoldPart, PARTS } from "../../message/fold.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import { isReader } from "../keep/index.ts";
import { targetOf, touch } from "../message/index.ts";
import type { FileRoom } from "./room.ts";

const KIND = "message.played";

/** Somebody has listened to a voice message of another. [FILE-12] */
export function play(
  room: Pick<FileRoom, "line" | "reading">,
  user: string,
  params: Params<"message.played">,
): Promise<Done> {
  const { conv, seq, key } = params;
  return once(
    room,
    { conv, user, key, kind: KIND, ref: seq },
    () => true,
    () => played(room, user, params),
  );
}

async function played(
  { line, reading }: Pick<FileRoom, "line" | "reading">,
  user: string,
  { conv, seq, key }: Params<"message.played">,
): Promise<Done> {
  const { conversation, entry, recalled } = await targetOf(reading, user, conv, seq);
  if (entry.kind !== "voice") throw new Refusal("not_found");
  if (recalled) throw new Refusal("recalled");
  const so: Done = { seq: entry.seq, at: entry.at };
  // in a crowd each would be an entry for all of it; and who reads a channel is nobody's business
  const told = conversation.members.size <= LIMITS.marksPushed && !isReader(conversation, user);
  if (entry.from === user || !told) return so;
  const { hidden: _seen, ...verdict } = await permitted(line, {
    ...{ user, conv, ref: seq, conversation, takesBack: true, now: line.clock.now() },
  });
  const rows = [touch(conv, seq, "played"), playedRow(conv, seq, user)];
  const operation = { conv, user, key, kind: KIND, ref: seq, body: {}, rows };
  try {
    return await operate({ line }, { ...operation, verdict });
  } catch (fault) {
    if (!Refusal.is(fault, "conflict") || (await writtenWith(reading.storage, operation))) throw fault;
    return so;
  }
}

/** After `touch`. `conflict` when it was so already. */
function playedRow(conv: string, seq: number, user: string) {
  return {
    sql: `INSERT INTO played (conv, seq, person, op) SELECT c.num, f.seq, ?, f.upto
          FROM conversations c JOIN folds f ON f.conv = c.num AND f.seq = ? WHERE c.id = ?
          ON CONFLICT (conv, seq, person) DO NOTHING`,
    parameters: [user, seq, conv],
    expect: { changes: 1, error: "conflict" },
  } as const;
}

const OF_IT = "FROM played p WHERE p.conv = t.conv AND p.seq = t.seq";
const nth = (n: number) => `coalesce((SELECT p.person ${OF_IT} ORDER BY p.op LIMIT 1 OFFSET ${n}), '')`;

/** How many have listened (`a`), whether the reader is one of them (`b`), who was first (`s`). */
export const playedFold: FoldPart = {
  name: "played",
  part: PARTS.played,
  sql: `SELECT t.id AS conv, t.seq, (SELECT count(*) ${OF_IT}) AS a, (SELECT count(*) ${OF_IT} AND p.person = ?) AS b,
               ${[0, 1, 2].map(nth).join(" || ' ' || ")} AS s, CAST(NULL AS TEXT) AS t FROM t`,
  readers: 1,
  take(fold, { a, b, s }) {
    if (!a) return;
    const users = (s ?? "").split(" ").filter((user) => user !== "");
    fold.played = { count: a, ...(b === 1 && { mine: true as const }), users };
  },
};
