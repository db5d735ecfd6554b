import { KINDS, type Params, type Result } from "@skein/protocol/schema";
import type { Clock } from "../kit/clock.ts";
import { admit } from "./admit.ts";
import type { Commit } from "./commit.ts";
import type { Conversations } from "./conversations.ts";
import type { People } from "./people.ts";

/** What the line needs to send. */
export interface Line {
  readonly conversations: Conversations;
  readonly commit: Commit;
  readonly people: People;
  readonly clock: Clock;
}

/**
 * The story of a message: may they speak here → into the batch → durable, sent out to all who hear (commit.ts, fanout.ts) → `ok`.
 * When the conversation is in memory there is no wait before the batch; when it is not, messages wait in turn. So those of one
 * link keep their order.
 */
export async function send(line: Line, user: string, message: Params<"message.send">): Promise<Result<"message.send">> {
  const admission = admit(line.conversations, line.people, message.conv, user, line.clock.now());
  const rows = admission instanceof Promise ? await admission : admission;
  const entry = {
    conv: message.conv,
    from: user,
    key: message.key,
    kind: message.kind,
    countable: KINDS[message.kind].countable,
    // only what the kind's schema names is kept
    body: JSON.stringify({ text: message.body.text }),
    byMember: true,
  };
  const { places } = await line.commit.submit(rows ? { entries: [entry], rows } : { entries: [entry] });
  const place = places[0];
  if (!place) throw new Error("a message without a place");
  return { seq: place.seq, at: place.at, count: place.count };
}
