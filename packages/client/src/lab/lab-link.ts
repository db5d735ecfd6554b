import type { ServerFrame } from "@skein/protocol";
import { systemClock } from "../clock.ts";
import { decode } from "../link/codec.ts";
import type { Link, Transport } from "../transport/transport.ts";

interface Setup {
  readonly url: string;
  readonly transport: Transport;
  readonly token: string;
  /** Ms that this side may keep silent before the server asks. */
  readonly silence: number;
  /** A frame that is neither a welcome nor a beat. */
  readonly heard?: (frame: ServerFrame) => void;
}

/** Why a link of the lab is no more, or never was. */
export interface LabEnd {
  readonly code: number;
  /** Name of the error that the server told before. */
  readonly error?: string;
}

/** A link of the lab's own: it says hello and measures. It resumes nothing, so the person's devices miss nothing by it. */
export class LabLink {
  /** From the dial until it was open, and until it was welcomed, ms. */
  openedMs: number | undefined;
  welcomedMs: number | undefined;
  /** Resolves once it was welcomed: true, or has ended before. */
  readonly welcomed: Promise<boolean>;
  readonly ended: Promise<LabEnd>;
  end: LabEnd | undefined;
  private readonly link: Link;
  private readonly began = systemClock.now();
  private error: string | undefined;
  private beat: (() => void) | undefined;
  private welcome: (there: boolean) => void = () => undefined;
  private over: (end: LabEnd) => void = () => undefined;

  constructor(private readonly is: Setup) {
    this.welcomed = new Promise((resolve) => (this.welcome = resolve));
    this.ended = new Promise((resolve) => (this.over = resolve));
    this.link = is.transport(is.url, {
      opened: () => {
        this.openedMs = systemClock.now() - this.began;
        this.link.send(JSON.stringify({ type: "hello", id: 1, token: is.token, heartbeat: is.silence }));
      },
      message: (message) => this.received(message),
      closed: (code) => this.finish({ code, ...(this.error !== undefined && { error: this.error }) }),
    });
  }

  /** One round trip by a beat, ms; undefined when none came back in time. */
  async trip(patience: number): Promise<number | undefined> {
    const since = systemClock.now();
    const back = await new Promise<boolean>((resolve) => {
      const timer = systemClock.after(patience, () => resolve(false));
      const done = (came: boolean): void => {
        timer.cancel();
        resolve(came);
      };
      this.beat = () => done(true);
      this.ended.then(
        () => done(false),
        () => done(false),
      );
      this.link.send('{"type":"ping"}');
    });
    this.beat = undefined;
    return back ? systemClock.now() - since : undefined;
  }

  close(): void {
    if (this.end) return;
    this.link.close(1000, "measured");
    this.finish({ code: 1000 });
  }

  private received(message: string): void {
    for (const frame of decode(message)) {
      if (frame.type === "ping") this.link.send('{"type":"pong"}');
      else if (frame.type === "pong") this.beat?.();
      else if (frame.type === "welcome") {
        this.welcomedMs = systemClock.now() - this.began;
        this.welcome(true);
      } else {
        if (frame.type === "error") this.error = frame.name;
        this.is.heard?.(frame);
      }
    }
  }

  private finish(end: LabEnd): void {
    if (this.end) return;
    this.end = end;
    this.over(end);
    this.welcome(false);
  }
}
