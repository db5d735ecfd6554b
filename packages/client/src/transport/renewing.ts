import { CLOSE, type DeviceInfo, type ErrorFrame, type OkFrame, type ServerFrame } from "@skein/protocol";
import type { Background } from "../background.ts";
import { type Clock, type Timer, wait } from "../clock.ts";
import { SkeinError } from "../error.ts";
import type { Random } from "../key.ts";
import { ALIVE, type Link, type LinkEvents, type Transport } from "./transport.ts";

interface Setup {
  /** Gets a token, the same as for a dial. */
  readonly token: () => string | Promise<string>;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
}

/** The ids of its own requests are counted down from the largest there is: whoever else asks on this link counts up. */
const TOP = Number.MAX_SAFE_INTEGER;
const OWN = TOP - 1_000_000;
/** How all of those begin as text. */
const OWN_ID = '"id":9007199';
/** A token is asked for when a fifth of its time is left, at most so many ms ahead. */
const AHEAD = 300_000;
const FIFTH = 5;
/** What failed is tried again after so many ms, then after twice as many. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** An answer takes no longer. */
const ANSWER = 10_000;
/** A timer takes no more than some weeks. */
const LONGEST_TIMER = 86_400_000;

/**
 * Links that get a new token before the time of the present one is over, and go on with it. Where that fails until it is over, the link is
 * come back to once with whatever token there is then. It stands below all tabs: the one that leads does it for all. [CLIENT-15]
 */
export function renewingTransport(inner: Transport, is: Setup): Transport {
  return (url, events) => new Renewed(url, inner, is, events);
}

class Renewed implements Link {
  private readonly link: Link;
  private token = "";
  private device: DeviceInfo | undefined;
  /** The server's clock less ours; known once it was welcomed, ms. */
  private skew: number | undefined;
  private timer: Timer | undefined;
  private asked: { readonly id: number; readonly answer: (frame: OkFrame | ErrorFrame) => void } | undefined;
  private last = TOP;
  private over = false;
  private expired = false;

  constructor(
    url: string,
    inner: Transport,
    private readonly is: Setup,
    events: LinkEvents,
  ) {
    this.link = inner(url, {
      opened: () => events.opened(),
      message: (message) => {
        const rest = this.mayConcern(message) ? this.without(message) : message;
        events.message(rest === "" ? ALIVE : rest);
      },
      closed: (code, reason) => {
        this.end();
        if (!this.expired || code !== CLOSE.unauthenticated.code) return events.closed(code, reason);
        events.message('{"type":"drain","after":0}');
        events.closed(CLOSE.drain.code, reason);
      },
    });
  }

  send(message: string): void {
    if (message.startsWith('{"type":"hello"'))
      ({ token: this.token, device: this.device } = JSON.parse(message) as { token: string; device?: DeviceInfo });
    this.link.send(message);
  }

  close(code: number, reason: string): void {
    this.end();
    this.link.close(code, reason);
  }

  private end(): void {
    this.over = true;
    this.timer?.cancel();
  }

  private mayConcern(message: string): boolean {
    return this.skew === undefined || message.includes(OWN_ID) || message.includes('"token_expired"');
  }

  /** What is left for whoever holds the link. */
  private without(message: string): string {
    const lines = message.split("\n");
    return lines.filter((line) => !this.takes(line)).join("\n");
  }

  private takes(line: string): boolean {
    let frame: ServerFrame;
    try {
      frame = JSON.parse(line) as ServerFrame;
    } catch {
      // whoever reads it next says so
      return false;
    }
    if (frame.type === "welcome") {
      this.skew = frame.now - this.is.clock.now();
      this.plan(frame.expires);
    } else if ((frame.type === "ok" || frame.type === "error") && (frame.id ?? 0) > OWN) {
      if (frame.id === this.asked?.id) this.asked?.answer(frame);
      return true;
    } else if (frame.type === "error" && frame.id === undefined && frame.name === "token_expired") {
      this.expired = this.skew !== undefined;
      return this.expired;
    }
    return false;
  }

  /** @param expires when the token's time is over, by the server's clock */
  private plan(expires: number | undefined): void {
    this.timer?.cancel();
    if (expires === undefined) return;
    const left = expires - (this.is.clock.now() + (this.skew ?? 0));
    this.at(left - Math.min(AHEAD, left / FIFTH), 0);
  }

  private at(ms: number, tries: number): void {
    const { clock, background } = this.is;
    this.timer = clock.after(Math.min(LONGEST_TIMER, Math.max(0, ms)), () => {
      if (ms > LONGEST_TIMER) this.at(ms - LONGEST_TIMER, tries);
      else background(() => this.renew(tries));
    });
  }

  private async renew(tries: number): Promise<void> {
    let done = false;
    try {
      const token = await this.is.token();
      if (this.over) return;
      // the same one, where whoever gives them keeps them: it may be another one later
      if (token === this.token) return;
      const { expires } = await this.ask(token);
      done = true;
      this.token = token;
      this.plan(expires);
    } finally {
      const ms = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);
      if (!done && !this.over) this.at(ms / 2 + (this.is.random() * ms) / 2, tries + 1);
    }
  }

  private async ask(token: string): Promise<{ readonly expires?: number }> {
    const id = this.last--;
    const { device } = this;
    const answered = new Promise<OkFrame | ErrorFrame | undefined>((resolve) => {
      this.asked = { id, answer: resolve };
      this.is.background(() => wait(this.is.clock, ANSWER).then(() => resolve(undefined)));
    });
    this.link.send(JSON.stringify({ type: "session.renew", id, params: { token, ...(device && { device }) } }));
    const frame = await answered;
    if (!frame) throw SkeinError.local("timeout");
    if (frame.type === "error") throw new SkeinError(frame);
    return frame.result as { readonly expires?: number };
  }
}
