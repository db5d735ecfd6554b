import { SEARCH_LENGTH, termsOf } from "@skein/protocol/search";
import { SkeinError } from "../error.ts";
import type { Caller } from "../link/requests.ts";
import { type DeviceSearch, isHere } from "./device.ts";
import type { SearchQuery, SearchResult } from "./found.ts";

/** Pages without a hit that are read on end for one question. */
const EMPTY = 3;
const PAGE = 20;

/** Asks the server, or this device where there is no link. */
export async function searchMessages(caller: Caller, device: DeviceSearch, query: SearchQuery): Promise<SearchResult> {
  // half a character is none, and a server wants none
  const text = Array.from(query.text.toWellFormed().replaceAll("\u0000", " ")).slice(0, SEARCH_LENGTH).join("");
  const terms = termsOf(text);
  if (terms.length === 0) return { hits: [], from: "server" };
  const { after, limit = PAGE } = query;
  if (after === undefined || !isHere(after)) {
    try {
      return await ask(caller, { ...query, text, limit });
    } catch (error) {
      // where a search began at the server, the pages behind are the server's
      if (after !== undefined || !AWAY.has(SkeinError.from(error).name)) throw error;
    }
  }
  return { ...(await device.find(query, terms, limit)), from: "device" };
}

const AWAY: ReadonlySet<string> = new Set(["offline", "timeout", "unavailable"]);

/** A page may hold nothing though there is more behind it. */
async function ask(caller: Caller, query: SearchQuery): Promise<SearchResult> {
  let { after } = query;
  for (let page = 1; ; page++) {
    const { hits, next, behind } = await caller.call("search.messages", {
      ...query,
      ...(after !== undefined && { after }),
    });
    const found = hits.map(({ entry, excerpt: { text, marks } }) => ({
      entry,
      excerpt: { text, marks: marks.map(([from = 0, to = 0]) => [from, to] as const) },
    }));
    if (found.length > 0 || next === undefined || page === EMPTY)
      return { hits: found, ...(next !== undefined && { next }), from: "server", ...(behind && { behind }) };
    after = next;
  }
}
