import { tellOthers } from "../others.ts";
import { BETWEEN, entryFields } from "../entry-fields.ts";
import { Lru } from "../../kit/lru.ts";
import {
  CONV,
  type Along,
  type EncodedPage,
  type ListRange,
  type PageRange,
  type Statement,
  type StoredConversation,
  type StoredEntry,
  type StoredMember,
  type StoredSummary,
} from "../storage.ts";
import { textArray } from "./array.ts";
import type { Connection } from "./connection.ts";
import { numbered } from "./placeholders.ts";
import {
  CONVERSATION_COLUMNS,
  ENTRY_COLUMNS,
  MEMBER_TUPLE,
  described,
  toEntry,
  toMembers,
  type ConversationRow,
  type EntryRow,
} from "./row.ts";

const CONVERSATIONS = `
  SELECT ${CONVERSATION_COLUMNS}, ${ENTRY_COLUMNS},
         (SELECT coalesce(json_agg(${MEMBER_TUPLE} ORDER BY m."user" COLLATE "C"), '[]') FROM members m WHERE m.conv = c.num)::text AS members
  FROM conversations c LEFT JOIN entries e ON e.conv = c.num AND e.seq = c.seq
  WHERE c.id = ANY ($1::text[])`;

/** The head comes with each entry; alone, where there is none. */
const page = (range: string, order: string) => `
  SELECT c.seq AS head, ${ENTRY_COLUMNS}
  FROM conversations c LEFT JOIN LATERAL (
    SELECT * FROM entries e WHERE e.conv = c.num AND e.seq ${range} $2 ORDER BY e.seq ${order} LIMIT $3
  ) e ON true
  WHERE c.id = $1 ORDER BY e.seq`;
const NEWEST = page("<", "DESC");
const AFTER = page(">", "ASC");

const ACTIVE = "CASE WHEN c.seq > 0 THEN c.at ELSE c.created END";

/** The marks of others are read only for what is listed: the limit stands inside. */
const list = (wanted: string, order: string, limit: string) => `
  SELECT ${CONVERSATION_COLUMNS}, c.size, c."user", c.role, c.read, c.read_count, c.delivered, c.since, c.muted, c.nick, ${ENTRY_COLUMNS},
         CASE WHEN c.size <= $2 THEN
           (SELECT coalesce(json_agg(${MEMBER_TUPLE}), '[]') FROM members m WHERE m.conv = c.num AND m."user" <> $1)::text
         END AS others
  FROM (
    SELECT c.*, ${ACTIVE} AS active, o."user", o.role, o.read, o.read_count, o.delivered, o.since, o.muted, o.nick
    FROM members o JOIN conversations c ON c.num = o.conv
    WHERE o."user" = $1 AND NOT (c.kind = 'direct' AND c.seq = 0) AND ${wanted}
    ${order} LIMIT ${limit}
  ) c LEFT JOIN entries e ON e.conv = c.num AND e.seq = c.seq`;
const BY_ACTIVITY = `ORDER BY ${ACTIVE} DESC, c.id COLLATE "C"`;
const SORTED = `ORDER BY c.active DESC, c.id COLLATE "C"`;
const FIRST = `${list("c.kind <> 'self'", BY_ACTIVITY, "$3")} ${SORTED}`;
const NEXT = `${list(`c.kind <> 'self' AND (${ACTIVE} < $3 OR (${ACTIVE} = $3 AND c.id > $4 COLLATE "C"))`, BY_ACTIVITY, "$5")} ${SORTED}`;
const CHANGED = list("(c.last_pos > $3 OR c.moved > $3)", "", "$4");

interface SummaryRow extends ConversationRow, EntryRow, Omit<StoredMember, "readCount"> {
  size: number;
  read_count: number;
  others: string | null;
}

/** Conversations whose numbers are kept. */
const NUMBERS = 10_000;

/** All reads of a store on PostgreSQL. Each is one statement, so each sees one moment. */
export class Reader {
  /** A conversation keeps its number for ever. */
  readonly #nums = new Lru<string, number>(NUMBERS);

  constructor(private readonly connection: Connection) {}

  async conversation(id: string): Promise<StoredConversation | undefined> {
    return (await this.conversations([id]))[0];
  }

  async conversations(ids: readonly string[]): Promise<StoredConversation[]> {
    type Row = ConversationRow & EntryRow & { members: string };
    const rows = await this.connection.rows<Row>(CONVERSATIONS, [textArray(ids)]);
    return rows.map((row) => ({ ...described(row), members: toMembers(row.members) }));
  }

  async page(conv: string, { before, after, limit }: PageRange): Promise<{ entries: StoredEntry[]; head: number }> {
    const [text, from] = after === undefined ? [NEWEST, before ?? Number.MAX_SAFE_INTEGER] : [AFTER, after];
    const rows = await this.connection.rows<EntryRow & { head: number }>(text, [conv, from, limit]);
    return {
      entries: rows.map((row) => toEntry(conv, row)).filter((entry) => entry !== null),
      head: rows[0]?.head ?? 0,
    };
  }

  async encodedPage(conv: string, range: PageRange, along: readonly Along[]): Promise<EncodedPage> {
    const num = await this.#num(conv);
    const [{ entries, head }, ...beside] = await Promise.all([
      this.page(conv, range),
      ...along.map((one) => this.query<unknown>(together(one, num))),
    ]);
    // a line feed and a tab can only stand between the parts of a body, where a space says the same
    const lines = entries.map((entry) => entryFields(entry).replaceAll(/[\n\t]/g, " ")).join(BETWEEN);
    return { first: entries[0]?.seq ?? 0, count: entries.length, lines, head, along: beside };
  }

  async list(user: string, { since, after, limit, marksUpTo }: ListRange): Promise<StoredSummary[]> {
    const values = [user, marksUpTo];
    const rows = await (since !== undefined
      ? this.connection.rows<SummaryRow>(CHANGED, [...values, since, limit])
      : after
        ? this.connection.rows<SummaryRow>(NEXT, [...values, after.at, after.id, limit])
        : this.connection.rows<SummaryRow>(FIRST, [...values, limit]));
    return rows.map((row) => ({
      ...described(row),
      members: row.size,
      mine: mineOf(row),
      others: row.others === null ? null : tellOthers(toMembers(row.others)),
    }));
  }

  /** 0, which none has, where there is no such conversation. */
  async #num(conv: string): Promise<number> {
    const known = this.#nums.get(conv);
    if (known !== undefined) return known;
    const [row] = await this.connection.rows<{ num: number }>("SELECT num FROM conversations WHERE id = $1", [conv]);
    if (row) this.#nums.set(conv, row.num);
    return row?.num ?? 0;
  }

  query<Row>(statement: Statement): Promise<Row[]> {
    return this.connection.rows<Row>(numbered(statement.sql), statement.parameters);
  }
}

/** One statement sees one moment, and is one way to the database and back; parts of which there is nothing cost little. */
function together({ first, further = [] }: Along, num: number): Statement {
  const statements = [first, ...further.map(({ statement }) => statement)];
  return {
    sql: statements.map(({ sql }, i) => `SELECT * FROM (${sql}) x${i}`).join(" UNION ALL "),
    parameters: statements.flatMap(({ parameters }) => parameters).map((value) => (value === CONV ? num : value)),
  };
}

function mineOf({ user, role, read, read_count: readCount, delivered, since, muted, nick }: SummaryRow): StoredMember {
  return { user, role, read, readCount, delivered, since, muted, nick };
}
