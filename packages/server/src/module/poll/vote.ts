import { selfId } from "@skein/protocol";
import type { Params, Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import { operate, stillMember } from "../../message/operate.ts";
import { keepShown, NUM } from "../../message/shown.ts";
import { touch } from "../message/index.ts";
import { choicesOf, maskOf } from "./choices.ts";
import { mustBeOpen, pollAt, type PollRoom, standing } from "./poll.ts";
import { type Change, voteRows } from "./store.ts";

/** How often a vote is tried when others come before it: those of this process go one after the other. */
const TRIES = 20;

/** Chooses options instead of those chosen before. */
export function vote(room: PollRoom, user: string, params: Params<"poll.vote">): Promise<Result<"poll.vote">> {
  return retried(TRIES, () => voted(room, user, params));
}

async function voted(room: PollRoom, user: string, params: Params<"poll.vote">): Promise<Result<"poll.vote">> {
  const { conv, seq, key } = params;
  const choices = params.choices.toSorted((a, b) => a - b);
  const poll = await pollAt(room, user, conv, seq);
  const { options, multiple, anonymous } = poll.body;
  if (choices.some((choice) => choice >= options.length) || (choices.length > 1 && !multiple)) {
    throw new Refusal("invalid", { path: "/choices", message: "not what the poll offers" });
  }
  const given = await before(room, user, params, choices);
  if (given) return given;
  const { votes, voters, mask: was } = await standing(room, user, conv, seq);
  const now = maskOf(choices);
  // so already
  if (now === was) return { seq, at: poll.at };
  mustBeOpen(room, poll);
  const change: Change = { conv, seq, user, was, now, options: options.length, votes, anonymous: anonymous === true };
  const rows = [touch(conv, seq), ...voteRows(change)];
  if (anonymous) {
    await inSecret(room, { change, choices, rows, asker: poll.asker, voters });
    return { seq, at: poll.at };
  }
  const body = { choices, was: choicesOf(was) };
  return { ...(await operate(room, { conv, user, key, kind: "poll.voted", ref: seq, body, rows })), ...body };
}

/** The first answer, where the same key was used before. */
async function before(
  { reading }: PollRoom,
  user: string,
  { conv, seq, key }: Params<"poll.vote">,
  choices: readonly number[],
): Promise<Result<"poll.vote"> | undefined> {
  const [known] = await reading.storage.query<{ seq: number; at: number; kind: string; ref: number; body: string }>({
    sql: `SELECT seq, at, kind, ref, body FROM entries WHERE key = ? AND sender = ? AND conv = ${NUM}`,
    parameters: [key, user, conv],
  });
  if (!known) return undefined;
  const body = JSON.parse(known.body) as { readonly choices?: number[]; readonly was?: number[] };
  if (known.kind !== "poll.voted" || known.ref !== seq || String(body.choices) !== String(choices)) {
    throw new Refusal("key_reused");
  }
  return { seq: known.seq, at: known.at, choices: body.choices ?? [], was: body.was ?? [] };
}

interface Secret {
  readonly change: Change;
  readonly choices: number[];
  readonly rows: ReturnType<typeof voteRows>;
  readonly asker: string;
  readonly voters: number;
}

/**
 * Others are told the sums alone, in the name of who asked: no entry that they get says who voted. The voter's own devices are told
 * by their self log. No key is needed: a vote that is given again changes nothing.
 */
async function inSecret({ line, reading }: PollRoom, { change, choices, rows, asker, voters }: Secret): Promise<void> {
  const { conv, seq, user, was, now, options } = change;
  const kept = await reading.storage.query<{ choice: number; n: number }>({
    sql: `SELECT choice, n FROM poll_counts WHERE conv = ${NUM} AND seq = ?`,
    parameters: [conv, seq],
  });
  const counts = Array.from({ length: options }, (_, choice) => {
    const n = kept.find((one) => one.choice === choice)?.n ?? 0;
    return n + ((now >> choice) & 1) - ((was >> choice) & 1);
  });
  const sums = { counts, voters: voters + (now === 0 ? 0 : 1) - (was === 0 ? 0 : 1) };
  const entry = { countable: false, byMember: false };
  await line.commit.submit({
    rows: [stillMember(conv, user), ...rows, keepShown(conv)],
    entries: [
      {
        ...entry,
        conv: selfId(user),
        from: user,
        kind: "self.voted",
        body: JSON.stringify({ conv, seq, choices }),
      },
      { ...entry, conv, from: asker, kind: "poll.counted", ref: seq, body: JSON.stringify(sums) },
    ],
  });
}
