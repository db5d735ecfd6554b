/** What the others of a conversation see of a member. */
interface Other {
  readonly user: string;
  readonly read: number;
  readonly delivered: number;
  /** What they call themselves there. */
  readonly nick: string | null;
}

/**
 * What a list tells of the others of a conversation, as text: it is written where it is read, for nothing else is done with it, and
 * of a long list it is the most.
 */
export interface ToldOthers {
  /** The first of them, by user; null where there is none. */
  readonly first: string | null;
  /** `{"user":…,"read":…,"delivered":…}` of each, by user, with commas between them. User ids hold nothing that JSON would escape. */
  readonly marks: string;
  /** `"user":"nick"` of those who call themselves something there, the same way. */
  readonly nicks: string;
}

export const NOBODY: ToldOthers = { first: null, marks: "", nicks: "" };

/** @param others in any order */
export function tellOthers(others: readonly Other[]): ToldOthers {
  const sorted = others.toSorted((a, b) => (a.user < b.user ? -1 : 1));
  return {
    first: sorted[0]?.user ?? null,
    marks: sorted
      .map(({ user, read, delivered }) => `{"user":"${user}","read":${read},"delivered":${delivered}}`)
      .join(","),
    nicks: sorted.flatMap(({ user, nick }) => (nick === null ? [] : `"${user}":${JSON.stringify(nick)}`)).join(","),
  };
}
