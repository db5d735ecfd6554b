import type { Compilable } from "kysely";
import type { ErrorName } from "@skein/protocol";
import type { Statement, Storage } from "../../storage/storage.ts";

/** A statement whose text was made once; each use only fills in its parameters. `Row` is what a read answers. */
export interface Prepared<Args, Row> {
  (args: Args): Statement;
  /** Only a type: nothing is there. */
  readonly row?: Row;
}

/** Stands in the text for an argument that each use gives. */
class Gap {
  constructor(readonly name: string) {}
}

/**
 * Compiles a statement once. `build` gets a gap for each argument, typed as the argument itself: it may be put where a
 * value goes, not looked into.
 *
 * @example const byId = prepare((of: { id: string }) => tables.selectFrom("users").select("name").where("id", "=", of.id))
 */
export function prepare<Args extends object, Row>(build: (args: Args) => Compilable<Row>): Prepared<Args, Row> {
  const gaps = new Proxy({}, { get: (_, name) => new Gap(String(name)) }) as Args;
  const { sql, parameters } = build(gaps).compile();
  const fill = (args: Args) => (part: unknown) =>
    part instanceof Gap ? (args as Record<string, unknown>)[part.name] : part;
  return (args) => ({ sql, parameters: parameters.map(fill(args)) });
}

/** Like {@link prepare}, for up to `size` ids. */
export function prepareForIds<Args extends object, Row>(
  size: number,
  build: (args: Args, ids: readonly string[]) => Compilable<Row>,
): (args: Args, ids: readonly string[]) => Statement {
  const gaps = Array.from({ length: size }, (_, at) => new Gap(String(at)) as unknown as string);
  const statement = prepare((args: Args) => build(args, gaps));
  // gaps that are left over hold the empty id, which is nobody's
  const none = Object.fromEntries(gaps.map((_, at) => [at, ""]));
  return (args, ids) => statement({ ...none, ...args, ...Object.fromEntries(ids.entries()) });
}

/** Ids of one statement: few texts, so that each engine keeps them compiled. Ascending. */
const SIZES = [1, 8, 64, 512] as const;
const MOST = 512;

/** Reads the rows of however many ids, by a few statements. */
export function prepareForAllIds<Row>(
  build: (ids: readonly string[]) => Compilable<Row>,
): (storage: Pick<Storage, "query">, ids: readonly string[]) => Promise<readonly Row[]> {
  const bySize = SIZES.map((size) => ({ size, statement: prepareForIds(size, (_: object, ids) => build(ids)) }));
  return async (storage, ids) => {
    const reads: Promise<readonly Row[]>[] = [];
    for (let at = 0; at < ids.length; ) {
      const some = ids.slice(at, at + MOST);
      const fitting = bySize.find(({ size }) => size >= some.length);
      if (!fitting) throw new Error("there is a statement for the most");
      reads.push(storage.query<Row>(fitting.statement({}, some)));
      at += some.length;
    }
    return (await Promise.all(reads)).flat();
  };
}

/** The statement must change exactly one row, or the write it is in fails with this error. */
export function mustChange(statement: Statement, error: ErrorName): Statement {
  return { ...statement, expect: { changes: 1, error } };
}
