/** A condition on `c` (conversations) and what its placeholders stand for. */
interface Within {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** Above so many it costs less to look at all that are the person's than to name each: a text of its own is planned anew. */
export const NAMED = 100;

/** The conversations of a person's list, all of which are theirs; where there are many, some more of theirs. */
export function withinList(user: string, ids: readonly string[]): Within {
  if (ids.length > NAMED)
    return { sql: 'c.num IN (SELECT l.conv FROM members l WHERE l."user" = ?)', parameters: [user] };
  return { sql: `c.id IN (${ids.map(() => "?").join(", ")})`, parameters: ids };
}
