import { LIMITS } from "@skein/protocol";
import type { Bodies, Profile } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Conversation } from "../../message/conversation.ts";
import type { Reading } from "../../message/read.ts";
import type { Source } from "./source.ts";

/** Names in the title. */
const NAMED = 2;

/**
 * Several messages as one: a copy of what they say now, with the names of who said it.
 *
 * @throws Refusal `invalid` where merged messages lie too deep within each other, `too_large` where they say too much together
 */
export async function mergedOf(
  { people }: Reading,
  conversation: Conversation,
  sources: readonly Source[],
): Promise<Bodies["merged"]> {
  const profiles = await people.profiles(new Set(sources.map(({ from }) => from)));
  const names = new Map(profiles.map((json) => JSON.parse(json) as Profile).map(({ id, name }) => [id, name]));
  const items = sources.map(({ kind, from, at, body: { forward, ...body } }) => {
    const first = forward as { readonly from: string; readonly at: number } | undefined;
    const said = first ?? { from, at };
    return { from: said.from, name: names.get(said.from) ?? names.get(from) ?? "", at: said.at, kind, body };
  });
  if (depthOf("merged", { items }) > LIMITS.mergedDepth) {
    throw new Refusal("invalid", { path: "/seqs", message: "too many merged messages within each other" });
  }
  const speakers = [...new Set(items.map(({ name }) => name).filter((name) => name !== ""))];
  const { kind, name } = conversation;
  const title = {
    ...(kind === "group" && name !== null && name !== undefined && { group: name }),
    people: speakers.slice(0, NAMED),
  };
  const body = { title, items };
  if (JSON.stringify(body).length > LIMITS.merged) throw new Refusal("too_large");
  return body;
}

/** How deep merged messages lie within each other; the server made all of them, so their shape is known. */
function depthOf(kind: string, body: unknown): number {
  if (kind !== "merged") return 0;
  const { items } = body as Pick<Bodies["merged"], "items">;
  return 1 + Math.max(0, ...items.map((item) => depthOf(item.kind, item.body)));
}
