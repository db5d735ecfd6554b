import type { Entry, Params, Result } from "@skein/protocol/schema";
import { excerptOf, searchableText, type Term, termsOf } from "@skein/protocol/search";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import { Json } from "../../message/encode.ts";
import { foldedJson, type Reading } from "../../message/read.ts";
import { entriesAt } from "./entries-at.ts";
import type { FoundPlace, SearchIndex } from "./search-index.ts";

/** What searching needs. */
interface SearchRoom {
  readonly index: SearchIndex;
  readonly reading: Reading;
}

type Asked = Params<"search.messages">;
type Hit = Result<"search.messages">["hits"][number];

/** How often the index is asked for one page: again where what it found is not to be shown. */
const ROUNDS = 3;

/**
 * A page of what holds the words, the latest first. The index says where to look, among what the asker may read; what is there is read as
 * history is, and told only where it holds the words as the asker sees it now. [SEARCH-1] [SEARCH-2] [SEARCH-3]
 */
export async function searchMessages(room: SearchRoom, user: string, asked: Asked): Promise<Json> {
  const { text, conv, from, kinds, since, until, limit = 20 } = asked;
  const terms = termsOf(text);
  if (conv !== undefined) await memberOf(room.reading.conversations, conv, user);
  const hits: Hit[] = [];
  let before = asked.after === undefined ? undefined : placeOf(asked.after);
  let behind = false;
  for (let round = 0; terms.length > 0 && round < ROUNDS && hits.length < limit; round++) {
    const more = limit - hits.length;
    const found = await room.index.find({
      asker: user,
      ...{ terms, conv, from, kinds, since, until, before },
      limit: more,
    });
    behind ||= found.behind;
    hits.push(...(await shown(room.reading, user, terms, found.places)).filter(({ entry }) => fits(entry, asked)));
    before = found.next;
    if (before === undefined) break;
  }
  const users = await room.reading.people.profiles(new Set(hits.map(({ entry }) => entry.from)));
  const next = terms.length === 0 || before === undefined ? "" : `,"next":"${before}"`;
  return new Json(
    `{"hits":${JSON.stringify(hits)},"users":[${users.join(",")}]${next}${behind ? ',"behind":true' : ""}}`,
  );
}

/** What of these places their reader sees, with why it was found. */
async function shown(
  reading: Reading,
  user: string,
  terms: readonly Term[],
  places: readonly FoundPlace[],
): Promise<Hit[]> {
  if (places.length === 0) return [];
  const readable = await Promise.all(places.map((place) => mayRead(reading, user, place)));
  const entries = await entriesAt(
    reading.storage,
    places.filter((_, at) => readable[at]),
  );
  const folded = JSON.parse(await foldedJson(reading, user, entries)) as Entry[];
  return folded.flatMap((entry) => {
    if (entry.fold?.recalled || entry.mine?.removed) return [];
    const excerpt = excerptOf(entry.kind, searchableText(entry.kind, entry.fold?.edited?.body ?? entry.body), terms);
    return excerpt ? [{ entry, excerpt: { text: excerpt.text, marks: excerpt.marks.map((mark) => [...mark]) } }] : [];
  });
}

/** The index asks the store the same; this is what history asks. */
async function mayRead({ conversations }: Reading, user: string, { conv, seq }: FoundPlace): Promise<boolean> {
  const conversation = await conversations.get(conv);
  return conversation?.members.has(user) === true && seq >= conversation.readableFrom(user);
}

function fits({ from, at, kind }: Entry, asked: Asked): boolean {
  return (
    (asked.from ?? from) === from &&
    (asked.kinds === undefined || asked.kinds.includes(kind)) &&
    at >= (asked.since ?? 0) &&
    at < (asked.until ?? Infinity)
  );
}

function placeOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  return Number(text);
}
