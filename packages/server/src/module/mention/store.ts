import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";

/** Stands for everybody: no id of a person looks like it. */
export const EVERYBODY = "*";

/** Notes whom a new message mentions. */
export function mention(conv: string, author: string, users: readonly string[], all: boolean): Statement[] {
  return insert(users, all, (person, from) => ({
    sql: `INSERT INTO mentions (conv, seq, person, author) SELECT c.num, ${NEXT}, ${person}, ? FROM conversations c${from} c.id = ?
          ON CONFLICT (conv, seq, person) DO NOTHING`,
    last: [author, conv],
  }));
}

/** Notes whom a message mentions that is there already; of one in a thread nothing is noted here. */
export function mentionAnew(
  conv: string,
  seq: number,
  author: string,
  users: readonly string[],
  all: boolean,
): Statement[] {
  return [
    ...forgetMentions(conv, seq),
    ...insert(users, all, (person, from) => ({
      sql: `INSERT INTO mentions (conv, seq, person, author) SELECT e.conv, e.seq, ${person}, ? FROM entries e${from}
              e.conv = ${NUM} AND e.seq = ? AND e.ref IS NULL ON CONFLICT (conv, seq, person) DO NOTHING`,
      last: [author, conv, seq],
    })),
  ];
}

/** Nobody is mentioned by what was taken back. */
export function forgetMentions(conv: string, seq: number): Statement[] {
  return [{ sql: `DELETE FROM mentions WHERE conv = ${NUM} AND seq = ?`, parameters: [conv, seq] }];
}

/** One statement for all who are named, and one for everybody. Parameters of the person come where the text names them. */
function insert(
  users: readonly string[],
  all: boolean,
  make: (person: string, from: string) => { readonly sql: string; readonly last: readonly unknown[] },
): Statement[] {
  const rows: Statement[] = [];
  if (users.length > 0) {
    const { sql, last } = make("u.id", `, users u WHERE u.id IN (${users.map(() => "?").join(", ")}) AND`);
    const [author, ...place] = last;
    rows.push({ sql, parameters: [author, ...users, ...place] });
  }
  if (all) {
    const { sql, last } = make(`'${EVERYBODY}'`, " WHERE");
    rows.push({ sql, parameters: last });
  }
  return rows;
}
