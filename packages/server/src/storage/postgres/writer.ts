import type { ErrorName } from "@skein/protocol";
import { systemRandom } from "../../kit/id.ts";
import { pause } from "../../kit/pause.ts";
import type { Outcome, Outcomes, Write } from "../storage.ts";
import { BatchArguments } from "./batch.ts";
import type { Connection } from "./connection.ts";
import { isLockTimeout, isPassing, isUnfit } from "./fault.ts";
import { HeldConversations } from "./held.ts";
import { outcomesOf, type Committed } from "./outcome.ts";
import { apart, halves, inSpans, namedBy } from "./parts.ts";

/** Tries of a batch that met another one in an order that cannot be. */
const TRIES = 10;
/** Ms to wait before another try, at most, times the number of tries so far. */
const PAUSE = 15;
/** Batches that look keys up first, after one in which a key came again: where one is said again, more are. */
const CAREFUL = 50;

const COMMIT = `SELECT skein_commit_2($1::boolean, $2::text[], $3::text[], $4::int, $5::int[], $6::int[], $7::text, $8::text,
  $9::bigint[], $10::text, $11::int[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::text) AS committed`;

/** Writes of one node: each batch is one call, and holds nothing while no answer is there. */
export class Writer {
  readonly #held: HeldConversations;
  #careful = 0;

  constructor(private readonly connection: Connection) {
    this.#held = new HeldConversations(connection);
  }

  /** Rejects when nothing was kept, or when the connection broke and nobody knows. */
  async commit(writes: readonly Write[]): Promise<Outcomes> {
    const drawn: number[] = [];
    const outcomes = await this.#inOrder(inSpans(writes), (part) => this.#free(part, drawn));
    return Object.assign(outcomes, { drawn });
  }

  /** One after the other. What was kept stays kept, so a later one that fails is refused instead of all. */
  async #inOrder(parts: Write[][], commit: (part: Write[]) => Promise<Outcome[]>): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [at, part] of parts.entries()) {
      try {
        outcomes.push(...(await commit(part)));
      } catch (fault) {
        if (at === 0) throw fault;
        outcomes.push(...part.map((): Outcome => ({ ok: false, error: "unavailable" })));
      }
    }
    return outcomes;
  }

  /** @param drawn is told the numbers that are used, here and below */
  async #free(writes: readonly Write[], drawn: number[]): Promise<Outcome[]> {
    return this.#without(await this.#held.known(writes), writes, drawn);
  }

  /** Refuses what names a conversation that somebody holds, and commits the others. */
  async #without(held: ReadonlySet<string>, writes: readonly Write[], drawn: number[]): Promise<Outcome[]> {
    if (held.size === 0) return this.#commit(writes, drawn);
    const isHeld = (write: Write) => namedBy(write).some((conv) => held.has(conv));
    const free = writes.filter((write) => !isHeld(write));
    const others = (await this.#commit(free, drawn)).values();
    return writes.map((write) => {
      const outcome = isHeld(write) ? undefined : others.next().value;
      return outcome ?? { ok: false, error: "busy" };
    });
  }

  async #commit(writes: readonly Write[], drawn: number[]): Promise<Outcome[]> {
    if (writes.length === 0) return [];
    try {
      return await this.#call(writes, drawn);
    } catch (fault) {
      if (isUnfit(fault)) return this.#isolate(halves(writes), "invalid", drawn);
      // with fewer writes it meets fewer others
      if (isPassing(fault)) return this.#isolate(halves(writes), "busy", drawn);
      if (!isLockTimeout(fault)) throw fault;
      const held = await this.#held.find(writes);
      if (held.size > 0) return this.#without(held, writes, drawn);
      const parts = apart(writes);
      // only plain ones, and nothing is held any more: they come again
      if (parts.length === 1 && writes.length > 1) throw fault;
      // a row of a module's own: whoever wants it waits alone
      return this.#isolate(parts, "busy", drawn);
    }
  }

  /** A fault of one write is told to that one, and the others are kept. */
  async #isolate(parts: Write[][], error: ErrorName, drawn: number[]): Promise<Outcome[]> {
    if (parts.length === 1) return [{ ok: false, error }];
    return this.#inOrder(parts, (part) => this.#commit(part, drawn));
  }

  async #call(writes: readonly Write[], drawn: number[]): Promise<Outcome[]> {
    const batch = new BatchArguments(writes);
    const values = batch.values();
    for (let tries = 1; ; tries++) {
      try {
        const [row] = await this.connection.rows<{ committed: string }>(COMMIT, [this.#careful > 0, ...values]);
        if (!row) throw new Error("the database answered nothing");
        const committed = JSON.parse(row.committed) as Committed;
        drawn.push(committed.n);
        const outcomes = outcomesOf(batch.slots, committed);
        const again = outcomes.some((outcome) => (outcome.ok ? outcome.repeated : outcome.error === "key_reused"));
        this.#careful = again ? CAREFUL : Math.max(0, this.#careful - 1);
        return outcomes;
      } catch (fault) {
        if (tries === TRIES || !isPassing(fault)) throw fault;
        await pause(((systemRandom(1)[0] ?? 0) / 256) * PAUSE * tries);
      }
    }
  }
}
