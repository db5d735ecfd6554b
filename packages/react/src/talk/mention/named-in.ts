import type { Bodies } from "@skein/protocol";
import type { Named } from "./spans.ts";

export type Mentions = NonNullable<Bodies["text"]["mentions"]>;

/** What texts call everybody, in the languages of the kit: whoever reads may have another one than whoever wrote. */
export const EVERYBODY = ["everyone", "所有人"] as const;

/**
 * Whom a text may name, and how.
 *
 * @param nameOf what somebody is called now, where the message does not say what its text calls them
 */
export function namedIn(
  { users = [], names = [], all }: Mentions,
  nameOf: (user: string) => string | undefined,
): readonly Named[] {
  const people = users.flatMap((user, at): Named[] => {
    const name = names[at] ?? nameOf(user);
    return name === undefined ? [] : [{ name, user }];
  });
  return all ? [...people, ...EVERYBODY.map((name): Named => ({ name }))] : people;
}
