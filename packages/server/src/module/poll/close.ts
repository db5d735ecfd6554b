import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { lookedAtTwice, permitted } from "../../message/admit.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import { touch } from "../message/index.ts";
import { mustBeOpen, pollAt, type PollRoom } from "./poll.ts";
import { closeRow } from "./store.ts";

const KIND = "poll.closed";

/** Ends a poll: its author, and whoever leads its group. */
export function closePoll(room: PollRoom, user: string, params: Params<"poll.close">): Promise<Done> {
  const { conv, seq, key } = params;
  return once(
    room,
    { conv, user, key, kind: KIND, ref: seq },
    () => true,
    () => closed(room, user, params),
  );
}

async function closed(room: PollRoom, user: string, { conv, seq, key }: Params<"poll.close">): Promise<Done> {
  const poll = await pollAt(room, user, conv, seq);
  const { conversation } = poll;
  await lookedAtTwice(room.line.conversations, conversation, user, ({ kind, members }) => {
    const leads = kind === "group" && members.get(user)?.role !== "member";
    if (poll.asker !== user && !leads) throw new Refusal("forbidden");
  });
  mustBeOpen(room, poll);
  const now = room.line.clock.now();
  const { hidden: _seen, ...verdict } = await permitted(room.line, {
    ...{ user, conv, ref: seq, conversation, takesBack: true, now },
  });
  const rows = [touch(conv, seq, "poll"), closeRow(conv, seq)];
  return operate(room, { conv, user, key, kind: KIND, ref: seq, body: {}, rows, verdict });
}
