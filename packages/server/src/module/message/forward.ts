import { createHash } from "node:crypto";
import { LIMITS } from "@skein/protocol";
import type { Params, Result, SendableKind } from "@skein/protocol/schema";
import { base32 } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Body } from "../../message/bodies.ts";
import { writtenWith } from "../../message/first-answer.ts";
import { send } from "../../message/send.ts";
import { mergedOf } from "./merged.ts";
import type { MessageRoom } from "./room.ts";
import { sourcesOf } from "./source.ts";

/** What is said in each place. */
interface Words {
  readonly kind: SendableKind;
  readonly body: Body;
}

/**
 * Says messages again elsewhere, as the server has them: nobody can put words into somebody's mouth. Goes from place to place; where
 * one refuses, what was said before remains, and the same key goes on from there.
 */
export async function forward(
  room: MessageRoom,
  user: string,
  params: Params<"message.forward">,
): Promise<Result<"message.forward">> {
  try {
    return await said(room, user, params);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    // all of it was said before, by this very call: what stands against it today has come since
    const places = await saidBefore(room, user, params);
    if (!places) throw fault;
    return { places };
  }
}

async function said(
  room: MessageRoom,
  user: string,
  params: Params<"message.forward">,
): Promise<Result<"message.forward">> {
  const { line, reading } = room;
  const { conv, key, to, merged } = params;
  if (!merged && params.seqs.length * to.length > LIMITS.forwarded) throw new Refusal("too_many");
  const conversation = await memberOf(line.conversations, conv, user);
  const sources = await sourcesOf(reading, conversation, user, conv, params.seqs);
  const all: readonly Words[] = merged
    ? [{ kind: "merged", body: await mergedOf(reading, conversation, sources) }]
    : sources.map(({ kind, from, at, body }) => {
        // the stream that it grew from is over, and was somebody else's
        const { forward: first, stream: _grown, interrupted: _cut, ...content } = body;
        return { kind, body: { ...content, forward: first ?? { from, at } } };
      });
  const places: Result<"message.forward">["places"] = [];
  for (const place of to) {
    const seqs: number[] = [];
    for (const [index, { kind, body }] of all.entries()) {
      // a kind and its body belong together: the log had them so
      const message = { conv: place, key: keyOf(key, place, index), kind, body } as Params<"message.send">;
      seqs.push(await saidIn(room, user, message));
    }
    places.push({ conv: place, seqs });
  }
  return { places };
}

/** Where it stands; what was edited since it was said by this very call stands there as it was said. */
async function saidIn({ line, reading }: MessageRoom, user: string, message: Params<"message.send">): Promise<number> {
  try {
    return (await send(line, user, message)).seq;
  } catch (fault) {
    if (!Refusal.is(fault, "key_reused")) throw fault;
    const before = await writtenWith(reading.storage, { ...message, user });
    if (before?.kind !== message.kind) throw fault;
    return before.seq;
  }
}

/** Where all of it stands, where this very call said all of it. */
async function saidBefore(
  { reading }: MessageRoom,
  user: string,
  { key, seqs, to, merged }: Params<"message.forward">,
): Promise<Result<"message.forward">["places"] | undefined> {
  const places: Result<"message.forward">["places"] = [];
  for (const conv of to) {
    const known: number[] = [];
    for (let index = 0; index < (merged ? 1 : seqs.length); index++) {
      const before = await writtenWith(reading.storage, { conv, user, key: keyOf(key, conv, index) });
      // looked for one after the other: where it was not said at all, one look tells so
      if (!before) return undefined;
      known.push(before.seq);
    }
    places.push({ conv, seqs: known });
  }
  return places;
}

/** What a client sends without what only the server may write. */
export function unforged(message: Params<"message.send">): Params<"message.send"> {
  if (message.kind === "merged") {
    throw new Refusal("invalid", { path: "/kind", message: "made by message.forward alone" });
  }
  // looked for before anything is copied: this is done for every message
  if (!("forward" in message.body)) return message;
  const { forward: _, ...body } = message.body;
  return { ...message, body } as Params<"message.send">;
}

/** Each message has its own key, which follows from that of the call. */
function keyOf(key: string, place: string, index: number): string {
  return `fwd-${base32(createHash("sha256").update(`${key}\n${place}\n${index}`).digest().subarray(0, 20))}`;
}
