import { SQL } from "bun";
import { Account } from "../../measure/account.ts";
import { Histogram } from "../../measure/histogram.ts";
import { type Batches, type Inserted, type Inserting, type Population, systemOf, type Target } from "../peer.ts";
import { Rows, STATEMENTS } from "./rows.ts";

/** Batches one after the other on each connection, as fast as they go: a batch is a statement and a transaction. */
export class PostgresBatches implements Batches {
  readonly #target: Target;
  readonly #lanes: readonly { readonly sql: SQL; readonly rows: Rows }[];
  #inserted = 0;

  constructor(target: Target, population: Population, connections: number) {
    const url = target.cluster?.postgres;
    if (url === undefined) throw new Error("There is no database to write to");
    this.#target = target;
    const each = population.conversations.length / connections;
    this.#lanes = Array.from({ length: connections }, (_, lane) => ({
      sql: new SQL({ url, max: 1 }),
      rows: new Rows(lane * each, each),
    }));
  }

  async insert({ size, what, seconds }: Inserting): Promise<Inserted> {
    const took = new Histogram();
    const account = new Account(systemOf(this.#target));
    const before = this.#inserted;
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      this.#lanes.map(async ({ sql, rows }) => {
        while (performance.now() < end) {
          const began = performance.now();
          await sql.unsafe(STATEMENTS[what], rows.batch(size));
          took.record(performance.now() - began);
          this.#inserted += size;
        }
      }),
    );
    return { rows: this.#inserted - before, usage: account.read(), took, faults: await this.#missing() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#lanes.map(({ sql }) => sql.close()));
  }

  async #missing(): Promise<string[]> {
    const [row] = (await this.#lanes[0]?.sql.unsafe<{ kept: string }[]>("SELECT count(*) AS kept FROM entries")) ?? [];
    const kept = Number(row?.kept);
    return kept === this.#inserted ? [] : [`${this.#inserted} inserted, ${kept} there`];
  }
}
