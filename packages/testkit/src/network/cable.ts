import type { Transport } from "@skein/client";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { SeededRandom } from "../random.ts";
import { Exchange } from "./exchange.ts";
import { type Reached, SimLink } from "./sim-link.ts";

/** How it goes between one device and the server. Times are ms, chances 0 … 1. */
export interface Weather {
  /** One way. */
  readonly latency: number;
  /** Up to so much more, anew for each message; the order stays. */
  readonly jitter: number;
  /** Dials that are refused. */
  readonly refused: number;
  /** Dials that are never answered. */
  readonly unanswered: number;
}

export const FAIR: Weather = { latency: 20, jitter: 10, refused: 0, unanswered: 0 };

/** What something in between does to HTTP. */
export interface SimManners {
  /** No upgrade to a WebSocket is let through. */
  readonly refuseUpgrades: boolean;
  /** Answers are held back until they have ended. */
  readonly buffering: boolean;
  /** Each request is answered by a page to sign in at, and nothing is let through. */
  readonly portal: boolean;
  /** A connection on which nothing moved for so many ms is cut. */
  readonly idle: number;
}

export const MANNERLY: SimManners = {
  refuseUpgrades: false,
  buffering: false,
  portal: false,
  idle: Number.POSITIVE_INFINITY,
};

const PORTAL = ["<h1>Sign in</h1>", { headers: { "content-type": "text/html" } }] as const;

/** Which way bytes vanish. */
export type Direction = "up" | "down" | "both";

interface Setting {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly name: string;
  readonly reach: () => Reached | undefined;
  readonly note: (line: string) => void;
}

/** What one device is connected by: its transport, and everything that can happen to it on the way. */
export class Cable {
  weather: Weather = FAIR;
  manners: SimManners = MANNERLY;
  /** When something last came down, virtual ms. */
  heardAt = 0;
  readonly #links = new Set<SimLink | Exchange>();
  readonly #idle = new WeakMap<SimLink | Exchange, () => void>();
  #next = 1;
  #lure: { readonly direction: "up" | "down"; readonly holds: string; readonly call: () => void } | undefined;

  constructor(private readonly is: Setting) {}

  get name(): string {
    return this.is.name;
  }

  /** Links that at least one side still holds. */
  get open(): number {
    return this.#links.size;
  }

  /** As `createClient` takes it. */
  readonly transport: Transport = (_url, events) => {
    const { clock, random, name, reach } = this.is;
    const label = `${name}/${this.#next}`;
    this.#next += 1;
    const link: SimLink = new SimLink({
      clock,
      address: name,
      events,
      delay: () => this.weather.latency + random.integer(0, this.weather.jitter),
      note: (line) => this.is.note(`${label} ${line}`),
      passed: (direction, message) => this.#passed(link, direction, message),
      over: () => this.#over(link),
    });
    this.#links.add(link);
    if (!random.chance(this.weather.unanswered)) {
      const refused = random.chance(this.weather.refused) || this.manners.refuseUpgrades || this.manners.portal;
      link.dial(() => (refused ? undefined : reach()));
      this.#rest(link);
    }
    return {
      send: (message) => link.send(message),
      close: (code) => link.closeClient(code),
    };
  };

  /** As `fetch`, for links over requests. */
  readonly ask = (url: string, init: RequestInit): Promise<Response> => {
    const { clock, random, name, reach } = this.is;
    const label = `${name}/${this.#next}`;
    this.#next += 1;
    const one: Exchange = new Exchange({
      clock,
      address: name,
      delay: () => this.weather.latency + random.integer(0, this.weather.jitter),
      buffering: () => this.manners.buffering,
      note: (line) => this.is.note(`${label} ${line}`),
      passed: (direction, text) => this.#passed(one, direction, text),
      over: () => this.#over(one),
    });
    this.#links.add(one);
    if (random.chance(this.weather.unanswered)) return one.ask(url, init, () => undefined, true);
    const refused = random.chance(this.weather.refused);
    const { portal } = this.manners;
    this.#rest(one);
    return one.ask(url, init, () => {
      if (portal) return { node: "portal", answer: () => new Response(...PORTAL) };
      return refused ? undefined : reach();
    });
  };

  /**
   * Calls once, right after the next message has arrived that goes this way and holds this text; instead of what was asked for
   * before. For faults that strike where it matters.
   */
  whenNext(direction: "up" | "down", holds: string, call: () => void): void {
    this.#lure = { direction, holds, call };
  }

  /** All links break now. Each side learns of it after so many ms; a side that is left out only by silence. */
  cut(told: { readonly client?: number; readonly server?: number } = { client: 0, server: 0 }): void {
    for (const link of this.#links) this.#cutOne(link, told);
  }

  /** Half-open: what goes this way vanishes from now on, and nobody is told. */
  silence(direction: Direction): void {
    for (const link of this.#links) {
      if (direction !== "down") link.up.silence();
      if (direction !== "up") link.down.silence();
    }
  }

  /** A reader that takes only so many characters a ms from the links it has now. */
  throttle(pace: number): void {
    for (const link of this.#links) link.down.throttle(pace);
  }

  /** Fair weather, quick readers, and nothing lies in wait; what is broken already stays so, and nobody is told. */
  heal(): void {
    this.weather = FAIR;
    this.manners = MANNERLY;
    this.#lure = undefined;
    this.throttle(Number.POSITIVE_INFINITY);
  }

  /**
   * The server died: told by a reset after so many ms, or not at all. What it had closed before stays closed as it was.
   *
   * @param node the one of several; what is not there yet may still come to another
   */
  serverDied(told: number | undefined, node?: string): void {
    for (const link of [...this.#links]) {
      if (!link.atServer || (node !== undefined && !link.isAt(node))) continue;
      link.forgetServer();
      link.down.silence();
      if (told !== undefined) this.is.clock.after(told, () => link.breakClient());
    }
  }

  /** The device died: told to the server after so many ms, or not at all. */
  clientDied(told: number | undefined): void {
    for (const link of [...this.#links]) {
      link.forgetClient();
      link.up.silence();
      if (told !== undefined) this.is.clock.after(told, () => link.breakServer());
    }
  }

  #over(link: SimLink | Exchange): void {
    this.#links.delete(link);
    this.#idle.get(link)?.();
  }

  /** Counts the time without a byte anew. */
  #rest(link: SimLink | Exchange): void {
    this.#idle.get(link)?.();
    const { idle } = this.manners;
    if (!Number.isFinite(idle) || !this.#links.has(link)) return;
    this.#idle.set(
      link,
      this.is.clock.after(idle, () => {
        this.is.note(`${this.is.name} idle`);
        this.#cutOne(link, { client: 0, server: 0 });
      }),
    );
  }

  #cutOne(link: SimLink | Exchange, told: { readonly client?: number; readonly server?: number }): void {
    const { clock } = this.is;
    link.up.silence();
    link.down.silence();
    if (told.client !== undefined) clock.after(told.client, () => link.breakClient());
    if (told.server !== undefined) clock.after(told.server, () => link.breakServer());
  }

  #passed(link: SimLink | Exchange, direction: "up" | "down", message: string): void {
    this.#rest(link);
    if (direction === "down") this.heardAt = this.is.clock.now;
    const lure = this.#lure;
    if (lure?.direction !== direction || !message.includes(lure.holds)) return;
    this.#lure = undefined;
    lure.call();
  }
}
