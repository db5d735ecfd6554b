import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { type Done, operate } from "../../message/operate.ts";
import type { MessageRoom } from "./room.ts";
import { react, touch, unreact } from "./store.ts";
import { targetOf } from "./target.ts";

/** One emoji as Unicode recommends it for interchange. */
const EMOJI = new RegExp("^\\p{RGI_Emoji}$", "v");

/** Gives a reaction or takes it back; what is so already stays so. */
export async function reactTo(room: MessageRoom, user: string, params: Params<"message.react">): Promise<Done> {
  const { reading } = room;
  const { conv, seq, key, emoji, on } = params;
  if (!EMOJI.test(emoji)) throw new Refusal("invalid", { path: "/emoji", message: "not an emoji" });
  const { entry, recalled } = await targetOf(reading, user, conv, seq);
  if (recalled) throw new Refusal("recalled");
  const rows = [touch(conv, seq), ...(on ? react(conv, seq, user, emoji) : unreact(conv, seq, user, emoji))];
  try {
    return await operate(room, { conv, user, key, kind: "message.reacted", ref: seq, body: { emoji, on }, rows });
  } catch (fault) {
    if (!Refusal.is(fault, "conflict")) throw fault;
    // so already
    return { seq: entry.seq, at: entry.at };
  }
}
