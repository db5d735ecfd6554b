import { LogDuty } from "../../../duty/log-duty.ts";
import type { DutyParts } from "../../../duty/lease.ts";
import { GiveWay } from "../../../kit/give-way.ts";
import { pause } from "../../../kit/pause.ts";
import { Connection } from "../../../storage/postgres/connection.ts";
import { numbered } from "../../../storage/postgres/placeholders.ts";
import type { Statement } from "../../../storage/storage.ts";
import type { Found, SearchIndex, Standing, Wanted } from "../search-index.ts";
import { findPlaces, TABLE } from "./find.ts";
import { OwnWrites } from "./own-writes.ts";
import { taken } from "./take-in.ts";

/** What an index is called among the duties. */
export const DUTY = "search.texts";
/** Connections that look things up, and what one question may take there, ms. */
const READERS = 2;
const PATIENCE = 5_000;
/** An answer waits so long, and so often, for what was written before the question. ms */
const LOOK = 30;
const LOOKS = 5;
/** Entries after which it gives way to who serves: more of them come at once only where it has to catch up, or where much is said. */
const MANY = 500;

/** How far it has come, and the last batch in which anything was said. */
const STANDS: Statement = {
  sql: `SELECT coalesce(d.pos, 0) AS pos,
               greatest(coalesce((SELECT max(n) FROM batches WHERE cardinality(convs) > 0), 0), s.pruned) AS said
        FROM store s LEFT JOIN duties d ON d.name = '${DUTY}'`,
  parameters: [],
};
const STANDING = `SELECT pg_total_relation_size('${TABLE}') AS bytes,
  (SELECT count(*) FROM batches WHERE n > $1 AND cardinality(convs) > 0) AS behind`;
/** How old that may be, ms. */
const FRESH = 5_000;

interface Stands {
  readonly pos: number;
  readonly said: number;
}

/** The index of a store that nodes share: tables in its database, brought on by one node of all. */
export class SharedIndex implements SearchIndex {
  readonly #reading: Connection;
  readonly #writes: OwnWrites;
  readonly #duty: LogDuty;
  readonly #way = new GiveWay();
  #standing: Standing = { behind: 0, bytes: 0 };
  #looked = 0;

  constructor(
    url: string,
    private readonly parts: Omit<DutyParts, "commit">,
  ) {
    // planned anew for what is looked for: a word that all use is another matter than one that nobody does
    const session = { statement_timeout: PATIENCE, jit: "off", plan_cache_mode: "force_custom_plan" };
    this.#reading = new Connection({ url, max: READERS, deadline: PATIENCE * 2, session });
    this.#writes = new OwnWrites(url);
    const { storage } = parts;
    this.#duty = new LogDuty(
      {
        name: DUTY,
        from: "start",
        gap: "reread",
        rest: (entries, took) => (entries >= MANY ? this.#way.after(took) : 0),
        take: async (entries) => {
          const rows = await taken(storage, entries);
          // also where they say nothing: how far it has come is written with each
          return rows.length > 0 ? rows : [NOTHING];
        },
      },
      { ...parts, commit: this.#writes },
    );
  }

  start(): void {
    this.#duty.start();
  }

  /** Something may have been written. */
  wake(): void {
    this.#duty.wake();
  }

  async find(wanted: Wanted): Promise<Found> {
    const behind = await this.#behind();
    const span = this.parts.storage.follow?.span ?? 1;
    const places = await findPlaces((sql, given) => this.#reading.rows(numbered(sql), given), span, wanted);
    return { places, next: places.length === wanted.limit ? places.at(-1)?.pos : undefined, behind };
  }

  standing(): Standing {
    const now = this.parts.clock.now();
    if (now - this.#looked >= FRESH) {
      this.#looked = now;
      this.#look().catch((fault: unknown) =>
        this.parts.log.debug({ err: fault }, "the search index could not be looked at"),
      );
    }
    return this.#standing;
  }

  async close(): Promise<void> {
    await this.#duty.close();
    await Promise.all([this.#reading.close(), this.#writes.close()]);
  }

  /** Whether something that was said before now is not in it yet, after a moment in which it may come. */
  async #behind(): Promise<boolean> {
    let wanted: number | undefined;
    for (let look = 0; ; look++) {
      const [now] = await this.#reading.rows<Stands>(STANDS.sql);
      if (!now) return true;
      wanted ??= now.said;
      if (this.#numberOf(now.pos) >= wanted) return false;
      if (look === LOOKS) return true;
      await pause(LOOK);
    }
  }

  /** The batch up to which all is in it. */
  #numberOf(pos: number): number {
    const span = this.parts.storage.follow?.span ?? 1;
    return Math.floor((pos + 1) / span) - 1;
  }

  async #look(): Promise<void> {
    const [now] = await this.#reading.rows<Stands>(STANDS.sql);
    const [standing] = await this.#reading.rows<Standing>(STANDING, [this.#numberOf(now?.pos ?? 0)]);
    if (standing) this.#standing = { behind: standing.behind, bytes: standing.bytes };
  }
}

const NOTHING: Statement = { sql: "SELECT 1", parameters: [] };
