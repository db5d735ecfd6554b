import { LIMITS } from "@skein/protocol";
import { type Contact, type FriendRequest, PRIVACY, type Privacy } from "@skein/protocol/schema";
import type { Statement, Storage } from "../../storage/storage.ts";
import { NUM } from "../../message/shown.ts";

interface ContactRow {
  readonly other: string;
  readonly friend: number | null;
  readonly remark: string | null;
  readonly pinyin: string | null;
  readonly blocked: number | null;
}

interface RequestRow {
  readonly person: string;
  readonly other: string;
  readonly greeting: string;
  readonly state: FriendRequest["state"];
  readonly hidden: number;
  readonly created: number;
  readonly expires: number;
  readonly answered: number | null;
}

/** A friend request as it is kept. */
export interface KeptRequest extends FriendRequest {
  readonly hidden: boolean;
  readonly answered: number | null;
}

/** What one person has chosen and what another is to them: enough to say what the other may do. */
export interface Standing extends Privacy {
  readonly friend: boolean;
  readonly blocked: boolean;
  /** The account was erased. */
  readonly gone: boolean;
}

const COLUMNS = "other, friend, remark, pinyin, blocked";
const REQUEST = "person, other, greeting, state, hidden, created, expires, answered";
const IDS = new Array(LIMITS.watched).fill("?").join(", ");

/** `a` looks at `u`. */
const SIGHT = `FROM users a CROSS JOIN users u
  LEFT JOIN privacy p ON p.person = u.id LEFT JOIN contacts c ON c.person = u.id AND c.other = a.id`;
/** Friends where they let friends, acquaintances where they let everyone, nobody whom they blocked. */
const SEES = `u.deleted IS NULL AND c.blocked IS NULL
  AND (u.id = a.id OR (c.friend IS NOT NULL AND coalesce(p.may_see, 'everyone') <> 'nobody')
    OR (coalesce(p.may_see, 'everyone') = 'everyone' AND EXISTS (SELECT 1 FROM members theirs
      JOIN members mine ON mine.conv = theirs.conv WHERE theirs."user" = u.id AND mine."user" = a.id)))`;

/** All that this room reads. */
export class Store {
  constructor(private readonly storage: Pick<Storage, "query">) {}

  async contact(person: string, other: string): Promise<Contact> {
    const sql = `SELECT ${COLUMNS} FROM contacts WHERE person = ? AND other = ?`;
    const [row] = await this.all<ContactRow>(sql, [person, other]);
    return row ? contactOf(row) : { user: other };
  }

  /** Those that are anything to the person. */
  async contacts(person: string, after: string, limit: number): Promise<readonly Contact[]> {
    const sql = `SELECT ${COLUMNS} FROM contacts WHERE person = ? AND other > ?
      AND (friend IS NOT NULL OR remark IS NOT NULL OR blocked IS NOT NULL) ORDER BY other LIMIT ?`;
    return (await this.all<ContactRow>(sql, [person, after, limit])).map(contactOf);
  }

  /** Those to whom a person is anything. */
  async holders(person: string, limit: number): Promise<readonly string[]> {
    const sql = "SELECT person FROM contacts WHERE other = ? ORDER BY person LIMIT ?";
    return (await this.all<{ person: string }>(sql, [person, limit])).map((row) => row.person);
  }

  async request(person: string, other: string): Promise<KeptRequest | undefined> {
    const sql = `SELECT ${REQUEST} FROM friend_requests WHERE person = ? AND other = ?`;
    const [row] = await this.all<RequestRow>(sql, [person, other]);
    return row && requestOf(row);
  }

  /** To a person, the newest first; hidden ones are not for them. */
  async incoming(person: string, limit: number): Promise<readonly KeptRequest[]> {
    const sql = `SELECT ${REQUEST} FROM friend_requests WHERE other = ? AND hidden = 0 ORDER BY created DESC, person LIMIT ?`;
    return (await this.all<RequestRow>(sql, [person, limit])).map(requestOf);
  }

  async outgoing(person: string, limit: number): Promise<readonly KeptRequest[]> {
    const sql = `SELECT ${REQUEST} FROM friend_requests WHERE person = ? ORDER BY created DESC, other LIMIT ?`;
    return (await this.all<RequestRow>(sql, [person, limit])).map(requestOf);
  }

  /** When each of a person's requests after `since` was made, ascending. */
  async asked(person: string, since: number): Promise<readonly number[]> {
    const sql = "SELECT created FROM friend_requests WHERE person = ? AND created > ? ORDER BY created";
    return (await this.all<{ created: number }>(sql, [person, since])).map((row) => row.created);
  }

  async privacy(person: string): Promise<Privacy> {
    const { write, add, seen } = await this.standing(person, person);
    return { write, add, seen };
  }

  /** What `other` is to `person`, and what `person` lets others do. */
  async standing(person: string, other: string): Promise<Standing> {
    const sql = `SELECT u.deleted, p.may_write, p.may_add, p.may_see, c.friend, c.blocked FROM users u
      LEFT JOIN privacy p ON p.person = u.id LEFT JOIN contacts c ON c.person = u.id AND c.other = ? WHERE u.id = ?`;
    const [row] = await this.all<{
      deleted: number | null;
      may_write: Privacy["write"] | null;
      may_add: Privacy["add"] | null;
      may_see: Privacy["seen"] | null;
      friend: number | null;
      blocked: number | null;
    }>(sql, [other, person]);
    return {
      write: row?.may_write ?? PRIVACY.write,
      add: row?.may_add ?? PRIVACY.add,
      seen: row?.may_see ?? PRIVACY.seen,
      friend: (row?.friend ?? null) !== null,
      blocked: (row?.blocked ?? null) !== null,
      gone: (row?.deleted ?? null) !== null,
    };
  }

  /** Whether the two have a friend in common. */
  async shareFriend(one: string, other: string): Promise<boolean> {
    const sql = `SELECT 1 AS found FROM contacts a JOIN contacts b ON b.other = a.other
      WHERE a.person = ? AND b.person = ? AND a.friend IS NOT NULL AND b.friend IS NOT NULL LIMIT 1`;
    return (await this.all(sql, [one, other])).length > 0;
  }

  /** Whether `from` said something among the latest entries of a conversation. */
  async spokeIn(conv: string, from: string, latest: number): Promise<boolean> {
    const sql = `SELECT 1 AS found FROM (SELECT sender, key FROM entries
        WHERE conv = ${NUM} ORDER BY seq DESC LIMIT ?) late
      WHERE late.sender = ? AND late.key IS NOT NULL LIMIT 1`;
    return (await this.all(sql, [conv, latest, from])).length > 0;
  }

  /** Of these people, those whom `asker` may see come and go. [PRES-3] [PRIV-3] */
  async visible(asker: string, of: readonly string[]): Promise<ReadonlySet<string>> {
    return this.sight(of, (ids) => [
      `SELECT u.id ${SIGHT} WHERE a.id = ? AND u.id IN (${IDS}) AND ${SEES}`,
      [asker, ...ids],
    ]);
  }

  /** Of these askers, those who may see a person come and go. */
  async seers(of: string, askers: readonly string[]): Promise<ReadonlySet<string>> {
    return this.sight(askers, (ids) => [
      `SELECT a.id ${SIGHT} WHERE u.id = ? AND a.id IN (${IDS}) AND ${SEES}`,
      [of, ...ids],
    ]);
  }

  async link(person: string): Promise<string | undefined> {
    const [row] = await this.all<{ code: string }>("SELECT code FROM person_links WHERE person = ?", [person]);
    return row?.code;
  }

  async linkOwner(code: string): Promise<string | undefined> {
    const [row] = await this.all<{ person: string }>("SELECT person FROM person_links WHERE code = ?", [code]);
    return row?.person;
  }

  /** One text for any number of ids, so that each engine keeps it compiled: places that are left over hold the empty id, which is nobody's. */
  private async sight(
    all: readonly string[],
    statement: (ids: readonly string[]) => readonly [sql: string, parameters: readonly unknown[]],
  ): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (let at = 0; at < all.length; at += LIMITS.watched) {
      const some = all.slice(at, at + LIMITS.watched);
      const ids = Array.from({ length: LIMITS.watched }, (_, place) => some[place] ?? "");
      for (const { id } of await this.all<{ id: string }>(...statement(ids))) found.add(id);
    }
    return found;
  }

  private all<Row>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    return this.storage.query<Row>({ sql, parameters } satisfies Statement);
  }
}

function contactOf({ other, friend, remark, pinyin, blocked }: ContactRow): Contact {
  return {
    user: other,
    ...(friend === null ? {} : { friend }),
    ...(remark === null ? {} : { remark }),
    ...(remark === null || !pinyin ? {} : { pinyin }),
    ...(blocked === null ? {} : { blocked }),
  };
}

function requestOf({ person, other, hidden, ...row }: RequestRow): KeptRequest {
  return { from: person, to: other, ...row, hidden: hidden !== 0 };
}
