import { KINDS, type Params, type Result } from "@skein/protocol/schema";
import type { Clock } from "../kit/clock.ts";
import { admit, type Gate } from "./admit.ts";
import { type Body, checked } from "./bodies.ts";
import type { Commit } from "./commit.ts";
import { firstAnswer } from "./first-answer.ts";
import { stillMember } from "./operate.ts";
import type { Addition } from "./rules.ts";
import { cameFrom } from "./same-words.ts";
import { keepShown } from "./shown.ts";
import type { Storage, Write } from "../storage/storage.ts";

/** What the line needs to send. */
export interface Line extends Gate {
  readonly commit: Commit;
  readonly clock: Clock;
  readonly storage: Pick<Storage, "query">;
}

/**
 * The story of a message: is it one → may they say it here → into the batch → durable, sent out to all who hear (commit.ts,
 * fanout.ts) → `ok`. When the conversation is in memory there is no wait before the batch; when it is not, messages wait in turn.
 * So those of one link keep their order.
 */
export async function send(line: Line, user: string, message: Params<"message.send">): Promise<Result<"message.send">> {
  const { conv, key, kind } = message;
  const body = checked(kind, message.body);
  try {
    const admission = admit(line, { user, conv, kind, body, now: line.clock.now() });
    const addition = admission instanceof Promise ? await admission : admission;
    const { places } = await line.commit.submit(written(user, message, body, addition));
    const place = places[0];
    if (!place) throw new Error("a message without a place");
    return { seq: place.seq, at: place.at, count: place.count };
  } catch (fault) {
    const { seq, at, count } = await firstAnswer(
      line.storage,
      fault,
      { conv, user, key },
      (before) => before.kind === kind && cameFrom(JSON.parse(before.body) as Body, body),
    );
    return { seq, at, count };
  }
}

function written(user: string, message: Params<"message.send">, body: Body, addition: Addition | undefined): Write {
  const { conv, key, kind } = message;
  const { countable } = KINDS[kind];
  const entry = {
    conv,
    from: user,
    key,
    kind,
    countable,
    body: JSON.stringify(addition?.body ?? body),
    byMember: true,
  };
  // the usual message is nothing but itself
  if (!addition) return { entries: [entry] };
  const { ref, rows = [] } = addition;
  if (ref === undefined) return { entries: [{ ...entry, countable: addition.countable ?? countable }], rows };
  // it is not read by being written: it moves no marks of the conversation
  const apart = { ...entry, ref, countable: addition.countable ?? countable, byMember: false };
  return { entries: [apart], rows: [stillMember(conv, user), ...rows, keepShown(conv)] };
}
