import { createServer, type Server, type Socket } from "node:net";
import { SeededRandom } from "../random.ts";
import type { Direction } from "./cable.ts";
import { type Idle, Proxied } from "./proxied.ts";
import { type Cut, OPEN_ROAD, type RoadWeather } from "./road.ts";

/**
 * A TCP proxy on loopback, between any client and a server, that does what networks and bad proxies do. Everything may be
 * changed while connections are open. Chance comes from a seed; time is real.
 *
 * @example
 * await using proxy = await FaultProxy.start(server.url, { seed: 7 });
 * const client = createClient({ url: proxy.url, … });
 * proxy.weather = { ...OPEN_ROAD, latency: 40, jitter: 20, piece: 1 };
 * proxy.cutAfter("down", 1_000, "rst");
 */
export class FaultProxy implements AsyncDisposable {
  /** How it goes on all roads, from here on. */
  weather: RoadWeather = OPEN_ROAD;
  /** New connections are reset at once. */
  refusing = false;
  /** The address of this machine by which the server is asked; another one of 127.0.0.0/8 makes a client of its own. */
  from = "127.0.0.1";
  /** Connections that were taken, in all. */
  taken = 0;
  readonly #open = new Set<Proxied>();
  readonly #carried = { up: 0, down: 0 };
  #refuseUpgrades: number | undefined;
  #buffering = false;
  #idle: Idle | undefined;
  #silence: Direction | undefined;
  #held = false;
  #trap: { readonly direction: "up" | "down"; readonly bytes: number; readonly how: Cut } | undefined;
  #lure: { readonly direction: "up" | "down"; readonly holds: string; readonly call: () => void } | undefined;
  #port = 0;

  private constructor(
    /** Base URL of the server behind it; may be changed, for connections to come. */
    public target: string,
    private readonly server: Server,
    private readonly random: SeededRandom,
  ) {}

  static async start(target: string, { seed = 1 }: { readonly seed?: number } = {}): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true });
    const proxy = new FaultProxy(target, server, new SeededRandom(seed));
    server.on("connection", (socket) => proxy.#take(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no port");
    proxy.#port = address.port;
    return proxy;
  }

  /** Base URL, by the scheme of the server's. */
  get url(): string {
    return `${new URL(this.target).protocol}//localhost:${this.#port}`;
  }

  /** Connections that at least one side still holds. */
  get open(): number {
    return this.#open.size;
  }

  /** Bytes that arrived, in all. */
  get carried(): { readonly up: number; readonly down: number } {
    return this.#carried;
  }

  /** The status that upgrades to a WebSocket are answered with; undefined: they pass. */
  set refuseUpgrades(status: number | undefined) {
    this.#refuseUpgrades = status;
  }

  /** Whether answers are held until they have ended. */
  set buffering(buffering: boolean) {
    this.#buffering = buffering;
    for (const one of this.#open) one.release();
  }

  /** What is done to connections on which nothing has moved for so long; undefined: nothing. */
  set idle(idle: Idle | undefined) {
    this.#idle = idle;
    for (const one of this.#open) one.rest();
  }

  /** Ends all connections now. */
  cut(how: Cut): void {
    for (const one of [...this.#open]) one.cut(how);
  }

  /** Ends the next connection that is taken once exactly so many bytes of it have arrived this way. */
  cutAfter(direction: "up" | "down", bytes: number, how: Cut): void {
    this.#trap = { direction, bytes, how };
  }

  /**
   * Calls once, right after bytes have arrived this way that hold this text; instead of what was asked for before. What a
   * WebSocket's client says is masked: there, and where pieces are small, nothing is found.
   */
  whenNext(direction: "up" | "down", holds: string, call: () => void): void {
    this.#lure = { direction, holds, call };
  }

  /**
   * Half-open: what goes this way vanishes from now on, on new connections too until `heal`, and nobody is told. The
   * connections that are open never heal.
   */
  silence(direction: Direction): void {
    this.#silence = direction;
    for (const one of this.#open) one.silence(direction);
  }

  /** A tunnel: while true nothing arrives; then all of it, as TCP does where the break was short. */
  hold(held: boolean): void {
    this.#held = held;
    for (const { up, down } of this.#open) {
      up.hold(held);
      down.hold(held);
    }
  }

  /** An open road from here on, and nothing lies in wait; what is broken stays so. */
  heal(): void {
    this.weather = OPEN_ROAD;
    this.refusing = false;
    this.#silence = undefined;
    this.#trap = undefined;
    this.#lure = undefined;
    this.refuseUpgrades = undefined;
    this.buffering = false;
    this.idle = undefined;
    this.hold(false);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of [...this.#open]) one.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #take(client: Socket): void {
    if (this.refusing) {
      client.resetAndDestroy();
      return;
    }
    this.taken += 1;
    const { hostname, port, protocol } = new URL(this.target);
    const one: Proxied = new Proxied({
      client,
      target: {
        host: hostname === "localhost" ? "127.0.0.1" : hostname,
        port: Number(port || (protocol === "https:" ? 443 : 80)),
        localAddress: this.from,
      },
      random: this.random.fork(),
      weather: () => this.weather,
      manners: () => ({ refuseUpgrades: this.#refuseUpgrades, buffering: this.#buffering }),
      idle: () => this.#idle,
      arrived: (direction, bytes) => this.#arrived(direction, bytes),
      over: () => this.#open.delete(one),
    });
    this.#open.add(one);
    if (this.#silence) one.silence(this.#silence);
    one.up.hold(this.#held);
    one.down.hold(this.#held);
    const trap = this.#trap;
    this.#trap = undefined;
    if (trap) one[trap.direction].when(trap.bytes, () => one.cut(trap.how));
  }

  #arrived(direction: "up" | "down", bytes: Buffer): void {
    this.#carried[direction] += bytes.length;
    const lure = this.#lure;
    if (lure?.direction !== direction || !bytes.includes(lure.holds)) return;
    this.#lure = undefined;
    lure.call();
  }
}
