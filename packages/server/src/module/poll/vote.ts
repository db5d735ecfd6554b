import { selfId } from "@skein/protocol";
import type { Bodies, Params, Result } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import { permitted } from "../../message/admit.ts";
import type { Body } from "../../message/bodies.ts";
import { firstAnswer, writtenWith, type Written } from "../../message/first-answer.ts";
import { shownBody } from "../../message/hidden.ts";
import { operate, stillMember } from "../../message/operate.ts";
import type { Verdict } from "../../message/rules.ts";
import { keepShown, NUM } from "../../message/shown.ts";
import { latestHidden, touch } from "../message/index.ts";
import { choicesOf, maskOf } from "./choices.ts";
import { mustBeOpen, pollAt, type PollRoom, standing } from "./poll.ts";
import { type Change, voteRows } from "./store.ts";

/** How often a vote is tried when others come before it: those of this process go one after the other. */
const TRIES = 20;

const KIND = "poll.voted";

/** Chooses options instead of those chosen before. */
export async function vote(room: PollRoom, user: string, params: Params<"poll.vote">): Promise<Result<"poll.vote">> {
  const { conv, seq, key } = params;
  const choices = params.choices.toSorted((a, b) => a - b);
  try {
    return await retried(TRIES, () => voted(room, user, { ...params, choices }));
  } catch (fault) {
    const isSame = (written: Written): boolean => isVote(written, seq, choices);
    return answerOf(await firstAnswer(room.reading.storage, fault, { conv, user, key }, isSame));
  }
}

/** Whether this is what was written for these options. */
function isVote({ kind, ref, body }: Written, seq: number, choices: readonly number[]): boolean {
  return kind === KIND && ref === seq && String(bodyOf(body).choices) === String(choices);
}

const bodyOf = (text: string) => shownBody(JSON.parse(text) as Body) as Partial<Bodies["poll.voted"]>;

function answerOf({ seq, at, body }: Written): Result<"poll.vote"> {
  const { choices = [], was = [] } = bodyOf(body);
  return { seq, at, choices, was };
}

async function voted(room: PollRoom, user: string, params: Params<"poll.vote">): Promise<Result<"poll.vote">> {
  const { conv, seq, key, choices } = params;
  const poll = await pollAt(room, user, conv, seq);
  const { options, multiple, anonymous } = poll.body;
  if (choices.some((choice) => choice >= options.length) || (choices.length > 1 && !multiple)) {
    throw new Refusal("invalid", { path: "/choices", message: "not what the poll offers" });
  }
  const stands = await standing(room, user, conv, seq);
  const { conversation } = poll;
  const at = room.line.clock.now();
  const takesBack = choices.length === 0;
  const verdict = await permitted(room.line, { user, conv, ref: seq, conversation, takesBack, now: at });
  const unseen = verdict.hidden && !anonymous ? await latestUnseen(room, user, params) : undefined;
  const was = unseen ?? stands.mask;
  const now = maskOf(choices);
  if (now === was) {
    const first = await writtenWith(room.reading.storage, { conv, user, key });
    if (first && !isVote(first, seq, choices)) throw new Refusal("key_reused");
    // so already, maybe by this very command
    return first ? answerOf(first) : { seq, at: poll.at };
  }
  mustBeOpen(room, poll);
  const { votes, voters } = stands;
  const change: Change = { conv, seq, user, was, now, options: options.length, votes, anonymous: anonymous === true };
  const rows = [touch(conv, seq, "poll"), ...voteRows(change)];
  if (anonymous) {
    await inSecret(room, { change, choices, rows, asker: poll.asker, voters, verdict });
    return { seq, at: poll.at };
  }
  const body = { choices, was: choicesOf(was) };
  const operation = { conv, user, key, kind: KIND, ref: seq, body, rows, verdict };
  return { ...(await operate(room, operation)), ...body };
}

/** What somebody whom nobody sees chose last, as a mask. */
async function latestUnseen(
  { reading }: PollRoom,
  user: string,
  { conv, seq }: Params<"poll.vote">,
): Promise<number | undefined> {
  const body = await latestHidden(reading.storage, { conv, seq, user, kind: KIND });
  return body && maskOf((body as unknown as Bodies["poll.voted"]).choices);
}

interface Secret {
  readonly change: Change;
  readonly choices: number[];
  readonly rows: ReturnType<typeof voteRows>;
  readonly asker: string;
  readonly voters: number;
  readonly verdict: Verdict;
}

/**
 * Others are told the sums alone, in the name of who asked: no entry that they get says who voted. The voter's own devices are told
 * by their self log. No key is needed: a vote that is given again changes nothing.
 */
async function inSecret({ line, reading }: PollRoom, secret: Secret): Promise<void> {
  const { change, choices, rows, asker, voters, verdict } = secret;
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
  const told = JSON.stringify({ conv, seq, choices });
  const own = { ...entry, conv: selfId(user), from: user, kind: "self.voted", body: told };
  const still = [stillMember(conv, user), ...(verdict.rows ?? [])];
  await line.commit.submit(
    verdict.hidden
      ? // an entry here would say who voted: it is told to the voter alone, and counts nowhere
        { rows: still, entries: [own] }
      : {
          rows: [...still, ...rows, keepShown(conv)],
          entries: [own, { ...entry, conv, from: asker, kind: "poll.counted", ref: seq, body: JSON.stringify(sums) }],
        },
  );
}
