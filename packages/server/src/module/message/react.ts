import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { permitted } from "../../message/admit.ts";
import { writtenWith } from "../../message/first-answer.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import type { MessageRoom } from "./room.ts";
import { react, touch, unreact } from "./store.ts";
import { targetOf } from "./target.ts";

/** One emoji as Unicode recommends it for interchange. */
const EMOJI = new RegExp("^\\p{RGI_Emoji}$", "v");

const KIND = "message.reacted";

/** Gives a reaction or takes it back; what is so already stays so. */
export function reactTo(room: MessageRoom, user: string, params: Params<"message.react">): Promise<Done> {
  const { conv, seq, key, emoji, on } = params;
  const did = { conv, user, key, kind: KIND, ref: seq };
  return once(
    room,
    did,
    (body) => body["emoji"] === emoji && body["on"] === on,
    () => reacted(room, user, params),
  );
}

async function reacted(room: MessageRoom, user: string, params: Params<"message.react">): Promise<Done> {
  const { line, reading } = room;
  const { conv, seq, key, emoji, on } = params;
  if (!EMOJI.test(emoji)) throw new Refusal("invalid", { path: "/emoji", message: "not an emoji" });
  const { conversation, entry, recalled } = await targetOf(reading, user, conv, seq);
  if (recalled) throw new Refusal("recalled");
  const now = line.clock.now();
  const verdict = await permitted(line, { user, conv, ref: seq, conversation, takesBack: !on, now });
  const rows = [
    touch(conv, seq, "reactions"),
    ...(on ? react(conv, seq, user, emoji) : unreact(conv, seq, user, emoji)),
  ];
  const operation = { conv, user, key, kind: KIND, ref: seq, body: { emoji, on }, rows };
  const { hidden, ...open } = verdict;
  try {
    // what everybody sees is taken back for everybody, whoever gave it
    return await operate(room, { ...operation, verdict: on ? verdict : open });
  } catch (fault) {
    if (!Refusal.is(fault, "conflict") || (await writtenWith(reading.storage, operation))) throw fault;
    if (hidden && !on) return operate(room, { ...operation, verdict });
    // so already
    return { seq: entry.seq, at: entry.at };
  }
}
