import type { Result } from "@skein/protocol/schema";
import { newId, type RandomBytes } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Migration } from "../../storage/migration.ts";
import { POS, type Statement, type Storage } from "../../storage/storage.ts";

export const auditMigrations: readonly Migration[] = [
  {
    id: "audit-1",
    up: [
      `CREATE TABLE audit (
         id TEXT PRIMARY KEY, pos BIGINT NOT NULL, at BIGINT NOT NULL, actor TEXT, action TEXT NOT NULL, target TEXT,
         detail TEXT NOT NULL)`,
      "CREATE INDEX audit_pos ON audit (pos)",
      "CREATE INDEX audit_target ON audit (target, pos)",
    ],
  },
];

/** Something that was done with rights on the server. */
export interface Deed {
  /** Who did it; undefined for the operator at the command line. */
  readonly by: string | undefined;
  readonly action: string;
  readonly target?: string;
  readonly detail?: object;
}

/** Notes a deed: goes with the write that does it, so that nothing is done without a note and nothing noted that was not done. */
export function noted({ by, action, target, detail = {} }: Deed, random: RandomBytes, now: number): Statement {
  return {
    sql: "INSERT INTO audit (id, pos, at, actor, action, target, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
    parameters: [newId(random), POS, now, by ?? null, action, target ?? null, JSON.stringify(detail)],
  };
}

interface Row {
  readonly id: string;
  readonly pos: number;
  readonly at: number;
  readonly actor: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly detail: string;
}

/** A page of it, the latest first. */
export async function readAudit(
  storage: Pick<Storage, "query">,
  of: { readonly target?: string | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<Pick<Result<"audit.list">, "entries" | "next">> {
  const [pos, id] = placeIn(of.after);
  const about = of.target === undefined ? "" : "AND target = ?";
  const rows = await storage.query<Row>({
    sql: `SELECT id, pos, at, actor, action, target, detail FROM audit
          WHERE (pos < ? OR (pos = ? AND id < ?)) ${about} ORDER BY pos DESC, id DESC LIMIT ?`,
    parameters: [pos, pos, id, ...(of.target === undefined ? [] : [of.target]), of.limit + 1],
  });
  const page = rows.slice(0, of.limit);
  const last = rows.length > of.limit ? page.at(-1) : undefined;
  return {
    entries: page.map(({ id, at, actor, action, target, detail }) => ({
      id,
      at,
      action,
      ...(actor !== null && { by: actor }),
      ...(target !== null && { target }),
      detail: JSON.parse(detail) as unknown,
    })),
    ...(last && { next: `${last.pos}:${last.id}` }),
  };
}

/** The place behind which a page begins: what a page calls `next`. */
export function placeIn(after: string | undefined): readonly [pos: number, id: string] {
  if (after === undefined) return [Number.MAX_SAFE_INTEGER, ""];
  const found = /^(\d{1,16}):([A-Za-z0-9_-]+)$/.exec(after);
  if (!found?.[1] || !found[2]) throw new Refusal("invalid", { path: "/after", message: "not the `next` of a page" });
  return [Number(found[1]), found[2]];
}
