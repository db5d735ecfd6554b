import { Database } from "bun:sqlite";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { SQL } from "bun";
import type { Target } from "../peer/peer.ts";

/** What the database itself says of the messages that are searched, past the server. */
export interface Truth extends AsyncDisposable {
  messages(): Promise<number>;
  /** The text of a message at some place of some conversation. */
  any(random: (below: number) => number): Promise<string>;
  /** The latest that hold a text, as `<seq> <conversation>`, by `LIKE`. */
  like(text: string, limit: number): Promise<Set<string>>;
  indexBytes(): Promise<number>;
}

const MESSAGES = "SELECT count(*) AS n FROM entries WHERE kind = 'text'";
const HEADS = "SELECT conv, max(seq) AS seq FROM entries GROUP BY conv ORDER BY conv";
const AT = "SELECT body FROM entries WHERE kind = 'text' AND conv = $1 AND seq >= $2 ORDER BY seq LIMIT 1";
const LIKE = `SELECT c.id, e.seq FROM entries e JOIN conversations c ON c.num = e.conv
  WHERE e.kind = 'text' AND e.body LIKE $1 ORDER BY e.pos DESC LIMIT $2`;

type Rows = <Row>(sql: string, parameters?: (string | number)[]) => Promise<readonly Row[]>;

export async function truthOf({ data, cluster }: Target): Promise<Truth> {
  if (cluster) {
    const sql = new SQL({ url: cluster.postgres, max: 1 });
    const rows: Rows = async <Row>(text: string, parameters: (string | number)[] = []) =>
      await sql.unsafe<Row[]>(text, parameters);
    const bytes = async (): Promise<number> => {
      const [row] = await rows<{ bytes: string }>("SELECT pg_total_relation_size('search_texts') AS bytes");
      return Number(row?.bytes);
    };
    return await from(rows, bytes, () => sql.close());
  }
  const database = new Database(join(data ?? "", "skein.db"), { readonly: true });
  const rows: Rows = async <Row>(text: string, parameters: (string | number)[] = []) =>
    database.query<Row, (string | number)[]>(text).all(...parameters);
  const folder = join(data ?? "", "search");
  const bytes = async (): Promise<number> =>
    existsSync(folder) ? readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) : 0;
  return await from(rows, bytes, async () => database.close());
}

async function from(rows: Rows, indexBytes: () => Promise<number>, close: () => Promise<void>): Promise<Truth> {
  const heads = await rows<{ conv: number | string; seq: number | string }>(HEADS);
  return {
    async messages() {
      return Number((await rows<{ n: number | string }>(MESSAGES))[0]?.n);
    },
    async any(random) {
      const { conv = 0, seq = 1 } = heads[random(heads.length)] ?? {};
      const [row] = await rows<{ body: string }>(AT, [Number(conv), 1 + random(Number(seq))]);
      return (JSON.parse(row?.body ?? '{"text":""}') as { text: string }).text;
    },
    async like(text, limit) {
      const found = await rows<{ id: string; seq: number | string }>(LIKE, [`%${text}%`, limit]);
      return new Set(found.map(({ id, seq }) => `${seq} ${id}`));
    },
    indexBytes,
    [Symbol.asyncDispose]: close,
  };
}
