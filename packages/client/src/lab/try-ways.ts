import { HTTP_PREFIX, LINK_PATH, SOCKET_PATH } from "@skein/protocol";
import type { Client } from "../client.ts";
import { systemClock, wait } from "../clock.ts";
import { SkeinError } from "../error.ts";
import { LabLink } from "./lab-link.ts";
import type { Kept } from "./records.ts";
import { type Cost, Tally } from "./tally.ts";
import { countedTransport, LAB_WAYS, type LabWay } from "./way.ts";
import { keptOf } from "./watch-link.ts";

/** How one way to the server does, as far as it is known. Times are ms. */
export interface WayReport {
  readonly way: LabWay;
  /** `rests`: it works, and is kept silent to see whether it is cut. */
  readonly state: "waits" | "tries" | "rests" | "works" | "fails";
  /** From the dial until it was open: for a WebSocket the upgrade, for requests the first answer. */
  readonly openedMs?: number;
  /** From the dial until the server's welcome was here. */
  readonly welcomedMs?: number;
  /** Round trips, one after the other. */
  readonly trips: readonly number[];
  readonly cost: Cost;
  /** What became of it when nothing was said. */
  readonly rest?: {
    readonly ms: number;
    /** `kept`; `cut`: it ended; `dead`: it seemed open and did not answer; `again`: what reads it had to be opened again. */
    readonly found: "kept" | "cut" | "dead" | "again";
  };
  /**
   * Why it fails. `refused`: it does not open; `held`: nothing comes back; `server`: the server itself does not want it; `away`: plain
   * requests get no answer either.
   */
  readonly why?: "refused" | "held" | "server" | "away";
  /** Status that a plain request to its address got, where something answered in the server's place. */
  readonly status?: number;
  /** Name of the server's error. */
  readonly error?: string;
}

export interface TryOptions {
  /** How long each way is kept silent, ms; 0: not at all. At most 600,000. */
  readonly rest?: number;
  /** Which ways; all of them unless told. */
  readonly ways?: readonly LabWay[];
  /** How long anything may take to come back, ms; 5,000 unless told. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** Told after each step, all ways at once. */
  readonly told?: (reports: readonly WayReport[]) => void;
}

/** Nothing came so long: it is held back. */
const PATIENCE = 5_000;
const TRIPS = 3;
/** Where one may ask for nothing, and what the server itself says to that: no upgrade, no such link. */
const NOTHING = {
  socket: { path: SOCKET_PATH, method: "GET", ours: [400, 426] },
  link: { path: `${LINK_PATH}/none`, method: "POST", ours: [404] },
} as const;
const MOST_REST = 600_000;
/** What the server may be asked to keep silent: the rest, and longer. */
const SILENCE = { least: 60_000, most: 900_000 };

/**
 * Tries each way to the server by itself, one after the other, beside the link that lives: which of them work here, how fast they open and
 * answer, and, if wished, which of them bear silence. Costs four links for some seconds, and leaves nothing.
 *
 * @throws SkeinError `offline` while the client has not found any way itself yet; what the token's function throws
 */
export async function tryWays(client: Client, options: TryOptions = {}): Promise<readonly WayReport[]> {
  const { options: to } = keptOf(client);
  if (!to) throw SkeinError.local("offline");
  const token = typeof to.token === "string" ? to.token : await to.token();
  return new Trial(to, token, options).run();
}

class Trial {
  private readonly reports = new Map<LabWay, WayReport>();
  private readonly tallies = new Map<LabWay, Tally>(LAB_WAYS.map((way) => [way, new Tally()]));
  private readonly links = new Map<LabWay, LabLink>();
  private readonly ways: readonly LabWay[];
  private readonly rest: number;
  private readonly patience: number;
  private readonly url: string;

  constructor(
    private readonly to: NonNullable<Kept["options"]>,
    private readonly token: string,
    private readonly is: TryOptions,
  ) {
    this.url = to.url.replace(/\/+$/, "");
    this.rest = Math.min(MOST_REST, is.rest ?? 0);
    this.ways = is.ways ?? LAB_WAYS;
    this.patience = is.patience ?? PATIENCE;
    for (const way of this.ways) this.reports.set(way, { way, state: "waits", trips: [], cost: this.cost(way) });
  }

  async run(): Promise<readonly WayReport[]> {
    try {
      for (const way of this.ways) {
        if (this.over) break;
        this.tell(way, { state: "tries" });
        await (way === "polling" ? this.poll() : this.dial(way));
      }
      this.tellAway();
      if (this.rest > 0) await Promise.all([...this.links].map(([way, link]) => this.keepSilent(way, link)));
    } finally {
      for (const link of this.links.values()) link.close();
    }
    return [...this.reports.values()];
  }

  private get over(): boolean {
    return this.is.signal?.aborted === true;
  }

  private cost(way: LabWay): Cost {
    return this.tallies.get(way)?.read() ?? new Tally().read();
  }

  private tell(way: LabWay, more: Partial<WayReport>): void {
    const before = this.reports.get(way) ?? { way, state: "waits", trips: [] };
    this.reports.set(way, { ...before, ...more, cost: this.cost(way) });
    if (!this.over) this.is.told?.([...this.reports.values()]);
  }

  private async dial(way: Exclude<LabWay, "polling">): Promise<void> {
    const tally = this.tallies.get(way) ?? new Tally();
    const link = new LabLink({
      url: this.url,
      transport: countedTransport(way, tally, this.to.webSocket),
      token: this.token,
      silence: Math.min(SILENCE.most, Math.max(SILENCE.least, this.rest * 1.25)),
    });
    const patience = systemClock.after(this.patience, () => link.close());
    const stop = (): void => link.close();
    this.is.signal?.addEventListener("abort", stop);
    const there = await link.welcomed;
    patience.cancel();
    const { openedMs, welcomedMs } = link;
    if (!there) {
      this.tell(way, { state: "fails", ...(await this.reason(way, link)) });
      return;
    }
    // what requests carry is open with its first answer
    const opened = way === "websocket" ? openedMs : welcomedMs;
    this.tell(way, {
      ...(opened !== undefined && { openedMs: opened }),
      ...(welcomedMs !== undefined && { welcomedMs }),
    });
    const trips: number[] = [];
    for (let n = 0; n < TRIPS && !this.over; n++) {
      const ms = await link.trip(this.patience);
      if (ms === undefined) {
        link.close();
        this.tell(way, { state: "fails", why: "held", trips });
        return;
      }
      trips.push(ms);
      this.tell(way, { trips: [...trips] });
    }
    if (this.rest > 0) this.links.set(way, link);
    else link.close();
    this.tell(way, { state: this.rest > 0 ? "rests" : "works" });
  }

  /** Why nothing came: what the server said, or what stands at the address in its place. */
  private async reason(way: Exclude<LabWay, "polling">, link: LabLink): Promise<Partial<WayReport>> {
    const { code = 0, error } = link.end ?? {};
    if (error !== undefined) return { why: "server", error };
    if (code >= 4000) return { why: "server" };
    const why = code === 1000 ? "held" : "refused";
    try {
      const { path, method, ours } = NOTHING[way === "websocket" ? "socket" : "link"];
      const { status } = await fetch(this.url + path, { method, cache: "no-store", credentials: "omit" });
      return ours.some((known) => known === status) ? { why } : { why, status };
    } catch {
      return { why };
    }
  }

  /** Where plain requests get no answer either, nobody has refused anything: the server, or the network, is away. */
  private tellAway(): void {
    if (this.reports.get("polling")?.why !== "away") return;
    for (const { way, why } of this.reports.values()) if (why === "refused") this.tell(way, { why: "away" });
  }

  private async poll(): Promise<void> {
    const { ask } = this.tallies.get("polling") ?? new Tally();
    const trips: number[] = [];
    let since = "";
    for (let n = 0; n <= TRIPS && !this.over; n++) {
      const began = systemClock.now();
      try {
        const patience = AbortSignal.timeout(this.patience);
        const response = await ask(`${this.url}${HTTP_PREFIX}changes${since}`, {
          headers: { Authorization: `Bearer ${this.token}` },
          cache: "no-store",
          credentials: "omit",
          signal: this.is.signal ? AbortSignal.any([patience, this.is.signal]) : patience,
        });
        const body = (await response.json()) as { readonly cursor?: string; readonly name?: string };
        if (body.cursor === undefined) {
          const error = body.name === undefined ? {} : { error: body.name };
          this.tell("polling", { state: "fails", why: "server", status: response.status, ...error });
          return;
        }
        since = `?since=${encodeURIComponent(body.cursor)}`;
      } catch {
        this.tell("polling", { state: "fails", why: "away" });
        return;
      }
      const ms = systemClock.now() - began;
      if (n === 0) this.tell("polling", { openedMs: ms, welcomedMs: ms });
      else {
        trips.push(ms);
        this.tell("polling", { trips: [...trips] });
      }
    }
    this.tell("polling", { state: "works" });
  }

  private async keepSilent(way: LabWay, link: LabLink): Promise<void> {
    const began = systemClock.now();
    const before = this.cost(way).requests;
    const aborted = new Promise<void>((resolve) => this.is.signal?.addEventListener("abort", () => resolve()));
    await Promise.race([wait(systemClock, this.rest), link.ended, aborted]);
    if (this.over) return;
    const ms = systemClock.now() - began;
    const again = way === "sse" && this.cost(way).requests > before;
    const found = link.end ? "cut" : (await link.trip(this.patience)) === undefined ? "dead" : again ? "again" : "kept";
    link.close();
    this.tell(way, { state: found === "cut" || found === "dead" ? "fails" : "works", rest: { ms, found } });
  }
}
