import { openPostgres, sharedMigrations, type Storage } from "@skein/server";
import { SQL } from "bun";
import type { ClockFace } from "../clock/clock-face.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { Lane } from "../server/lane.ts";
import { lanedStorage } from "../server/laned-storage.ts";

/** Of what the run before left: emptied, a database is as a new one, and sooner there. */
const EMPTY = `DO $$ BEGIN
  EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY' FROM pg_tables
           WHERE schemaname = 'public' AND tablename NOT IN ('store', 'migrations') AND tablename !~ '^entries_');
  ALTER SEQUENCE batch_numbers RESTART;
  UPDATE store SET pruned = 0;
END $$`;

/** A commit that keeps nothing. */
const NOTHING = "SELECT pg_current_xact_id(), nextval('batch_numbers')";
const FORGET = `WITH gone AS (DELETE FROM batches RETURNING n)
  UPDATE store SET pruned = greatest(pruned, (SELECT max(n) FROM gone))`;

/** A commit that is under way. */
interface Begun {
  /** Ends it, as soon as nobody else asks the database. */
  end(how: "COMMIT" | "ROLLBACK"): void;
}

/** The store of the nodes of one run, on a database whose clock shows virtual time. */
export class SimStore implements AsyncDisposable {
  readonly #lane: Lane;
  readonly #begun = new Set<SQL>();
  readonly #ends: Promise<void>[] = [];
  #shown = 0;

  private constructor(
    private readonly url: string,
    private readonly epoch: string,
    private readonly sql: SQL,
    clock: VirtualClock,
  ) {
    this.#lane = new Lane(clock, async () => {
      if (this.#shown === clock.now) return;
      this.#shown = clock.now;
      await sql.unsafe(`SELECT setval('virtual_clock', ${clock.now})`);
    });
  }

  static async take(url: string, epoch: string, clock: VirtualClock): Promise<SimStore> {
    const sql = new SQL({ url, max: 1 });
    await sql.unsafe(EMPTY);
    return new SimStore(url, epoch, sql, clock);
  }

  /** Opens it as one node does. */
  async open(face: ClockFace): Promise<Storage> {
    const { url, epoch } = this;
    const setting = { url, epoch, migrations: sharedMigrations, readers: 1 };
    return lanedStorage(await this.#lane.ask(() => openPostgres(setting)), this.#lane, face);
  }

  /**
   * A commit by hand draws its number and goes no further: until it ends no node knows whether anything comes under that number.
   *
   * @param statement draws a number, and writes only what nobody else writes to: who waits for its locks waits for ever
   */
  async begin(statement = NOTHING): Promise<Begun> {
    const own = new SQL({ url: this.url, max: 1 });
    this.#begun.add(own);
    await this.#lane.change(() => own.unsafe(`BEGIN; ${statement}`));
    const end = async (how: string): Promise<void> => {
      this.#begun.delete(own);
      await own.unsafe(how);
      await own.close({ timeout: 0 });
    };
    return { end: (how) => this.#ends.push(this.#lane.change(() => end(how))) };
  }

  /** What each commit wrote is forgotten, as it is after an hour: whoever has not heard of it begins anew. */
  async forget(): Promise<void> {
    // no commit is under way for an hour
    if (this.#begun.size === 0) await this.#lane.change(() => this.sql.unsafe(FORGET));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#ends);
    for (const own of this.#begun) await own.close({ timeout: 0 });
    await this.sql.close({ timeout: 0 });
  }
}
