import type { BucketRate } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import { base32, type RandomBytes } from "../kit/id.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Asker } from "./address.ts";
import { type Admission, DRAINING } from "./admission.ts";
import { CarriedLink, type Reader, type Taken } from "./carried-link.ts";
import { openEvent } from "./event-text.ts";
import type { Accept } from "./link.ts";
import type { Traffic } from "./traffic.ts";

interface Setting {
  /** How other nodes call this one; no dot in it. */
  readonly node: string;
  readonly accept: Accept;
  readonly admission: Admission;
  readonly traffic: Traffic;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Frames a link may send, and requests it may be asked by. */
  readonly rate: BucketRate;
  /** Bytes that may wait for one slow reader. */
  readonly outboxBytes: number;
}

/** Where a link can be asked for: at its own node, or through the bus. One that is asked too often refuses with `rate_limited`. */
export interface Carriage {
  /** A message of the client's. */
  up(link: string, n: number, text: string): Taken | Promise<Taken>;
  /** The client has what came up to number `n`. */
  acknowledge(link: string, n: number): void;
  /**
   * Gives the reader what comes after number `after`. False: there is no such link, or no such place in it.
   *
   * @param wait ms after which a reader that got nothing is ended; for ever when absent
   */
  down(link: string, reader: Reader, after: number, wait?: number): boolean | Promise<boolean>;
  /** The reader is gone. */
  gone(link: string, reader: Reader): void;
  /** The client ends the link. */
  leave(link: string, code: number): void;
}

/** Characters that may be under way to a reader, unacknowledged. */
const WINDOW = 131_072;
const SWEEP = 2_000;
/** A link that nobody has asked for so long is gone, and one that has ended is forgotten. [CARRY-6] */
const FORSAKEN = 15_000;
/** A stream gets a comment after so many ms without anything: proxies cut at 30 or 60 s. */
const QUIET = 15_000;
/** Links that have ended and may still be asked why. */
const REMEMBERED = 1_000;

/** The links of this node that requests carry, by their ids. */
export class CarriedLinks implements Carriage {
  readonly #links = new Map<string, CarriedLink>();
  readonly #over = new Map<string, CarriedLink>();
  #refusing = false;
  #stop: (() => void) | undefined;

  constructor(private readonly is: Setting) {}

  /** Links that are open, by what carries them. */
  get open(): { readonly sse: number; readonly "long-poll": number } {
    const count = { sse: 0, "long-poll": 0 };
    for (const { carrier } of this.#links.values()) count[carrier] += 1;
    return count;
  }

  start(): void {
    this.#stop = this.is.clock.after(SWEEP, () => {
      this.start();
      this.#sweep();
    });
  }

  /** Opens no more. */
  refuse(): void {
    this.#refusing = true;
  }

  /** Ends what is still open. */
  close(): void {
    this.#stop?.();
    for (const link of this.#links.values()) link.leave(1001);
  }

  /** Opens a link for this reader, who is told its id first. Throws the refusal where there is no room. [CARRY-1] [CARRY-7] */
  begin(asker: Asker, reader: Reader): string {
    const { admission, traffic, random, clock, node, rate, outboxBytes } = this.is;
    const away = this.#refusing ? DRAINING : admission.enter(asker.address);
    if (away) {
      traffic.turnedAway.add(away.why);
      throw new Refusal("unavailable", { after: away.after, message: "no more connections now" });
    }
    const id = `${node}.${base32(random(16))}`;
    const link = new CarriedLink({
      ...asker,
      carrier: reader.carrier,
      window: Math.min(WINDOW, outboxBytes),
      rate,
      now: () => clock.now(),
      wrote: (event) => traffic.wrote(Buffer.byteLength(event)),
      ended: (code, told) => {
        this.#links.delete(id);
        if (!told) this.#remember(id, link);
        admission.leave();
        traffic.closed(code);
        // whoever closes it is in the midst of something, and hears of it afterwards
        clock.soon(() => listener.closed(code));
      },
    });
    const listener = this.is.accept(link);
    link.begin(listener);
    this.#links.set(id, link);
    reader.take(openEvent(id));
    link.attach(reader, 0);
    return id;
  }

  up(id: string, n: number, text: string): Taken {
    const link = this.#links.get(id);
    if (!link) return "over";
    this.#pace(link);
    const taken = link.up(n, text);
    if (taken === "taken") this.is.traffic.received += 1;
    return taken;
  }

  acknowledge(id: string, n: number): void {
    this.#links.get(id)?.acknowledge(n);
  }

  down(id: string, reader: Reader, after: number, wait?: number): boolean {
    const link = this.#links.get(id) ?? this.#over.get(id);
    if (!link) return false;
    this.#pace(link);
    const attached = link.attach(reader, after);
    if (attached && wait !== undefined) this.endAfter(id, reader, wait);
    return attached;
  }

  /** Ends a reader that has got nothing by then. */
  endAfter(id: string, reader: Reader, ms: number): void {
    if (ms === 0) this.gone(id, reader);
    else this.is.clock.after(ms, () => this.gone(id, reader));
  }

  gone(id: string, reader: Reader): void {
    const link = this.#links.get(id);
    if (link) link.detach(reader);
    else reader.end();
  }

  leave(id: string, code: number): void {
    this.#links.get(id)?.leave(code);
    this.#over.delete(id);
  }

  /** Somebody will ask why it has ended. */
  #remember(id: string, link: CarriedLink): void {
    this.#over.set(id, link);
    const [oldest = ""] = this.#over.keys();
    if (this.#over.size > REMEMBERED) this.#over.delete(oldest);
  }

  #pace(link: CarriedLink): void {
    const after = link.pace();
    if (after > 0) throw new Refusal("rate_limited", { after });
  }

  #sweep(): void {
    const since = this.is.clock.now() - FORSAKEN;
    for (const link of this.#links.values()) {
      if (link.read) link.keepAlive(QUIET);
      // a clock that went back makes it look younger than now: then it simply waits longer
      else if (link.asked < since) link.leave(1006);
    }
    for (const [id, link] of this.#over) if (link.asked < since) this.#over.delete(id);
  }
}
