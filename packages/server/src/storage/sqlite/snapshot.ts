import type { OpenedStore } from "./engine.ts";
import { Port } from "./port.ts";

/** A SQLite store that is copied on a thread of its own, whoever writes to it meanwhile. */
export interface Snapshot extends AsyncDisposable {
  /** Into a new file; resolves to the identity of what was copied. */
  copy(into: string): Promise<OpenedStore>;
  /** What is wrong with a database file; nothing when it is whole. */
  problems(file: string): Promise<readonly string[]>;
}

/** @param file of the database; it is only read */
export async function openSnapshot(file: string): Promise<Snapshot> {
  const { port } = await Port.open<object>({ role: "copier", setting: { file, synchronous: "FULL" } });
  return {
    copy: (into) => port.call("copy", into),
    problems: (copy) => port.call("problems", copy),
    [Symbol.asyncDispose]: () => port.close(),
  };
}
