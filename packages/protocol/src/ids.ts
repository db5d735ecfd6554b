import { CLIENT_LIMITS } from "./limits-of-clients.ts";

/** A user id: what a host app may choose, and what Skein makes itself. No colon, so that ids can be joined by one. */
export const USER_ID_PATTERN = `^[A-Za-z0-9][A-Za-z0-9._@-]{0,${CLIENT_LIMITS.userId - 1}}$`;

/** `d:a:b` a direct conversation, `g:…` a group, `s:a` the self log of a person. */
export const CONVERSATION_ID_PATTERN = "^[dgs]:[A-Za-z0-9][A-Za-z0-9._@:-]{0,137}$";

export type ConversationKind = "direct" | "group" | "self";

/**
 * The id of the direct conversation of two people: computed, so that two who write at once meet in the same log.
 * With oneself it is the conversation for saved messages. [CONV-1]
 *
 * @example directId("bob", "alice") === "d:alice:bob"
 */
export function directId(a: string, b: string): string {
  return a < b ? `d:${a}:${b}` : `d:${b}:${a}`;
}

/** The id of a person's own log, where only that person's devices listen. */
export function selfId(user: string): string {
  return `s:${user}`;
}

const DIRECT = "d:";

/** What kind of conversation an id names; undefined for anything that is no conversation id. */
export function conversationKind(id: string): ConversationKind | undefined {
  if (id.startsWith(DIRECT)) return "direct";
  if (id.startsWith("g:")) return "group";
  if (id.startsWith("s:")) return "self";
  return undefined;
}

/** The two people of a direct conversation, in order; undefined when the id is not in its one canonical form. */
export function directPeople(id: string): readonly [string, string] | undefined {
  // by places and not by split(): it is asked several times for every message
  const end = id.indexOf(":", DIRECT.length);
  if (!id.startsWith(DIRECT) || id.includes(":", end + 1)) return undefined;
  const a = id.slice(DIRECT.length, end);
  const b = id.slice(end + 1);
  return end > DIRECT.length && b !== "" && a <= b ? [a, b] : undefined;
}

/** The other person of a direct conversation; yourself for saved messages. */
export function directPeer(id: string, me: string): string | undefined {
  const people = directPeople(id);
  if (!people) return undefined;
  return people[0] === me ? people[1] : people[1] === me ? people[0] : undefined;
}
