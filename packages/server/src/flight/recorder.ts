import type { Clock } from "../kit/clock.ts";
import type { Audience, Fate, TellFate } from "../message/audience.ts";
import type { Recorder } from "../message/recorder.ts";
import type { MarkState, StoredEntry } from "../storage/storage.ts";
import type { Choice } from "./choice.ts";
import type { Flight, Hop, HopName, Named } from "./flight.ts";
import { Ring, type Sought } from "./ring.ts";

/** A connection, as far as the recorder must know it. */
interface Link {
  readonly user: string;
  readonly device: string;
  deliver(frame: string, tell?: TellFate): void;
}

/** Who is connected to this node. */
export interface Links {
  of(user: string): readonly Link[];
}

type Flights = NonNullable<ReturnType<Ring["in"]>>;

/** What a mark tells, and whatever tells as much. */
const ARRIVED = ["delivered", "read"] as const;
const SEEN = ["read"] as const;
/** Recorded messages that wait for one window at a time. */
const HELD = 100;
/** The part of the bytes that refusals may take: there are few, and a flood of them must not push out the flights. */
const REFUSALS = 1 / 8;

/** Notes what becomes of the messages that were chosen, each node for itself. */
export class FlightRecorder implements Recorder {
  readonly #flights: Ring;
  /** What was refused, chosen or not: it never gets a place by which it could be chosen later. */
  readonly #refusals: Ring;
  readonly #held = new Map<string, Flight[]>();

  constructor(
    readonly choice: Choice,
    private readonly links: Links,
    private readonly clock: Clock,
    bytes: number,
  ) {
    this.#flights = new Ring(bytes * (1 - REFUSALS));
    this.#refusals = new Ring(bytes * REFUSALS);
  }

  /** What is still known here, and since when. */
  get memory(): { readonly flights: number; readonly forgotten: number; readonly since: number | undefined } {
    return { flights: this.#flights.size, forgotten: this.#flights.forgotten, since: this.#flights.since };
  }

  find(sought: Sought): Flight[] {
    return [...this.#flights.find(sought), ...this.#refusals.find(sought)];
  }

  /** For hops that happen now. */
  get now(): number {
    return this.clock.now();
  }

  /** Something happened to a message that was chosen. */
  note(message: Named, hop: Hop): void {
    this.#flights.note(this.#flights.of(message), hop);
  }

  /** The same happened now to all of these that were chosen. */
  noteAll(entries: readonly StoredEntry[], name: HopName, user?: string): void {
    for (const entry of entries)
      if (this.#takes(entry)) this.note(entry, { name, at: this.now, ...(user !== undefined && { user }) });
  }

  /** A message was refused: that is always of interest. */
  refused(message: Named, hop: Hop): void {
    const { conv, from, key } = message;
    const ring = this.choice.takes(conv, from, key) ? this.#flights : this.#refusals;
    ring.note(ring.of(message), hop);
  }

  // ── on the way out ──

  sending(entry: StoredEntry, audience: Audience): Audience {
    return this.#takes(entry) ? this.#seen([this.#flights.of(entry)]) : audience;
  }

  held(entry: StoredEntry): void {
    if (!this.#takes(entry)) return;
    const held = this.#held.get(entry.conv) ?? [];
    this.#held.set(entry.conv, held);
    if (held.length < HELD) held.push(this.#flights.of(entry));
  }

  window(conv: string, audience: Audience): Audience {
    const held = this.#held.get(conv);
    if (!held) return audience;
    this.#held.delete(conv);
    return this.#seen(held);
  }

  resumed(user: string, entries: readonly StoredEntry[]): void {
    this.noteAll(entries, "resumed", user);
  }

  moved({ conv, user, delivered, read }: MarkState): void {
    const flights = this.#flights.in(conv);
    if (!flights) return;
    this.#reached(flights, user, delivered, ARRIVED);
    this.#reached(flights, user, read, SEEN);
  }

  /** Marks only move forwards: before the newest message that is known to be reached, all are. */
  #reached(flights: Flights, user: string, mark: number, names: typeof ARRIVED | typeof SEEN): void {
    const isNew = (flight: Flight): boolean => (flight.seq ?? Infinity) > mark || !flight.knows(user, names);
    for (const flight of flights.lastWhile(isNew)) {
      if (flight.from !== user && (flight.seq ?? Infinity) <= mark)
        this.#flights.note(flight, { name: names[0], at: this.now, user });
    }
  }

  #seen(flights: readonly Flight[]): Audience {
    return {
      deliver: (user, frame) => {
        const links = this.links.of(user);
        for (const link of links) link.deliver(frame, this.#waiting(flights, link));
        if (links.length === 0) for (const flight of flights) this.#away(flight, user);
        return links.length;
      },
    };
  }

  /** Undefined when there is no room for what becomes of it. */
  #waiting(flights: readonly Flight[], { user, device }: Link): TellFate | undefined {
    const began = this.now;
    const hop: Hop = { name: "waiting", at: began, user, device };
    const places = flights.map((flight) => this.#flights.note(flight, hop));
    if (places.every((place) => place < 0)) return undefined;
    return (fate: Fate) => {
      const at = this.now;
      const end: Hop = { name: fate, at, user, device, took: at - began };
      flights.forEach((flight, i) => {
        flight.replace(places[i] ?? -1, end);
      });
    };
  }

  /** Whoever speaks may do so without a connection, over HTTP: nobody asks why they did not hear themselves. */
  #away(flight: Flight, user: string): void {
    if (user !== flight.from) this.#flights.away(flight, user, this.now);
  }

  #takes({ conv, from, key }: StoredEntry): boolean {
    return this.choice.takes(conv, from, key);
  }
}
