import type { Clock } from "../clock.ts";
import type { CarriedWay } from "../lab/link-facts.ts";
import { Climb } from "./climb.ts";
import { longPollTransport, sseTransport } from "./requests.ts";
import type { LinkEvents, Transport } from "./transport.ts";
import { webSocketTransport, type WebSocketConstructor } from "./websocket.ts";
import { type Ways, waysOfDevice } from "./ways.ts";

/** What was proven here is tried so often before another way is: the network may be away as a whole. */
const PATIENCE = 3;
/** A link that ended sooner than this is one that something in between has cut. ms */
const EARLY = 60_000;
/** So many of them in a row, and the next way is taken. */
const CUTS = 3;
/** How long until better ways are tried again beside the present one: at first, and at most, each twice as long as before. ms */
const PROBE = 30_000;
const LONGEST_PROBE = 3_600_000;

export interface LadderOptions {
  readonly webSocket?: WebSocketConstructor | undefined;
  readonly clock: Clock;
  /** Names the network that the device is on, where the app can. */
  readonly network?: () => string;
  /** Where it is kept what works; the browser's own store unless told. */
  readonly ways?: Ways;
  /** The ways, best first; WebSocket, SSE and long-poll unless told. */
  readonly rungs?: readonly Transport[];
}

/**
 * Every way to the server, best first: begins with what worked last on this network, goes down where nothing comes through, and looks
 * now and then whether a better one works again. [CARRY-9] [CARRY-10] [CARRY-11] [CARRY-12]
 */
export function ladder({
  webSocket,
  clock,
  network,
  ways = waysOfDevice(network),
  rungs = usualRungs(webSocket).map(([, rung]) => rung),
}: LadderOptions): Transport {
  const ladders = new Map<string, Ladder>();
  return (url, events) => {
    const one = ladders.get(url) ?? new Ladder(rungs, clock, ways);
    ladders.set(url, one);
    return one.dial(url, events);
  };
}

/** Where there is no WebSocket (Node 20 without the package `ws`), the others are left. */
export function usualRungs(webSocket: WebSocketConstructor | undefined): (readonly [CarriedWay, Transport])[] {
  const lower = [
    ["sse", sseTransport],
    ["long-poll", longPollTransport],
  ] as const;
  return webSocket || "WebSocket" in globalThis ? [["websocket", webSocketTransport(webSocket)], ...lower] : [...lower];
}

/** What is known of one network. */
class Ladder {
  private network: string | undefined;
  /** The rung to begin with. */
  private first = 0;
  /** It has carried something since this network is there. */
  private proven = false;
  private misses = 0;
  private cuts = 0;
  private probeIn = PROBE;

  constructor(
    private readonly rungs: readonly Transport[],
    readonly clock: Clock,
    private readonly ways: Ways,
  ) {}

  dial(url: string, events: LinkEvents): Climb {
    const network = this.ways.network();
    if (network !== this.network) {
      this.network = network;
      this.first = Math.min(this.ways.known(url, this.clock.now()), this.rungs.length - 1);
      this.proven = false;
      this.misses = this.cuts = 0;
      this.probeIn = PROBE;
    }
    return new Climb(this, url, events, this.first);
  }

  rung(at: number): Transport | undefined {
    return this.rungs[at];
  }

  worked(url: string, at: number): void {
    this.first = at;
    this.proven = true;
    this.misses = 0;
    this.ways.keep(url, at, this.clock.now());
  }

  missed(at: number): number | undefined {
    if (this.proven && at === this.first && (this.misses += 1) < PATIENCE) return undefined;
    if (at + 1 < this.rungs.length) return at + 1;
    this.misses = 0;
    return undefined;
  }

  /** The next dial goes on here, or begins anew. */
  abandoned(at: number): void {
    if (!this.proven) this.first = at < this.rungs.length - 1 ? at : 0;
    else if (at === this.first) this.misses += 1;
  }

  ended(url: string, at: number, age: number, cut: boolean): void {
    if (age >= EARLY && at === 0) this.probeIn = PROBE;
    this.cuts = cut && age < EARLY && at === 0 ? this.cuts + 1 : 0;
    if (this.cuts < CUTS || this.rungs.length === 1) return;
    this.cuts = 0;
    this.first = 1;
    this.ways.keep(url, 1, this.clock.now());
  }

  /** Calls when the ways above the present one are worth another try: less and less often. Returns what ends that. */
  later(call: () => void): () => void {
    const timer = this.clock.after(this.probeIn, () => {
      this.probeIn = Math.min(LONGEST_PROBE, 2 * this.probeIn);
      call();
    });
    return () => timer.cancel();
  }
}
