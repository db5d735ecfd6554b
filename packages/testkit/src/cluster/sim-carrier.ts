import type { Bus, Clock } from "@skein/server";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { SeededRandom } from "../random.ts";
import { SimBus } from "./sim-bus.ts";

/** How words travel between nodes. Times are ms, chances 0 … 1. */
export interface BusWeather {
  /** One way. */
  readonly latency: number;
  /** Up to so much more, anew for each tick's words on a subject; their order stays, that between publishers and subjects does not. */
  readonly jitter: number;
  /** Words of a tick on a subject that do not reach a node; each node draws for itself. */
  readonly lost: number;
}

const CALM: BusWeather = { latency: 1, jitter: 0, lost: 0 };

/**
 * What carries words between the nodes of a cluster in one test, on virtual time, and everything that can happen to it.
 *
 * @example
 * const carrier = new SimCarrier(clock, random);
 * const bus = carrier.join("n1", face.server);
 * carrier.weather = { latency: 2, jitter: 500, lost: 0.1 };
 * carrier.cut("n1", 3_000);
 * carrier.heal();
 */
export class SimCarrier {
  weather: BusWeather = CALM;
  readonly #members = new Set<SimBus>();
  #groups: readonly (readonly string[])[] = [];
  /** When the last word arrives that is under way between two nodes on a subject. */
  readonly #arrivals = new Map<string, number>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: SeededRandom,
  ) {}

  /** @param clock the machine's: when that stops, nothing is said or heard any more */
  join(node: string, clock: Clock): Bus {
    const member: SimBus = new SimBus(node, clock, {
      say: (subject, texts) => this.#say(member, subject, texts),
      leave: () => this.#members.delete(member),
    });
    this.#members.add(member);
    return member;
  }

  /**
   * A node loses its line: nothing comes through from now on, and what is on its way is lost.
   *
   * @param noticed after so many ms it learns of it; absent: never
   */
  cut(node: string, noticed?: number): void {
    for (const member of this.#members) if (member.node === node) member.cut(noticed);
  }

  /** A node's process is gone from one moment to the next: it says no more, not even what it had begun to. */
  died(node: string): void {
    for (const member of this.#members) {
      if (member.node !== node) continue;
      member.cut(undefined);
      this.#members.delete(member);
    }
  }

  /** A node's line is there again, and it knows at once. */
  mend(node: string): void {
    for (const member of this.#members) if (member.node === node) member.mend();
  }

  /** Words between nodes that are not in one group vanish; all stay connected. Whoever is in no group is alone. */
  part(...groups: (readonly string[])[]): void {
    this.#groups = groups;
  }

  /** Fair weather, all lines mended, nobody parted. What was lost stays so. */
  heal(): void {
    this.weather = CALM;
    this.#groups = [];
    for (const member of this.#members) member.mend();
  }

  #say(from: SimBus, subject: string, texts: readonly string[]): void {
    if (!from.whole) return;
    for (const to of this.#members) {
      if (to.node === from.node || !to.whole || !this.#together(from.node, to.node)) continue;
      if (!this.random.chance(this.weather.lost)) this.#carry(from, to, subject, texts);
    }
  }

  #carry(from: SimBus, to: SimBus, subject: string, texts: readonly string[]): void {
    const way = `${from.node} ${to.node} ${subject}`;
    const { now } = this.clock;
    const after = now + this.weather.latency + this.random.integer(0, this.weather.jitter);
    const at = Math.max(after, this.#arrivals.get(way) ?? 0);
    this.#arrivals.set(way, at);
    const { life } = to;
    this.clock.after(at - now, () => {
      if (this.#arrivals.get(way) === at) this.#arrivals.delete(way);
    });
    to.clock.after(at - now, () => {
      if (to.life === life) to.arrived(subject, texts, from.node);
    });
  }

  #together(one: string, other: string): boolean {
    return this.#groups.length === 0 || this.#groups.some((group) => group.includes(one) && group.includes(other));
  }
}
