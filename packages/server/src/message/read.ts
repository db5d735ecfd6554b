import { LIMITS } from "@skein/protocol";
import type { Params } from "@skein/protocol/schema";
import { Refusal } from "../kit/refusal.ts";
import type { Storage, StoredEntry, StoredSummary } from "../storage/storage.ts";
import { memberOf } from "./admit.ts";
import type { Conversations } from "./conversations.ts";
import { entryJson, Json, summaryJson } from "./encode.ts";
import type { People } from "./people.ts";

/** What reading needs. */
export interface Reading {
  readonly storage: Storage;
  readonly conversations: Conversations;
  readonly people: People;
}

/** A page of history. [HIST-1] [HIST-2] [HIST-3] */
export async function readPage(reading: Reading, user: string, params: Params<"message.list">): Promise<Json> {
  const { conv, before, after, limit = 50 } = params;
  if (before !== undefined && after !== undefined)
    throw new Refusal("invalid", { path: "/after", message: "before or after, not both" });
  await memberOf(reading.conversations, conv, user);
  const range = { limit, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  const { entries, head } = await reading.storage.page(conv, range);
  return new Json(`{"entries":[${entries.map(entryJson).join(",")}],"head":${head}}`);
}

/** A page of a person's conversations, latest active first. The place in the list is `at:id` of the last one. [CONV-4] */
export async function readList(reading: Reading, user: string, params: Params<"conversation.list">): Promise<Json> {
  const { limit = 50 } = params;
  const after = params.after === undefined ? {} : { after: placeInList(params.after) };
  const found = await reading.storage.list(user, { ...after, limit: limit + 1, marksUpTo: LIMITS.marksPushed });
  const page = found.slice(0, limit);
  const users = await reading.people.profiles(peopleOf(user, page));
  const last = found.length > limit ? page.at(-1) : undefined;
  const next = last ? `,"next":${JSON.stringify(`${last.last?.at ?? last.created}:${last.id}`)}` : "";
  return new Json(
    `{"conversations":[${page.map((one) => summaryJson(one)).join(",")}],"users":[${users.join(",")}]${next}}`,
  );
}

/** One conversation with the people in it that a screen needs at once. */
export async function readConversation(reading: Reading, user: string, id: string): Promise<Json> {
  const conversation = await memberOf(reading.conversations, id, user);
  const summary = conversation.summaryFor(user, LIMITS.marksPushed);
  if (!summary) throw new Refusal("not_found");
  const users = await reading.people.profiles(peopleOf(user, [summary]));
  return new Json(`{"conversation":${summaryJson(summary)},"users":[${users.join(",")}]}`);
}

/** Whose names a list shows: the reader, the others of small conversations, authors of what is shown. */
export function peopleOf(
  user: string,
  summaries: readonly StoredSummary[],
  entries: Iterable<StoredEntry> = [],
): Set<string> {
  const people = new Set([user]);
  for (const { others, last, members } of summaries) {
    if (last) people.add(last.from);
    // all members of a large group are read when somebody looks at them
    if (members <= 2) for (const other of others ?? []) people.add(other.user);
  }
  for (const entry of entries) people.add(entry.from);
  return people;
}

function placeInList(text: string): { at: number; id: string } {
  const found = /^(\d{1,16}):(.+)$/.exec(text);
  if (!found?.[1] || !found[2]) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  return { at: Number(found[1]), id: found[2] };
}
