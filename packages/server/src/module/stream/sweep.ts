import { Refusal } from "../../kit/refusal.ts";
import { finish } from "./finish.ts";
import type { StreamRoom } from "./room.ts";
import { CANCELLED, end, forget, type StreamRow } from "./store.ts";

/** How often it is looked for streams that nobody goes on with. */
const PERIOD = 15_000;
const AT_ONCE = 100;

/** Ends streams that nobody finished. Every node looks; of two that find the same one, one ends it. */
export class StreamSweep {
  #cancel: () => void = () => undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(private readonly room: StreamRoom) {}

  start(): void {
    if (this.#closed) return;
    this.#cancel = this.room.line.clock.after(PERIOD, () => {
      this.#running = this.#sweep().finally(() => this.start());
    });
  }

  /** Waits for what was begun. */
  close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    return this.#running;
  }

  async #sweep(): Promise<void> {
    const { store, line, log } = this.room;
    const now = line.clock.now();
    try {
      const stale = await store.stale(now, AT_ONCE);
      for (const row of stale) await this.#end(row, now);
      await line.commit.submit({ rows: [forget(now)] });
    } catch (fault) {
      log.warn({ err: fault }, "streams that nobody finished could not be ended");
    }
  }

  /** What came stays, as interrupted; where there is nothing, or it may not be said here any more, nothing does. */
  async #end(row: StreamRow, now: number): Promise<void> {
    try {
      await finish(this.room, row, true);
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      if (fault.error === "ended") return;
      const conversation = await this.room.line.conversations.get(row.conv);
      const ended = await this.room.line.commit.submit({ rows: [end(row, CANCELLED, now)] }).catch(() => undefined);
      if (ended && conversation && row.hidden === 0) this.room.live.gaveUp(conversation, row.id, row.owner, row.size);
    }
  }
}
