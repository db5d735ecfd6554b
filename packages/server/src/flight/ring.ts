import { Conveyor } from "../kit/conveyor.ts";
import { Flight, type Hop, idOf, type Named } from "./flight.ts";

/** What is asked for: one message by its place or by its key, or by both. */
export interface Sought {
  readonly conv?: string;
  readonly seq?: number;
  readonly key?: string;
}

/** The latest flights that this node recorded, bounded by bytes: at the bound the oldest is forgotten, and counted. */
export class Ring {
  readonly #flights = new Map<string, Flight>();
  readonly #byConversation = new Map<string, Conveyor<Flight>>();
  #bytes = 0;
  /** Flights that were here once. */
  forgotten = 0;

  constructor(private readonly bound: number) {}

  get size(): number {
    return this.#flights.size;
  }

  /** When the oldest thing happened that is still here. */
  get since(): number | undefined {
    for (const { hops } of this.#flights.values()) if (hops[0]) return hops[0].at;
    return undefined;
  }

  /** The message's flight, begun now where there is none. */
  of(message: Named): Flight {
    const id = idOf(message);
    let flight = this.#flights.get(id);
    if (!flight) {
      flight = new Flight(message);
      this.#flights.set(id, flight);
      this.#ofConversation(flight.conv).insert(flight, () => false);
      this.#grown(flight, 0);
    }
    flight.seq ??= message.seq;
    return flight;
  }

  /** Its place, as `Flight.note` gives it. */
  note(flight: Flight, hop: Hop): number {
    const before = flight.weight;
    const place = flight.note(hop);
    this.#grown(flight, before);
    return place;
  }

  /** Notes that somebody has no connection. */
  away(flight: Flight, user: string, at: number): void {
    const before = flight.weight;
    flight.away(user, at);
    this.#grown(flight, before);
  }

  /** The flights in a conversation, in the order in which they began. */
  in(conv: string): Pick<Conveyor<Flight>, "lastWhile"> | undefined {
    return this.#byConversation.get(conv);
  }

  /** Looks at all: asked by a person now and then. */
  find({ conv, seq, key }: Sought): Flight[] {
    const byPlace = (flight: Flight): boolean => flight.conv === conv && seq !== undefined && flight.seq === seq;
    // the same key may be another sender's, in another conversation
    const byKey = (flight: Flight): boolean =>
      key !== undefined && flight.key === key && (conv === undefined || flight.conv === conv);
    return [...this.#flights.values()].filter((flight) => byPlace(flight) || byKey(flight));
  }

  /** A flight that was forgotten meanwhile is nobody's any more. */
  #grown(flight: Flight, before: number): void {
    if (flight.kept) this.#bytes += flight.weight - before;
    while (this.#bytes > this.bound) this.#forget();
  }

  #ofConversation(conv: string): Conveyor<Flight> {
    const known = this.#byConversation.get(conv);
    if (known) return known;
    const made = new Conveyor<Flight>();
    this.#byConversation.set(conv, made);
    return made;
  }

  #forget(): void {
    const [oldest] = this.#flights;
    if (!oldest) return;
    const [id, flight] = oldest;
    this.#flights.delete(id);
    const rest = this.#byConversation.get(flight.conv);
    rest?.shift();
    if (rest?.length === 0) this.#byConversation.delete(flight.conv);
    flight.kept = false;
    this.#bytes -= flight.weight;
    this.forgotten += 1;
  }
}
