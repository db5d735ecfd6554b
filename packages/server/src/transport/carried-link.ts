import { Bucket, type BucketRate } from "../kit/bucket.ts";
import { closeEvent, KEEP_ALIVE, messageEvent } from "./event-text.ts";
import type { Carrier, Link, LinkListener } from "./link.ts";

/** Whoever reads a link right now: a stream, or an answer that ends with the first messages. */
export interface Reader {
  readonly carrier: Exclude<Carrier, "websocket">;
  /** Takes events as they go over the wire. */
  take(events: string): void;
  /** Nothing follows. Later calls do nothing. */
  end(): void;
}

/** What becomes of a message that came up. `early`: one before it is missing. */
export type Taken = "taken" | "early" | "over";

interface Kept {
  readonly n: number;
  readonly event: string;
  readonly size: number;
}

interface Setting {
  readonly address: string;
  readonly base: string | undefined;
  readonly carrier: Reader["carrier"];
  /** Characters that may be unacknowledged before it counts as behind. */
  readonly window: number;
  /** Requests it may be asked by. */
  readonly rate: BucketRate;
  readonly now: () => number;
  readonly wrote: (event: string) => void;
  /** It has ended, and whether somebody who reads it was told. */
  readonly ended: (code: number, told: boolean) => void;
}

/**
 * A link that requests carry: each message down has a number and is kept until it is acknowledged, so that whoever reads it may be cut
 * at any byte and go on; each message up has a number, so that one that comes twice is taken once. [CARRY-2] [CARRY-3]
 */
export class CarriedLink implements Link {
  carrier: Reader["carrier"];
  /** When somebody last asked for it, ms. */
  asked: number;
  #listener: LinkListener | undefined;
  #reader: Reader | undefined;
  #kept: Kept[] = [];
  #size = 0;
  #last = 0;
  #acknowledged = 0;
  #taken = 0;
  #behind = false;
  #over = false;
  #farewell: string | undefined;
  #written: number;
  readonly #bucket: Bucket;

  constructor(private readonly is: Setting) {
    this.carrier = is.carrier;
    this.asked = this.#written = is.now();
    this.#bucket = new Bucket(is.rate, this.asked);
  }

  get address(): string {
    return this.is.address;
  }

  get base(): string | undefined {
    return this.is.base;
  }

  /** Whether it has ended; what is kept may still be read. */
  get over(): boolean {
    return this.#over;
  }

  /** Whether somebody reads it. */
  get read(): boolean {
    return this.#reader !== undefined;
  }

  begin(listener: LinkListener): void {
    this.#listener = listener;
  }

  // ── from the session ──

  write(text: string): boolean {
    if (this.#over) return false;
    this.#last += 1;
    const event = messageEvent(this.#last, text);
    this.#kept.push({ n: this.#last, event, size: text.length });
    this.#size += text.length;
    this.#give(event);
    if (this.#reader?.carrier === "long-poll") this.#release();
    this.#behind = this.#size > this.is.window;
    return !this.#behind;
  }

  waiting(): number {
    return this.#size;
  }

  close(code: number, reason: string): void {
    if (this.#over) return;
    this.#farewell = closeEvent(code, reason);
    this.#give(this.#farewell);
    this.#end(code);
  }

  // ── from requests ──

  /** Ms to wait before it may be asked again; 0: it may be asked now. */
  pace(): number {
    return this.#bucket.take(this.is.now());
  }

  /** A message of the client's, by its number. */
  up(n: number, text: string): Taken {
    if (this.#over) return "over";
    this.#seen();
    if (n > this.#taken + 1) return "early";
    if (n === this.#taken + 1) {
      this.#taken = n;
      this.#listener?.text(text);
    }
    return "taken";
  }

  /** Lets go of what the client has. */
  acknowledge(n: number): void {
    this.#seen();
    if (n <= this.#acknowledged || n > this.#last) return;
    this.#acknowledged = n;
    const first = this.#kept.findIndex((kept) => kept.n > n);
    for (const { size } of this.#kept.splice(0, first < 0 ? this.#kept.length : first)) this.#size -= size;
    if (!this.#behind || this.#size > this.is.window / 2) return;
    this.#behind = false;
    if (!this.#over) this.#listener?.drained();
  }

  /** Goes on behind message `after` with this reader; who read before reads no more. False: what comes next is not kept. */
  attach(reader: Reader, after: number): boolean {
    if (after < this.#acknowledged || after > this.#last) return false;
    this.#release();
    this.#reader = reader;
    this.carrier = reader.carrier;
    this.acknowledge(after);
    for (const { event } of this.#kept) this.#give(event);
    if (this.#farewell !== undefined) this.#give(this.#farewell);
    if (this.#over || (reader.carrier === "long-poll" && this.#kept.length > 0)) this.#release();
    return true;
  }

  /** This reader has gone, or has waited long enough. */
  detach(reader: Reader): void {
    if (reader === this.#reader) this.#release();
    else reader.end();
  }

  /** The client ends it. */
  leave(code: number): void {
    if (!this.#over) this.#end(code);
  }

  /** A stream on which nothing went for so many ms gets a comment. */
  keepAlive(ms: number): void {
    if (this.#reader?.carrier === "sse" && this.is.now() - this.#written >= ms) this.#give(KEEP_ALIVE);
  }

  #seen(): void {
    this.asked = this.is.now();
    if (!this.#over) this.#listener?.alive();
  }

  #give(event: string): void {
    if (!this.#reader) return;
    this.#written = this.is.now();
    this.is.wrote(event);
    this.#reader.take(event);
  }

  #release(): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (reader) this.asked = this.is.now();
    reader?.end();
  }

  #end(code: number): void {
    const told = this.read;
    this.#over = true;
    this.#release();
    this.is.ended(code, told);
  }
}
