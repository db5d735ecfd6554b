import type { Clock, Timer } from "../clock.ts";
import type { Link, Transport } from "../transport/transport.ts";

interface Setup {
  readonly url: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** What it is opened by. */
  readonly hello: () => string;
  readonly message: (text: string) => void;
  /** It has ended, or did not come about. */
  readonly gone: (code: number, reason: string) => void;
}

/** A dial that takes longer is given up for all tabs, before each would do so by itself, ms. */
const DIAL = 9_000;
/** Whoever dials while another dial has no answer for so long wants a new one, ms. */
const STALE = 2_000;

/** One dial of the hub, and the link that comes of it. What it tells after it was given up is heard by nobody. */
export class Upstream {
  private readonly at: number;
  private readonly timer: Timer;
  private link: Link | undefined;
  private over = false;
  private welcome = false;

  constructor(private readonly is: Setup) {
    const { clock, url, transport } = is;
    this.at = clock.now();
    this.timer = clock.after(DIAL, () => {
      const { link } = this;
      this.lost(1006, "too slow");
      link?.close(1000, "too slow");
    });
    this.link = transport(url, {
      opened: () => {
        if (!this.over) this.link?.send(is.hello());
      },
      message: (text) => {
        if (!this.over) is.message(text);
      },
      closed: (code, reason) => this.lost(code, reason),
    });
  }

  /** Whether it has no answer for long. */
  get stale(): boolean {
    return !this.welcome && this.is.clock.now() - this.at > STALE;
  }

  send(text: string): void {
    this.link?.send(text);
  }

  welcomed(): void {
    this.welcome = true;
    this.timer.cancel();
  }

  close(code: number, reason: string): void {
    this.over = true;
    this.timer.cancel();
    this.link?.close(code, reason);
  }

  private lost(code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.timer.cancel();
    this.is.gone(code, reason);
  }
}
