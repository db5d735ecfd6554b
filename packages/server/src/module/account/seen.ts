import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import type { Commit } from "../../message/commit.ts";
import type { Statement } from "../../storage/storage.ts";
import { prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

const personSeen = prepare((of: { id: string; at: number }) =>
  tables.updateTable("users").set({ seen: of.at }).where("id", "=", of.id),
);
const deviceSeen = prepare((of: { id: string; at: number }) =>
  tables.updateTable("sessions").set({ seen: of.at }).where("id", "=", of.id),
);

const devicePlace = prepare((of: { id: string; address: string }) =>
  tables.updateTable("sessions").set({ address: of.address }).where("id", "=", of.id),
);

/** What came in the meantime is written together. */
const GATHER = 1_000;
/** Statements in one write: messages wait for no more than these. */
const TOGETHER = 250;
/** People, or devices, that may wait; those beyond are not noted this time. */
const BOUND = 100_000;

/** Notes when people and devices were here, never in anybody's way: gathered, then written behind what people say. [PRES-2] */
export class Seen {
  readonly #people = new Map<string, number>();
  readonly #devices = new Map<string, number>();
  readonly #places = new Map<string, string>();
  #callOff: (() => void) | undefined;
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly commit: Pick<Commit, "submit">,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  person(user: string, at: number): void {
    this.#note(this.#people, user, at);
  }

  device(session: string, at: number): void {
    this.#note(this.#devices, session, at);
  }

  /** From where a device was heard of. */
  place(session: string, address: string): void {
    this.#note(this.#places, session, address);
  }

  /** What is not written yet. */
  waiting(user: string): number | undefined {
    return this.#people.get(user);
  }

  /** Writes what waits; notes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff?.();
    await this.#writing;
    await this.#write();
  }

  #note<Value>(map: Map<string, Value>, key: string, value: Value): void {
    if (this.#closed || (map.size >= BOUND && !map.has(key))) return;
    map.set(key, value);
    this.#plan();
  }

  #plan(): void {
    if (this.#callOff || this.#writing) return;
    this.#callOff = this.clock.after(GATHER, () => {
      this.#callOff = undefined;
      this.#writing = this.#write().finally(() => {
        this.#writing = undefined;
        if (!this.#closed && this.#people.size + this.#devices.size + this.#places.size > 0) this.#plan();
      });
    });
  }

  /** Never rejects: a moment that could not be noted is not worth more than a line in the log. */
  async #write(): Promise<void> {
    const people = [...this.#people];
    const devices = [...this.#devices];
    const places = [...this.#places];
    const rows: Statement[] = [
      ...people.map(([id, at]) => personSeen({ id, at })),
      ...devices.map(([id, at]) => deviceSeen({ id, at })),
      ...places.map(([id, address]) => devicePlace({ id, address })),
    ];
    try {
      for (let at = 0; at < rows.length; at += TOGETHER) {
        await this.commit.submit({ rows: rows.slice(at, at + TOGETHER) });
      }
    } catch (fault) {
      this.log.warn({ err: fault, moments: rows.length }, "when people were seen could not be written");
    }
    forget(this.#people, people);
    forget(this.#devices, devices);
    forget(this.#places, places);
  }
}

/** Keeps what was noted anew while it was written. */
function forget<Value>(map: Map<string, Value>, written: readonly (readonly [string, Value])[]): void {
  for (const [key, value] of written) if (map.get(key) === value) map.delete(key);
}
