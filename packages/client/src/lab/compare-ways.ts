import type { Client } from "../client.ts";
import { systemClock, wait } from "../clock.ts";
import { SkeinError } from "../error.ts";
import { listen } from "./ear.ts";
import { type Cost, Tally } from "./tally.ts";
import { keptOf } from "./watch-link.ts";
import { LAB_WAYS, type LabWay } from "./way.ts";

/** What one way has cost so long after the beginning, ms. */
export interface CostAt extends Cost {
  readonly at: number;
}

/** One way of hearing, beside the others. */
export interface Compared {
  readonly way: LabWay;
  /** False where this way does not work here: it was left out. */
  readonly works: boolean;
  /** Its cost over time, the beginning first; opening it is not in it. */
  readonly costs: readonly CostAt[];
  /** How late it heard each echo, ms, in their order; undefined: not yet. */
  readonly delays: readonly (number | undefined)[];
}

export interface Comparison {
  readonly state: "opens" | "runs" | "over";
  /** Since the first echo, ms. */
  readonly ms: number;
  /** Echoes that were sent. */
  readonly sent: number;
  readonly ways: readonly Compared[];
}

export interface CompareOptions {
  /** How long, ms: at most 120,000. */
  readonly lasts?: number;
  /** Ms between two echoes, at least 500. */
  readonly apart?: number;
  /** Ms between two questions of whoever polls, at least 1,000. */
  readonly every?: number;
  readonly signal?: AbortSignal;
  /** Told four times a second. */
  readonly told?: (comparison: Comparison) => void;
}

const MOST = 120_000;
const TICK = 250;
/** What was said last may still be on its way: polls take a round. */
const GRACE = 2_000;

/**
 * Listens by all ways at once for the same things and measures what each costs and how late it hears. What they hear is real: entries that
 * are durable before they are told. Each is a change of one's own settings that changes nothing, so it goes to one's own devices alone and
 * none of them shows anything. Bounded: at most 120 s and 240 echoes.
 *
 * @throws SkeinError `offline`; what the token's function throws
 */
export async function compareWays(client: Client, options: CompareOptions = {}): Promise<Comparison> {
  const { options: to } = keptOf(client);
  const user = client.me.get()?.profile.id;
  if (!to || user === undefined) throw SkeinError.local("offline");
  const token = typeof to.token === "string" ? to.token : await to.token();
  return new Race({ client, to, token, user, options }).run();
}

interface Setup {
  readonly client: Client;
  readonly to: Parameters<typeof listen>[1]["to"];
  readonly token: string;
  readonly user: string;
  readonly options: CompareOptions;
}

interface Runner {
  readonly way: LabWay;
  readonly tally: Tally;
  works: boolean;
  before: Cost;
  costs: readonly CostAt[];
  readonly delays: (number | undefined)[];
}

class Race {
  private readonly stop = new AbortController();
  private readonly runners = LAB_WAYS.map((way): Runner => {
    const tally = new Tally();
    return { way, tally, works: true, before: tally.read(), costs: [], delays: [] };
  });
  private readonly lasts: number;
  private readonly apart: number;
  private readonly every: number;
  private state: Comparison["state"] = "opens";
  private began = systemClock.now();
  /** When each echo was sent, and the seq by which it is known, once somebody has heard it. */
  private readonly echoes: { readonly at: number; seq: number | undefined }[] = [];

  constructor(private readonly is: Setup) {
    const { lasts = 30_000, apart = 2_000, every = 5_000, signal } = is.options;
    this.lasts = Math.min(MOST, lasts);
    this.apart = Math.max(500, apart);
    this.every = Math.max(1_000, every);
    signal?.addEventListener("abort", () => this.stop.abort());
  }

  async run(): Promise<Comparison> {
    try {
      await Promise.all(this.runners.map((runner) => this.open(runner)));
      this.began = systemClock.now();
      this.state = "runs";
      for (const runner of this.runners) runner.before = runner.tally.read();
      this.tick();
      await Promise.all([this.speak(), this.watch()]);
    } finally {
      this.stop.abort();
      this.state = "over";
    }
    const end = this.read();
    this.is.options.told?.(end);
    return end;
  }

  private async open(runner: Runner): Promise<void> {
    const { to, token, user } = this.is;
    const { tally } = runner;
    const heard = (seq: number): void => this.heard(runner, seq);
    try {
      await listen(runner.way, { to, token, user, tally, heard, every: this.every, signal: this.stop.signal });
    } catch {
      runner.works = false;
    }
  }

  private async speak(): Promise<void> {
    while (!this.over) {
      this.echoes.push({ at: systemClock.now(), seq: undefined });
      try {
        await this.is.client.call("account.settings", {});
      } catch {
        // it may have arrived all the same; whoever heard nothing shows so
      }
      const next = (this.echoes.at(-1)?.at ?? 0) + this.apart;
      await this.pause(Math.max(0, next - systemClock.now()));
      if (systemClock.now() - this.began + this.apart > this.lasts) return;
    }
  }

  private async watch(): Promise<void> {
    while (!this.over && systemClock.now() - this.began < this.lasts) {
      await this.pause(TICK);
      this.tick();
    }
    // those who poll are given a last round
    const until = systemClock.now() + Math.max(GRACE, this.every + 500);
    while (!this.over && systemClock.now() < until && this.waits) {
      await this.pause(TICK);
      this.tick();
    }
  }

  private get over(): boolean {
    return this.stop.signal.aborted;
  }

  private get waits(): boolean {
    return this.runners.some(({ works, delays }) => works && this.echoes.some((_, n) => delays[n] === undefined));
  }

  private async pause(ms: number): Promise<void> {
    const { signal } = this.stop;
    if (signal.aborted) return;
    let woken = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (woken = resolve));
    signal.addEventListener("abort", woken);
    await Promise.race([wait(systemClock, ms), stopped]);
    signal.removeEventListener("abort", woken);
  }

  /** The first who hears an entry tells which echo it is: the earliest that nobody has heard. */
  private heard(runner: Runner, seq: number): void {
    const now = systemClock.now();
    let n = this.echoes.findIndex((echo) => echo.seq === seq);
    if (n < 0) n = this.echoes.findIndex((echo) => echo.seq === undefined);
    const echo = this.echoes[n];
    if (!echo) return;
    echo.seq = seq;
    runner.delays[n] ??= now - echo.at;
  }

  private tick(): void {
    const at = systemClock.now() - this.began;
    for (const runner of this.runners) {
      const { requests, up, down } = runner.tally.read();
      const { before } = runner;
      const cost = { at, requests: requests - before.requests, up: up - before.up, down: down - before.down };
      runner.costs = [...runner.costs, cost];
    }
    if (!this.over) this.is.options.told?.(this.read());
  }

  private read(): Comparison {
    const sent = this.echoes.length;
    return {
      ...{ state: this.state, sent },
      ms: this.state === "opens" ? 0 : systemClock.now() - this.began,
      ways: this.runners.map(({ way, works, costs, delays }) => ({
        ...{ way, works, costs },
        delays: Array.from({ length: sent }, (_, n) => delays[n]),
      })),
    };
  }
}
