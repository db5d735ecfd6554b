import type { SeededRandom } from "../random.ts";

/** How a connection ends: a reset, at once and rudely; or in order, as a proxy ends it that shuts down. */
export type Cut = "rst" | "fin";

/** How it goes on a road. */
export interface RoadWeather {
  /** ms, one way. */
  readonly latency: number;
  /** Up to so many ms more, anew for each piece; the order stays. */
  readonly jitter: number;
  /** Bytes a second. */
  readonly bandwidth: number;
  /** Bytes a write, each in a turn of the event loop of its own; 1 tears everything into single bytes. */
  readonly piece: number;
}

/** As loopback is. */
export const OPEN_ROAD: RoadWeather = {
  latency: 0,
  jitter: 0,
  bandwidth: Number.POSITIVE_INFINITY,
  piece: Number.POSITIVE_INFINITY,
};

/** Bytes on the road at which whoever sends is told to wait. */
const FULL = 1_048_576;
/** A slow line gives its bytes so many ms' worth at a time. */
const GRAIN = 20;

interface Setting {
  readonly weather: () => RoadWeather;
  readonly random: SeededRandom;
  /** Bytes are there. */
  readonly deliver: (bytes: Buffer) => void;
  /** The sender had ended so, and all that came before is there. */
  readonly ended: (how: Cut) => void;
  /** The road was full and is not any more. */
  readonly drained: () => void;
}

/** What is on its way: bytes, or the end. */
interface Load {
  readonly is: Buffer | Cut;
  readonly due: number;
}

/** One direction of a connection, on real time: bytes in order, late, slowly or in pieces; or, from a moment on, none. */
export class Road {
  /** Bytes that arrived. */
  carried = 0;
  readonly #loads: Load[] = [];
  #onTheWay = 0;
  #free = 0;
  #latest = 0;
  #silent = false;
  #held = false;
  #next: { readonly cancel: () => void } | undefined;
  #trap: { readonly at: number; readonly call: () => void } | undefined;

  constructor(private readonly is: Setting) {}

  get full(): boolean {
    return this.#onTheWay >= FULL;
  }

  send(bytes: Buffer): void {
    if (this.#silent) return;
    const { bandwidth } = this.is.weather();
    const grain = Math.max(1, Math.min(bytes.length, Math.ceil((bandwidth * GRAIN) / 1000)));
    for (let from = 0; from < bytes.length; from += grain) this.#put(bytes.subarray(from, from + grain), bandwidth);
    this.#go();
  }

  end(how: Cut): void {
    if (this.#silent) return;
    this.#loads.push({ is: how, due: this.#latest });
    this.#go();
  }

  /** From now on everything vanishes, also what is on its way. It never heals: bytes are missing. */
  silence(): void {
    this.#silent = true;
    this.stop();
    this.is.drained();
  }

  /** A tunnel: nothing arrives until it is let go, then all of it. */
  hold(held: boolean): void {
    this.#held = held;
    if (held) this.#cancel();
    else this.#go();
  }

  /** Calls once, when exactly so many bytes have arrived in all, before the next one does. */
  when(carried: number, call: () => void): void {
    this.#trap = { at: carried, call };
    this.#spring();
  }

  stop(): void {
    this.#cancel();
    this.#loads.length = 0;
    this.#onTheWay = 0;
  }

  #put(bytes: Buffer, bandwidth: number): void {
    const { latency, jitter } = this.is.weather();
    this.#free = Math.max(this.#free, performance.now()) + (bytes.length / bandwidth) * 1000;
    this.#latest = Math.max(this.#latest, this.#free + latency + this.is.random.next() * jitter);
    this.#loads.push({ is: bytes, due: this.#latest });
    this.#onTheWay += bytes.length;
  }

  /** Delivers what is due, and calls itself for the rest. */
  #go(): void {
    while (!this.#next && !this.#held) {
      const load = this.#loads[0];
      if (!load) return;
      const wait = load.due - performance.now();
      if (wait > 0) this.#later(wait);
      else if (typeof load.is === "string") {
        this.#loads.shift();
        this.is.ended(load.is);
      } else if (this.#give(load, load.is)) this.#soon();
    }
  }

  /** Whether the next piece has to wait for another turn. */
  #give(load: Load, bytes: Buffer): boolean {
    const { piece } = this.is.weather();
    const room = this.#trap ? this.#trap.at - this.carried : Number.POSITIVE_INFINITY;
    const size = Math.max(1, Math.min(bytes.length, piece, room));
    if (size === bytes.length) this.#loads.shift();
    else this.#loads[0] = { ...load, is: bytes.subarray(size) };
    const wasFull = this.full;
    this.#onTheWay -= size;
    this.carried += size;
    this.is.deliver(bytes.subarray(0, size));
    if (wasFull && !this.full) this.is.drained();
    this.#spring();
    return Number.isFinite(piece);
  }

  #spring(): void {
    if (!this.#trap || this.carried < this.#trap.at) return;
    const { call } = this.#trap;
    this.#trap = undefined;
    call();
  }

  #later(ms: number): void {
    const timer = setTimeout(() => this.#wake(), ms);
    this.#next = { cancel: () => clearTimeout(timer) };
  }

  #soon(): void {
    const turn = setImmediate(() => this.#wake());
    this.#next = { cancel: () => clearImmediate(turn) };
  }

  #wake(): void {
    this.#next = undefined;
    this.#go();
  }

  #cancel(): void {
    this.#next?.cancel();
    this.#next = undefined;
  }
}
