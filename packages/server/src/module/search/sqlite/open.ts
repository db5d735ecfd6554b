import type { Clock } from "../../../kit/clock.ts";
import type { Log } from "../../../kit/log.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { Port } from "../../../storage/sqlite/port.ts";
import type { Found, SearchIndex, Standing, Wanted } from "../search-index.ts";
import { OwnIndex } from "./own-index.ts";

/** The thread starts so long after the server, or with the first question: what begins is not held up. ms */
const START = 2_000;
/** It is asked how far it has come, ms. */
const LOOK = 5_000;
/** Questions that may wait for the thread: whoever comes then is told so. */
const BOUND = 200;

const NOWHERE: Standing = { behind: 0, bytes: 0 };

interface Parts {
  readonly data: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The index of a store on SQLite, on a thread of its own. */
export class ThreadedIndex implements SearchIndex {
  #port: Promise<Port> | undefined;
  #standing = NOWHERE;
  #waiting = 0;
  #closed = false;
  #callOff: () => void;
  #fault = "";

  constructor(private readonly is: Parts) {
    this.#callOff = is.clock.after(START, () => this.#look());
  }

  async find(wanted: Wanted): Promise<Found> {
    if (this.#closed || this.#waiting >= BOUND) throw new Refusal("unavailable");
    this.#waiting += 1;
    try {
      const port = await this.#opened();
      return await port.call("find", wanted);
    } finally {
      this.#waiting -= 1;
    }
  }

  standing(): Standing {
    return this.#standing;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#callOff();
    const port = await this.#port?.catch(() => undefined);
    await port?.close();
  }

  #opened(): Promise<Port> {
    this.#port ??= Port.open<object>(
      { data: this.is.data },
      () => new Worker(new URL("./worker.ts", import.meta.url).href),
    )
      .then(({ port }) => port)
      .catch((fault: unknown) => {
        // the next question tries again
        this.#port = undefined;
        throw fault;
      });
    return this.#port;
  }

  #look(): void {
    if (this.#closed) return;
    this.#ask()
      .catch((fault: unknown) => this.#complain(String(fault)))
      .finally(() => {
        if (!this.#closed) this.#callOff = this.is.clock.after(LOOK, () => this.#look());
      });
  }

  async #ask(): Promise<void> {
    const port = await this.#opened();
    const { fault, ...standing } = await port.call<Standing & { fault: string }>("standing");
    this.#standing = standing;
    this.#complain(fault);
  }

  /** Once for each thing that is wrong. */
  #complain(fault: string): void {
    if (fault !== "" && fault !== this.#fault) this.is.log.error({ fault }, "the search index cannot be written");
    this.#fault = fault;
  }
}

/** The same on the calling thread, opened by the first question and brought on by each: for tests that replay a run step by step. */
export class InlineIndex implements SearchIndex {
  #index: OwnIndex | undefined;

  constructor(private readonly data: string) {}

  async find(wanted: Wanted): Promise<Found> {
    await Promise.resolve();
    this.#index ??= new OwnIndex(this.data);
    return this.#index.find(wanted);
  }

  standing(): Standing {
    return this.#index?.standing() ?? NOWHERE;
  }

  async close(): Promise<void> {
    await Promise.resolve();
    this.#index?.close();
    this.#index = undefined;
  }
}
