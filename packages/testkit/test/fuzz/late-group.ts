/** Stands between texts of a batch. */
const SEPARATOR = "\x1f";

const NAME = "g:late";

export const isLate = (conv: string): boolean => conv.startsWith(NAME);

/**
 * The commit of a group of these people, in which the first of them has said something, as a node would ask for it: for one that
 * becomes visible late. It locks nothing that anybody else knows of: it does without the notes in people's own logs, and without the turn of
 * whoever makes a conversation.
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
  ];
  const bodies = [`{"name":"Late","users":[${users}]}`, `{"text":"late ${turn}"}`];
  const messages = [
    // the second and the third position; one that counts, and is the last
    `ARRAY[${2 << 4},${(3 << 4) | 5}]`,
    `ARRAY[${1 << 12},${(1 << 24) | (2 << 12) | 1}]`,
    ...[
      [owner, owner],
      ["", `late-${id}`],
    ].map((texts) => `'${texts.join(SEPARATOR)}'`),
    "'{}'",
    `'${bodies.join(SEPARATOR)}'`,
  ];
  const commit = `SELECT skein_commit_2(false, '{${id}}', '{group.created,text}', 3, ${messages.join(", ")}, '{}', '{}', '{}', '{}', '{}', '[[1,2,1,0]]')`;
  return [...rows, commit].join("; ");
}
