const list = (texts: readonly (string | number | null)[]): string =>
  texts.length === 0
    ? "'{}'"
    : `ARRAY[${texts.map((text) => (typeof text === "string" ? `'${text}'` : String(text))).join(",")}]`;

const NAME = "g:late";

export const isLate = (conv: string): boolean => conv.startsWith(NAME);

/**
 * The commit of a group of these people, in which the first of them has said something, as a node would ask for it: for one that
 * becomes visible late. It locks nothing that anybody else knows of, so it does without the notes in people's own logs.
 */
export function lateGroup(turn: number, people: readonly string[]): string {
  const id = `${NAME}${turn}`;
  const [owner = ""] = people;
  const users = people.map((user) => `"${user}"`).join(",");
  const rows = [
    `INSERT INTO conversations (id, kind, name, color, size, created) VALUES ('${id}', 'group', 'Late', 1, ${people.length}, 0)`,
    ...people.map(
      (user) =>
        `INSERT INTO members (conv, "user", role) SELECT num, '${user}', '${user === owner ? "owner" : "member"}' FROM conversations WHERE id = '${id}'`,
    ),
  ].map((row) => [[row], null, null]);
  // both entries, no marks, and the statements at the first position
  const steps = JSON.stringify([[1, 2, 1, 0, 1, rows, null]]).replaceAll("'", "''");
  const columns = [
    list([2, 3]),
    list([id, id]),
    list([owner, owner]),
    list([null, `late-${id}`]),
    list(["group.created", "text"]),
    "'{NULL,NULL}'",
    list([0, 1]),
    list([`{"name":"Late","users":[${users}]}`, `{"text":"late ${turn}"}`]),
  ];
  return `SELECT skein_commit_1(false, '{}', 3, ${columns.join(", ")}, '{}', '{}', '{}', '{}', '{}', '${steps}')`;
}
