import { LIMITS } from "@skein/protocol";
import type { GroupLink } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";
import type { GroupRoom } from "./room.ts";

/** As it is stored; 0 where there is no bound. */
export interface LinkRow {
  readonly code: string;
  readonly maker: string;
  readonly created: number;
  readonly expires: number;
  readonly most: number;
  readonly uses: number;
  readonly approval: number;
}

const LIVES = "(expires = 0 OR expires > ?) AND (most = 0 OR uses < most)";

/** Links that let nobody in any more make room. */
export function sweepLinks(conv: string, now: number): Statement {
  return { sql: `DELETE FROM group_links WHERE conv = ${NUM} AND NOT (${LIVES})`, parameters: [conv, now] };
}

export function insertLink(conv: string, link: LinkRow): Statement {
  return {
    sql: `INSERT INTO group_links (code, conv, maker, created, expires, most, uses, approval)
          SELECT ?, c.num, ?, ?, ?, ?, 0, ? FROM conversations c WHERE c.id = ?
          AND (SELECT count(*) FROM group_links l WHERE l.conv = c.num) < ${LIMITS.groupLinks}`,
    parameters: [link.code, link.maker, link.created, link.expires, link.most, link.approval, conv],
    expect: { changes: 1, error: "too_many" },
  };
}

/** Lets one more in; decided at the very moment of writing, however many come at once. [GROUP-11] */
export function takeLink(code: string, now: number): Statement {
  return {
    sql: `UPDATE group_links SET uses = uses + 1 WHERE code = ? AND ${LIVES}`,
    parameters: [code, now],
    expect: { changes: 1, error: "ended" },
  };
}

export function deleteLink(conv: string, code: string): Statement {
  return {
    sql: `DELETE FROM group_links WHERE conv = ${NUM} AND code = ?`,
    parameters: [conv, code],
    expect: { changes: 1, error: "not_found" },
  };
}

const COLUMNS = "l.code, l.maker, l.created, l.expires, l.most, l.uses, l.approval";

export function linksOf({ reading }: GroupRoom, conv: string, now: number) {
  return reading.storage.query<LinkRow>({
    sql: `SELECT ${COLUMNS} FROM group_links l WHERE l.conv = ${NUM} AND ${LIVES} ORDER BY l.created DESC, l.code`,
    parameters: [conv, now],
  });
}

export interface LinkTarget extends LinkRow {
  readonly conv: string;
}

/** A link and where it leads, also one that lets nobody in any more. */
export async function linkOf({ reading }: GroupRoom, code: string): Promise<LinkTarget | undefined> {
  const [found] = await reading.storage.query<LinkTarget>({
    sql: `SELECT ${COLUMNS}, c.id AS conv FROM group_links l JOIN conversations c ON c.num = l.conv WHERE l.code = ?`,
    parameters: [code],
  });
  return found;
}

export function isOver({ expires, most, uses }: LinkRow, now: number): boolean {
  return (expires > 0 && expires <= now) || (most > 0 && uses >= most);
}

/** What whoever comes after its end is told: since when, where time ended it. */
export function over({ expires }: LinkRow, now: number): Refusal {
  return new Refusal("ended", expires > 0 && expires <= now ? { until: expires } : {});
}

/** As those who may invite see it. `base` is where they reached the server. */
export function linkJson({ code, maker, created, expires, most, uses, approval }: LinkRow, base: string): GroupLink {
  return {
    code,
    url: `${base}/g#${code}`,
    by: maker,
    created,
    ...(expires > 0 && { expires }),
    ...(most > 0 && { limit: most }),
    uses,
    approval: approval > 0,
  };
}
