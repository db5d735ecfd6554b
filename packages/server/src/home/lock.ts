import { Database, SQLiteError } from "bun:sqlite";
import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "./folder.ts";

/** A server that runs, as it tells the command line of the same machine. */
export interface Running {
  readonly pid: number;
  /** Where it answers on this machine. */
  readonly url: string;
  /** How people reach it, for links. */
  readonly base: string;
  /** What proves that one may read the data folder; new at each start. */
  readonly secret: string;
}

const runningFile = (folder: string) => join(folder, "running.json");

/** Holds a data folder: while it does, nobody else can. */
export class Lock implements Disposable {
  private constructor(
    private readonly database: Database,
    private readonly folder: string,
  ) {}

  /**
   * Takes the folder, or undefined when another process holds it. The lock is an open transaction on a file of its own:
   * the system lets go of it the moment the process is gone, however it went, so none is ever left behind.
   */
  static take(folder: string): Lock | undefined {
    const file = join(folder, "lock");
    const database = new Database(file, { create: true, readwrite: true });
    try {
      database.run("PRAGMA busy_timeout = 0");
      database.run("BEGIN EXCLUSIVE");
      chmodSync(file, 0o600);
      return new Lock(database, folder);
    } catch (fault) {
      database.close();
      if (fault instanceof SQLiteError && fault.code?.startsWith("SQLITE_BUSY")) return undefined;
      throw fault;
    }
  }

  /** Tells the command line where to find this process. */
  announce(running: Running): void {
    writePrivate(runningFile(this.folder), `${JSON.stringify(running)}\n`);
  }

  [Symbol.dispose](): void {
    rmSync(runningFile(this.folder), { force: true });
    this.database.close();
  }
}

/** What the holder of the folder told of itself; undefined when nobody told, or what is there cannot be read. */
export function readRunning(folder: string): Running | undefined {
  const file = runningFile(folder);
  if (!existsSync(file)) return undefined;
  const found: unknown = JSON.parse(readFileSync(file, "utf8"));
  return isRunning(found) ? found : undefined;
}

function isRunning(value: unknown): value is Running {
  if (typeof value !== "object" || value === null) return false;
  const { pid, url, base, secret } = value as Partial<Record<string, unknown>>;
  return typeof pid === "number" && [url, base, secret].every((text) => typeof text === "string");
}
