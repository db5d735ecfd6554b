import type { Database, SQLQueryBindings, Statement as Prepared } from "bun:sqlite";
import { Lru } from "../../kit/lru.ts";
import { NOBODY, type ToldOthers } from "../others.ts";
import {
  CONV,
  type Along,
  type EncodedPage,
  type Latest,
  type ListRange,
  type PageRange,
  type Statement,
  type StoredConversation,
  type StoredEntry,
  type StoredSummary,
} from "../storage.ts";
import {
  CONVERSATION_COLUMNS,
  ENTRY_COLUMNS,
  MEMBER_COLUMNS,
  toEntry,
  toMember,
  type ConversationRow,
  type EntryRow,
  type MemberRow,
} from "./row.ts";

type SummaryRow = ConversationRow & MemberRow & { [C in keyof EntryRow as `e_${C}`]: EntryRow[C] | null };

const LAST = "(SELECT x.pos FROM entries x WHERE x.conv = c.num ORDER BY x.seq DESC LIMIT 1)";
const ACTIVE = "coalesce(e.at, c.created)";
const of = (table: string, columns: string) =>
  columns
    .split(", ")
    .map((name) => `${table}.${name}`)
    .join(", ");
const C_COLUMNS = of("c", CONVERSATION_COLUMNS);
const M_COLUMNS = of("m", MEMBER_COLUMNS);
const E_FIELDS = of("e", ENTRY_COLUMNS);
const E_COLUMNS = ENTRY_COLUMNS.split(", ")
  .map((name) => `e.${name} AS e_${name}`)
  .join(", ");

/** An entry as `entryFields` writes it. A line feed and a tab can only stand between the parts of a body, where a space says the same. */
const LINE = `printf('"conv":"%s","seq":%d,"from":"%s","at":%d%s,"kind":"%s"%s,"count":%d,"body":%s', ?1, seq, sender, at,
  CASE WHEN key IS NULL THEN '' ELSE ',"key":"' || key || '"' END, kind,
  CASE WHEN ref IS NULL THEN '' ELSE ',"ref":' || ref END, count, replace(replace(body, char(10), ' '), char(9), ' '))`;

/** Conversations whose numbers are kept. */
const NUMBERS = 10_000;

const NOTHING = { first: 0, count: 0, lines: "" };

/** All reads of a SQLite store, on a connection of their own: a snapshot each, never in the writer's way. */
export class Reader {
  /** A conversation keeps its number for ever. */
  readonly #nums = new Lru<string, number>(NUMBERS);
  readonly #conversation: Prepared<ConversationRow, [string]>;
  readonly #members: Prepared<MemberRow, [number]>;
  readonly #newest: Prepared<EntryRow, [number, number, number]>;
  readonly #after: Prepared<EntryRow, [number, number, number]>;
  readonly #lines: Prepared<{ first: number; count: number; lines: string }, [string, number, number, number]>;
  readonly #head: Prepared<{ head: number | null }, [number]>;
  readonly #others: Prepared<ToldOthers & { conv: number }, [string, string]>;
  readonly #list: Prepared<SummaryRow, SQLQueryBindings[]>;
  readonly #changed: Prepared<SummaryRow, SQLQueryBindings[]>;
  readonly #latest: Prepared<EntryRow & { id: string }, [number]>;
  readonly #moved: Prepared<{ conv: string; pos: number }, [number]>;

  constructor(private readonly database: Database) {
    this.#conversation = database.query(`SELECT ${CONVERSATION_COLUMNS} FROM conversations WHERE id = ?`);
    this.#members = database.query(`SELECT ${MEMBER_COLUMNS} FROM members WHERE conv = ?`);
    this.#newest = database.query(
      `SELECT ${ENTRY_COLUMNS} FROM entries WHERE conv = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    );
    this.#after = database.query(
      `SELECT ${ENTRY_COLUMNS} FROM entries WHERE conv = ? AND seq > ? ORDER BY seq LIMIT ?`,
    );
    // written by SQLite itself: its rows as objects and their text in turn cost twice the read. A sub-select that is ordered hands its
    // rows to group_concat in that order.
    this.#lines = database.query(
      `SELECT coalesce(min(seq), 0) AS first, count(*) AS count, coalesce(group_concat(line, '},' || char(9) || '{'), '') AS lines
       FROM (SELECT seq, ${LINE} AS line FROM entries WHERE conv = ?2 AND seq >= ?3 AND seq < ?4 ORDER BY seq)`,
    );
    this.#head = database.query("SELECT max(seq) AS head FROM entries WHERE conv = CAST(? AS BIGINT)");
    // as `tellOthers` writes it; a sub-select that is ordered hands its rows to group_concat in that order
    this.#others = database.query(
      `SELECT conv, min(user) AS first,
         group_concat('{"user":"' || user || '","read":' || read || ',"delivered":' || delivered || '}', ',') AS marks,
         coalesce(group_concat(CASE WHEN nick IS NOT NULL THEN '"' || user || '":' || json_quote(nick) END, ','), '') AS nicks
       FROM (SELECT conv, user, read, delivered, nick FROM members
         WHERE conv IN (SELECT value FROM json_each(?)) AND user <> ? ORDER BY conv, user) GROUP BY conv`,
    );
    const from = `SELECT ${C_COLUMNS}, ${M_COLUMNS}, ${E_COLUMNS}
      FROM members m JOIN conversations c ON c.num = m.conv LEFT JOIN entries e ON e.pos = ${LAST}
      WHERE m.user = ?1 AND NOT (c.kind = 'direct' AND e.pos IS NULL)`;
    this.#list = database.query(
      `${from} AND c.kind <> 'self' AND (?2 IS NULL OR ${ACTIVE} < ?2 OR (${ACTIVE} = ?2 AND c.id > ?3)) ORDER BY ${ACTIVE} DESC, c.id LIMIT ?4`,
    );
    this.#changed = database.query(`${from} AND (e.pos > ?2 OR c.moved > ?2) LIMIT ?3`);
    this.#latest = database.query(
      `SELECT c.id, ${E_FIELDS} FROM entries e JOIN conversations c ON c.num = e.conv ORDER BY e.pos DESC LIMIT ?`,
    );
    // all of the table, once after a start: an index would cost every message
    this.#moved = database.query("SELECT id AS conv, moved AS pos FROM conversations WHERE moved > ?");
  }

  conversation(id: string): StoredConversation | undefined {
    return this.#snapshot(() => this.#whole(id));
  }

  conversations(ids: readonly string[]): StoredConversation[] {
    return this.#snapshot(() => ids.flatMap((id) => this.#whole(id) ?? []));
  }

  page(conv: string, range: PageRange): { entries: StoredEntry[]; head: number } {
    return this.#snapshot(() => {
      const { rows, head } = this.#page(this.#num(conv), range);
      return { entries: rows.map((row) => toEntry(conv, row)), head };
    });
  }

  encodedPage(conv: string, range: PageRange, along: readonly Along[]): EncodedPage {
    return this.#snapshot(() => {
      const num = this.#num(conv);
      const head = this.#head.get(num)?.head ?? 0;
      // a log has no holes: where a page begins and ends follows from its head
      const { limit, after } = range;
      const from = after === undefined ? Math.min(range.before ?? Infinity, head + 1) - limit : after + 1;
      const to = Math.min(range.before ?? Infinity, from + limit);
      const page = this.#lines.get(conv, num, from, to);
      return { ...(page ?? NOTHING), head, along: along.map((one) => this.#along(one, num)) };
    });
  }

  list(user: string, range: ListRange): StoredSummary[] {
    return this.#snapshot(() => {
      const rows =
        range.since === undefined
          ? this.#list.all(user, range.after?.at ?? null, range.after?.id ?? null, range.limit)
          : this.#changed.all(user, range.since, range.limit);
      const others = this.#othersOf(
        rows.filter((row) => row.size <= range.marksUpTo).map((row) => row.num),
        user,
      );
      return rows.map((row) => ({
        ...described(row),
        members: row.size,
        mine: toMember(row),
        ...this.#ends(row, lastOf(row)),
        others: row.size <= range.marksUpTo ? (others.get(row.num) ?? NOBODY) : null,
      }));
    });
  }

  latest(limit: number): Latest {
    return this.#snapshot(() => {
      const rows = this.#latest.all(limit).reverse();
      const from = rows.length < limit ? 0 : (rows[0]?.pos ?? 1) - 1;
      return { from, entries: rows.map((row) => toEntry(row.id, row)), moved: this.#moved.all(from) };
    });
  }

  /** @param num of the conversation that is read along with */
  query<Row>({ sql, parameters }: Statement, num?: number): Row[] {
    const values = num === undefined ? parameters : parameters.map((value) => (value === CONV ? num : value));
    return this.database.query<Row, SQLQueryBindings[]>(sql).all(...(values as SQLQueryBindings[]));
  }

  /** 0, which none has, where there is no such conversation. */
  #num(conv: string): number {
    const known = this.#nums.get(conv);
    if (known !== undefined) return known;
    const num = this.#conversation.get(conv)?.num;
    if (num !== undefined) this.#nums.set(conv, num);
    return num ?? 0;
  }

  #whole(id: string): StoredConversation | undefined {
    const row = this.#conversation.get(id);
    if (!row) return undefined;
    const last = this.#newest.get(row.num, Number.MAX_SAFE_INTEGER, 1);
    return {
      ...described(row),
      members: this.#members.all(row.num).map(toMember),
      ...this.#ends(row, last ? toEntry(id, last) : null),
    };
  }

  #page(num: number, { before, after, limit }: PageRange): { rows: EntryRow[]; head: number } {
    const rows =
      after === undefined
        ? this.#newest.all(num, before ?? Number.MAX_SAFE_INTEGER, limit).reverse()
        : this.#after.all(num, after, limit);
    return { rows, head: this.#head.get(num)?.head ?? 0 };
  }

  #along({ first, further = [] }: Along, num: number): unknown[] {
    const rows = this.query<{ readonly parts?: number }>(first, num);
    let parts = 0;
    for (const row of rows) parts |= row.parts ?? 0;
    for (const { part, statement } of further) if ((parts & part) > 0) rows.push(...this.query<object>(statement, num));
    return rows;
  }

  /** The head, and the newest entry of the talk itself. */
  #ends(row: ConversationRow, last: StoredEntry | null): { last: StoredEntry | null; shown: StoredEntry | null } {
    if (last === null || last.ref === null) return { last, shown: last };
    const shown = row.shown > 0 ? this.#newest.get(row.num, row.shown + 1, 1) : null;
    return { last, shown: shown ? toEntry(row.id, shown) : null };
  }

  #othersOf(nums: readonly number[], user: string): Map<number, ToldOthers> {
    const rows = this.#others.all(JSON.stringify(nums), user);
    return new Map(rows.map(({ conv, ...told }) => [conv, told]));
  }

  /** Several statements that see one moment. */
  #snapshot<T>(read: () => T): T {
    this.database.run("BEGIN");
    try {
      return read();
    } finally {
      this.database.run("COMMIT");
    }
  }
}

function described(row: ConversationRow) {
  const { id, kind, name, color, created, settings } = row;
  return { id, kind, name, color, created, settings };
}

function lastOf(row: SummaryRow): StoredEntry | null {
  if (row.e_pos === null) return null;
  return toEntry(row.id, {
    pos: row.e_pos,
    seq: row.e_seq ?? 0,
    sender: row.e_sender ?? "",
    key: row.e_key,
    at: row.e_at ?? 0,
    kind: row.e_kind ?? "",
    ref: row.e_ref,
    count: row.e_count ?? 0,
    body: row.e_body ?? "{}",
  });
}
