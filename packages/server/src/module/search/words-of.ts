import { isSendable } from "@skein/protocol/schema";
import { searchableText, tokensOf } from "@skein/protocol/search";
import { type Body, isHidden, shownBody } from "../../message/hidden.ts";
import type { StoredEntry } from "../../storage/storage.ts";

/** What an entry is to an index. */
export type Effect =
  /** Something was said. */
  | { readonly does: "say"; readonly tokens: readonly string[] }
  /** A message says something else now. Its author alone sees it where it is `hidden`: then it is found beside the other. */
  | { readonly does: "edit"; readonly of: number; readonly words: Body; readonly hidden: boolean }
  /** A message was taken back. */
  | { readonly does: "recall"; readonly of: number };

/** What an entry does to an index; undefined where it does nothing. */
export function effectOf(entry: Pick<StoredEntry, "kind" | "ref" | "body">): Effect | undefined {
  const { kind, ref } = entry;
  if (isSendable(kind)) {
    // what was taken back has nothing in it
    if (entry.body === "{}") return undefined;
    const tokens = wordsOf(kind, shownBody(JSON.parse(entry.body) as Body));
    return tokens.length > 0 ? { does: "say", tokens } : undefined;
  }
  if (ref === null) return undefined;
  if (kind === "message.recalled") return { does: "recall", of: ref };
  if (kind !== "message.edited") return undefined;
  const { body } = JSON.parse(entry.body) as { readonly body?: Body };
  // its message was taken back since
  if (body === undefined) return undefined;
  return { does: "edit", of: ref, words: shownBody(body), hidden: isHidden(entry) };
}

/** The tokens by which a message is found, each once for each place where it stands. */
export function wordsOf(kind: string, body: Body): string[] {
  return tokensOf(searchableText(kind, body));
}

/** Of which conversation, by whom and of which kind something is, as words of an index; kinds that nearly all are have none. */
export const placeWord = {
  conv: (num: number): string => `c${num}`,
  from: (user: string): string => `u${Buffer.from(user).toString("hex")}`,
  kind: (kind: string): string | undefined => (kind === "text" ? undefined : `k${Buffer.from(kind).toString("hex")}`),
};
