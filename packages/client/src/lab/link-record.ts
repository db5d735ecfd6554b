import type { Clock } from "../clock.ts";
import { Derived, type Observable } from "../observable.ts";
import { bytesOf, headOf } from "./carried-frames.ts";
import type { Amount, CarriedWay, LinkEnd, LinkFacts, Trip, WayTry } from "./link-facts.ts";

/** How much of the past is kept. */
const TRIPS = 120;
const ENDS = 20;
/** Requests whose answers are waited for, each with the time it was asked. */
const ASKED = 200;
/** A try that was given up sooner tells nothing of its way, ms. */
const GIVEN_TIME = 2_500;
/** Why links are closed that were dialled beside the living one, and carried nothing. */
const BESIDE: readonly string[] = ["not needed", "it does not work", "another was first"];
/** Whoever looks at the round trip has it measured so often, ms. */
const LOOK = 2_500;

const NONE: Amount = { frames: 0, bytes: 0 };
const plus = ({ frames, bytes }: Amount, size: number): Amount => ({ frames: frames + 1, bytes: bytes + size });

/** What the links of one client have carried. It is told of every frame, so it only counts; what is shown is worked out when somebody looks. */
export class LinkRecord {
  /** What is known here; of the link of another tab nothing is. */
  readonly facts: Observable<LinkFacts>;
  /** Whether this tab has the link. */
  seat: LinkFacts["seat"];
  /** Where a dial begins; told by whoever remembers. */
  beginsWith: () => CarriedWay | undefined = () => undefined;
  private readonly since: number;
  private readonly derived: Derived<LinkFacts>;
  private up = NONE;
  private down = NONE;
  private trips: readonly Trip[] = [];
  private ends: readonly LinkEnd[] = [];
  private tries: LinkFacts["tries"] = {};
  private beats: LinkFacts["beats"] = { asked: 0, sent: 0, answered: 0, by: "server" };
  private current: CarriedLink | undefined;
  private lookedAt = 0;

  constructor(readonly clock: Pick<Clock, "now">) {
    this.since = clock.now();
    this.derived = new Derived(() => this.read());
    this.facts = this.derived;
  }

  /** A link is dialled. @param say sends on it, beside whoever holds it */
  dial(way: CarriedWay, url: string, say: (message: string) => void): CarriedLink {
    return new CarriedLink(this, { way, url, say });
  }

  /** Somebody looks: the round trip is measured, now and then. Does nothing while there is no link. */
  look(): void {
    const now = this.clock.now();
    if (!this.current || Math.abs(now - this.lookedAt) < LOOK) return;
    this.lookedAt = now;
    this.current.measure();
  }

  seated(seat: LinkFacts["seat"]): void {
    this.seat = seat;
    this.derived.touch();
  }

  /** @param interval ms of silence after which somebody asks */
  beating(by: "server" | "client", interval: number): void {
    this.beats = { ...this.beats, by, interval };
    this.derived.touch();
  }

  beat(of: "asked" | "sent" | "answered"): void {
    this.beats = {
      ...this.beats,
      [of]: this.beats[of] + 1,
      ...(of === "asked" && { askedAt: this.clock.now() }),
    };
  }

  carried(direction: "up" | "down", frame: string): void {
    this[direction] = plus(this[direction], bytesOf(frame));
    this.derived.touch();
  }

  trip(trip: Trip): void {
    this.trips = [...this.trips, trip].slice(-TRIPS);
  }

  tried(way: CarriedWay, one: WayTry): void {
    this.tries = { ...this.tries, [way]: one };
    this.derived.touch();
  }

  /** Something came over it: at first it is the link from now on, later where the one that came after it is gone. */
  heard(link: CarriedLink, first: boolean): void {
    if (first || !this.current) this.current = link;
  }

  ended(link: CarriedLink, end: LinkEnd | undefined): void {
    if (this.current === link) this.current = undefined;
    if (end) this.ends = [...this.ends, end].slice(-ENDS);
    this.derived.touch();
  }

  private read(): LinkFacts {
    const { seat, since, up, down, trips, beats, ends, tries, current } = this;
    const beginsWith = this.beginsWith();
    return {
      ...{ seat, since, up, down, trips, beats, ends, tries },
      ...(current && { link: current.told }),
      ...(beginsWith && { beginsWith }),
    };
  }
}

/** One dial, and the link that came of it. */
export class CarriedLink {
  private readonly at: number;
  private heardAt: number | undefined;
  private over = false;
  private readonly asked = new Map<number, number>();
  /** Beats under way, oldest first; `own`: of whoever holds the link. */
  private pings: readonly { readonly at: number; readonly own: boolean }[] = [];

  constructor(
    private readonly record: LinkRecord,
    private readonly is: { readonly way: CarriedWay; readonly url: string; readonly say: (message: string) => void },
  ) {
    this.at = record.clock.now();
  }

  get told(): NonNullable<LinkFacts["link"]> {
    const { way, url } = this.is;
    const heardAt = this.heardAt ?? this.at;
    return { way, url, at: heardAt, tookMs: heardAt - this.at };
  }

  up(message: string): void {
    for (const frame of message.split("\n")) {
      this.record.carried("up", frame);
      const { type, id } = headOf(frame);
      if (type === "ping") this.ping(true);
      else if (id !== undefined && type !== "hello" && this.asked.size < ASKED)
        this.asked.set(id, this.record.clock.now());
    }
  }

  down(message: string): void {
    if (this.heardAt === undefined) this.works();
    this.record.heard(this, false);
    for (const frame of message.split("\n")) {
      if (frame === "") continue;
      this.record.carried("down", frame);
      this.take(frame);
    }
  }

  /** Asks for a sign of life by itself. The answer goes to whoever holds the link as well: to them it is one more. */
  measure(): void {
    // one that was not answered is not followed by another
    if (this.pings.length > 0) return;
    this.ping(false);
    this.record.carried("up", '{"type":"ping"}');
    this.is.say('{"type":"ping"}');
  }

  ended(by: LinkEnd["by"], code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    const now = this.record.clock.now();
    const { way } = this.is;
    if (this.heardAt !== undefined) {
      const end = { at: now, way, code, reason, lasted: now - this.heardAt, by };
      this.record.ended(this, by === "here" && BESIDE.includes(reason) ? undefined : end);
      return;
    }
    const ms = now - this.at;
    this.record.ended(this, undefined);
    if (by === "there") this.record.tried(way, { at: now, result: "refused", ms, code });
    else if (ms >= GIVEN_TIME) this.record.tried(way, { at: now, result: "silent", ms });
  }

  private works(): void {
    const now = this.record.clock.now();
    this.heardAt = now;
    this.record.heard(this, true);
    this.record.tried(this.is.way, { at: now, result: "carried", ms: now - this.at });
  }

  private ping(own: boolean): void {
    if (own) this.record.beat("sent");
    this.pings = [...this.pings, { at: this.record.clock.now(), own }];
  }

  private take(frame: string): void {
    const { type, id } = headOf(frame);
    const now = this.record.clock.now();
    if (type === "ping") this.record.beat("asked");
    else if (type === "pong") {
      const [first, ...rest] = this.pings;
      this.pings = rest;
      if (first?.own) this.record.beat("answered");
      if (first) this.record.trip({ at: now, ms: now - first.at, of: "beat" });
    } else if (type === "welcome") this.welcomed(frame);
    else if ((type === "ok" || type === "error") && id !== undefined) {
      const since = this.asked.get(id);
      this.asked.delete(id);
      if (since !== undefined) this.record.trip({ at: now, ms: now - since, of: "command" });
    }
  }

  private welcomed(frame: string): void {
    const { heartbeat } = JSON.parse(frame) as { readonly heartbeat?: { readonly interval: number } };
    if (heartbeat) this.record.beating("server", heartbeat.interval);
  }
}
