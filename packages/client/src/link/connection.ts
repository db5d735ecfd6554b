import {
  CLOSE,
  type CommandName,
  type DeviceInfo,
  mayComeBack,
  type Params,
  type Result,
  type ServerFrame,
  type Welcome,
} from "@skein/protocol";
import type { Background } from "../background.ts";
import type { Clock, Timer } from "../clock.ts";
import { SkeinError } from "../error.ts";
import type { Random } from "../key.ts";
import { Cell } from "../observable.ts";
import type { Link, Transport } from "../transport/transport.ts";
import { Backoff } from "./backoff.ts";
import { decode, encode } from "./codec.ts";
import type { ConnectionEvents } from "./connection-events.ts";
import { type ConnectionState, closeReason, type StopReason } from "./connection-state.ts";
import { Heartbeat } from "./heartbeat.ts";
import { type Caller, type CallOptions, Requests } from "./requests.ts";

interface Setup {
  readonly url: string;
  readonly transport: Transport;
  readonly token: () => string | Promise<string>;
  readonly device: DeviceInfo | undefined;
  readonly cursor: () => string | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  readonly events: ConnectionEvents;
}

/** From dialling to welcome may take this long. */
const DIAL = 10_000;
/** A link that lived this long since its welcome was healthy. */
const HEALTHY = 10_000;
/** A dial older than this is begun anew when the device says that it is online. */
const STALE_DIAL = 2_000;

/** Keeps one link to the server, and comes back when it breaks. It has never heard of a conversation. */
export class Connection implements Caller {
  readonly state = new Cell<ConnectionState>({ phase: "connecting" });
  private readonly backoff: Backoff;
  private readonly heartbeat: Heartbeat;
  private readonly requests: Requests;
  private link: Link | undefined;
  private dialled = 0;
  private dialledAt = 0;
  private welcomedAt: number | undefined;
  private timer: Timer | undefined;
  private comeBack: number | undefined;
  private refusal: SkeinError | undefined;

  constructor(readonly is: Setup) {
    this.backoff = new Backoff(is.random);
    this.heartbeat = new Heartbeat(is.clock, () => this.drop(CLOSE.silent.code, "silent"));
    this.requests = new Requests(is.clock, (since) => {
      // Nothing at all was heard since we asked: the link may be dead, whatever the socket says.
      if (this.heartbeat.heard < since) this.heartbeat.probe(this.link);
    });
  }

  /** Whether commands can be sent. */
  get up(): boolean {
    return this.welcomedAt !== undefined;
  }

  /** Dials now, whatever it was waiting for. */
  dial(): void {
    this.discard(1000, "dial again");
    this.comeBack = undefined;
    this.refusal = undefined;
    this.dialled += 1;
    this.dialledAt = this.is.clock.now();
    const dialled = this.dialled;
    this.state.set({ phase: "connecting" });
    this.timer = this.is.clock.after(DIAL, () => this.drop(1000, "too slow"));
    this.is.background(() => this.open(dialled));
  }

  /** The device is online again or awake, or the page came to the foreground. [CLIENT-6] [CLIENT-13] */
  wake(): void {
    const { phase } = this.state.get();
    if (phase === "waiting") this.dial();
    else if (phase === "connecting" && this.is.clock.now() - this.dialledAt > STALE_DIAL) this.dial();
    else this.heartbeat.probe(this.link, () => this.dial());
  }

  /** Everything that was missed is here. */
  synced(): void {
    if (this.up) this.state.set({ phase: "online" });
  }

  async call<N extends CommandName>(name: N, params: Params<N>, options?: CallOptions): Promise<Result<N>> {
    if (!this.up) throw SkeinError.local(this.state.get().phase === "stopped" ? "closed" : "offline");
    return (await this.requests.send(
      (message) => this.link?.send(message),
      name,
      params,
      options?.timeout,
    )) as Result<N>;
  }

  /** Gives this link up and comes back, with a wait; `token` is asked again. */
  lose(): void {
    if (this.up) this.drop(1000, "token");
  }

  /** Ends the link for good; only `dial` begins again. [CLIENT-7] */
  stop(reason: StopReason): void {
    this.discard(1000, reason.name);
    this.state.set({ phase: "stopped", reason });
    this.is.events.stopped(reason);
  }

  private async open(dialled: number): Promise<void> {
    try {
      const token = await this.is.token();
      if (dialled !== this.dialled) return;
      this.link = this.is.transport(this.is.url, {
        opened: () => {
          if (dialled !== this.dialled) return;
          const { device } = this.is;
          const cursor = this.is.cursor();
          const hello = {
            type: "hello",
            id: this.requests.nextId(),
            token,
            ...(device && { device }),
            ...(cursor && { cursor }),
          };
          this.link?.send(encode(hello));
        },
        message: (message) => {
          if (dialled === this.dialled) this.received(message);
        },
        closed: (code) => {
          if (dialled === this.dialled) this.closed(code);
        },
      });
    } catch (error) {
      // No token or no transport: told, and tried again like a broken link.
      if (dialled !== this.dialled) return;
      const failure = SkeinError.from(error);
      this.is.events.failed(failure);
      if (failure.retry === "after-login") this.stop(failure);
      else this.closed(1006);
    }
  }

  private received(message: string): void {
    this.heartbeat.beat();
    let frames: ServerFrame[];
    try {
      frames = decode(message);
    } catch (error) {
      this.is.events.failed(SkeinError.local("fault", error));
      this.drop(1000, "not understood");
      return;
    }
    const { dialled } = this;
    for (const frame of frames) {
      this.frame(frame);
      if (dialled !== this.dialled) return;
    }
  }

  private frame(frame: ServerFrame): void {
    switch (frame.type) {
      case "ping":
        this.link?.send(encode({ type: "pong" }));
        return;
      case "drain":
        this.comeBack = frame.after;
        return;
      case "welcome":
        this.welcomed(frame);
        return;
      case "ok":
        this.is.events.answered(frame.result);
        this.requests.answer(frame);
        return;
      case "error":
        if (this.requests.answer(frame)) return;
        if (!this.up || frame.ended) this.refusal = new SkeinError(frame);
        // Said before the link is closed for good: the reason to stop, and no fault.
        if (!frame.ended) this.is.events.failed(new SkeinError(frame));
        return;
      case "entry":
      case "delta":
      case "event":
        if (this.up) this.is.events.pushed(frame);
        return;
      default:
        // A newer server may say more than we know.
        return;
    }
  }

  private welcomed(welcome: Welcome): void {
    this.timer?.cancel();
    this.welcomedAt = this.is.clock.now();
    this.heartbeat.start(welcome.heartbeat.interval + welcome.heartbeat.timeout);
    this.state.set({ phase: "syncing" });
    this.is.events.welcomed(welcome);
  }

  /** We give the link up: what the socket may still tell is not waited for. */
  private drop(code: number, reason: string): void {
    const { link } = this;
    this.link = undefined;
    link?.close(code, reason);
    this.closed(1006);
  }

  private closed(code: number): void {
    const { refusal } = this;
    this.link = undefined;
    if (!mayComeBack(code)) {
      const reason = { ...closeReason(code), ...(refusal?.ended && { ended: refusal.ended }) };
      this.stop(refusal && reason.name === "unauthenticated" ? { code, name: refusal.name } : reason);
      return;
    }
    const healthy = this.welcomedAt !== undefined && this.is.clock.now() - this.welcomedAt >= HEALTHY;
    if (healthy) this.backoff.reset();
    const ms = this.comeBack ?? Math.max(refusal?.after ?? 0, this.backoff.next());
    this.discard(1000, "closed");
    this.state.set({ phase: "waiting", retryAt: this.is.clock.now() + ms });
    this.timer = this.is.clock.after(ms, () => this.dial());
  }

  /** Lets go of the present link and of everything that hangs on it. */
  private discard(code: number, reason: string): void {
    // Whatever the old link still tells, or the token that comes late, belongs to no dial any more.
    this.dialled += 1;
    this.timer?.cancel();
    this.heartbeat.stop();
    const { link } = this;
    this.link = undefined;
    link?.close(code, reason);
    const wasUp = this.up;
    this.welcomedAt = undefined;
    this.requests.abandon(SkeinError.local("offline"));
    if (wasUp) this.is.events.lost();
  }
}
