import type { ServerFrame } from "@skein/protocol";
import type { Clock, Timer } from "../clock.ts";
import { headOf } from "../lab/carried-frames.ts";
import type { Link, LinkEvents, Transport } from "./transport.ts";

interface Setup {
  readonly transport: Transport;
  readonly url: string;
  readonly clock: Clock;
  readonly user: string;
  /** What it is opened by; undefined: it cannot be. */
  readonly hello: () => string | undefined;
  /** All that came over the present link has come over this one too, or is kept for whoever takes it. */
  readonly current: () => void;
  readonly failed: () => void;
}

/** A way by which nothing came for so long is none. ms */
const PATIENCE = 10_000;

/** A link that is made beside the present one and told what came since: whoever takes it goes on without a gap. [CARRY-12] */
export class Crossing {
  link: Link | undefined;
  private to: Pick<LinkEvents, "message" | "closed"> | undefined;
  /** What came of it, kept for whoever takes it. */
  private held: string[] = [];
  private welcomed = false;
  private over = false;
  private timer: Timer | undefined;

  constructor(private readonly is: Setup) {}

  /** Dials; may fail at once. */
  begin(): void {
    const { clock, transport, url } = this.is;
    this.timer = clock.after(PATIENCE, () => this.fail());
    this.link = transport(url, {
      opened: () => this.greet(),
      message: (message) => {
        if (this.over) return;
        if (this.to) this.to.message(message);
        else this.take(message);
      },
      closed: (code, reason) => {
        if (this.over) return;
        if (this.to) this.to.closed(code, reason);
        else this.fail();
      },
    });
  }

  /** Gives it up. */
  end(reason = "not needed"): void {
    this.over = true;
    this.timer?.cancel();
    this.link?.close(1000, reason);
  }

  /** Takes it over: what was kept is told now, then whatever comes. */
  become(events: Pick<LinkEvents, "message" | "closed">): void {
    this.to = events;
    events.message(this.held.splice(0).join("\n"));
  }

  private greet(): void {
    const hello = this.is.hello();
    if (this.over) return;
    if (hello === undefined) this.fail();
    else this.link?.send(hello);
  }

  private take(message: string): void {
    let current = false;
    for (const line of message.split("\n")) {
      if (line === "" || this.over) continue;
      const { type } = headOf(line);
      if (type === "ping") this.link?.send('{"type":"pong"}');
      else if (type === "welcome") this.welcome(line);
      else if (!this.welcomed) this.fail();
      else this.held.push(line);
      current ||= type === "delta";
    }
    if (!current || this.over) return;
    this.timer?.cancel();
    this.is.current();
  }

  /** Only where all that was missed comes behind it, and to the same person. */
  private welcome(line: string): void {
    const frame = JSON.parse(line) as ServerFrame & { type: "welcome" };
    this.welcomed = frame.resume === "delta" && frame.user === this.is.user;
    if (!this.welcomed) this.fail();
  }

  private fail(): void {
    if (this.over) return;
    this.end("it does not work");
    this.is.failed();
  }
}
