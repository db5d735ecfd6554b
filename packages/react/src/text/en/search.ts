import { of } from "./count.ts";

const number = new Intl.NumberFormat("en");

/** Finding what was said. */
export const searchEn = {
  messages: "Messages",
  files: "Files",
  more: "Show more",
  inTalk: "Search in this conversation",
  found: "Messages found",
  filters: "Narrow the search",
  who: "Said by",
  anybody: "Anybody",
  kind: "What it is",
  anyKind: "Anything",
  kinds: { words: "Words", pictures: "Pictures and videos", files: "Files", polls: "Polls", places: "Places" },
  since: "From",
  until: "Until",
  count: (count: number) => (count === 0 ? "No messages" : of(count, "message", "messages")),
  countMore: (count: number) => `more than ${of(count, "message", "messages")}`,
  place: (at: number, count: string) => `${number.format(at)} of ${count}`,
  older: "The one before it",
  newer: "The one after it",
  nothing: (query: string) => `Nothing said with “${query}”`,
  nothingHint: "Words are found by their beginnings, in any order.",
  nothingNarrowed: "Take a filter away to find more.",
  offline: "Offline: only messages on this device are searched.",
  behind: "What was said a moment ago may still be missing.",
};
