/**
 * Whether a message means somebody by name, alone or with everybody: its `mentions` say so, not its text.
 *
 * @param body of a message of any kind; of one that was taken back there is none
 * @example meansPerson({ text: "@Bob, look", mentions: { users: ["bob"] } }, "bob") // true
 */
export function meansPerson(body: unknown, user: string): boolean {
  const { users, all } = (body as Meaning | undefined)?.mentions ?? {};
  return all === true || users?.includes(user) === true;
}

interface Meaning {
  readonly mentions?: { readonly users?: readonly string[]; readonly all?: boolean };
}
