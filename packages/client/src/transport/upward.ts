import { CLIENT_LIMITS } from "@skein/protocol";
import { type Clock, wait } from "../clock.ts";
import { restOf } from "./rest.ts";

interface Setup {
  /** Makes the request; rejects when there is no answer. */
  readonly post: (query: string, body?: string) => Promise<Response>;
  /** The highest number that came down. */
  readonly heard: () => number;
  /** It cannot go on. */
  readonly failed: (status: number) => void;
  readonly clock: Clock;
}

/** Frames that go up together. */
const MOST = 50;
const FIRST_WAIT = 200;
/** Tries of one request: together about 12 s. */
const TRIES = 7;

/**
 * What goes up over requests: one at a time and each with a number, so that a request that is sent again, since nobody knows what became
 * of it, counts once; what is said meanwhile goes together with the next.
 */
export class Upward {
  private queue: string[] = [];
  private n: number;
  private busy = false;
  private open = false;
  private owed = false;
  private over = false;

  /** @param n the number of the last message that the server has: the one that opened the link, or none */
  constructor(
    private readonly is: Setup,
    n: number,
  ) {
    this.n = n;
  }

  send(message: string): void {
    this.queue.push(message);
    this.pump();
  }

  /** The link has its name now. */
  begin(): void {
    this.open = true;
    this.pump();
  }

  /** Tells what came down, with what goes up next or alone. */
  acknowledge(): void {
    this.owed = true;
    this.pump();
  }

  end(): void {
    this.over = true;
    this.queue = [];
  }

  private pump(): void {
    if (this.busy || !this.open || this.over || (this.queue.length === 0 && !this.owed)) return;
    this.busy = true;
    const done = (): void => {
      this.busy = false;
      this.pump();
    };
    this.round().then(done, () => this.is.failed(0));
  }

  private async round(): Promise<void> {
    const body = this.take();
    const said = body === "" ? "" : `n=${(this.n += 1)}&`;
    let status = 0;
    let rest = 0;
    for (let tries = 0; tries < TRIES && !this.over; tries++) {
      if (tries > 0) await wait(this.is.clock, Math.max(rest, FIRST_WAIT * 2 ** (tries - 1)));
      this.owed = false;
      try {
        const response = await this.is.post(`?${said}ack=${this.is.heard()}`, body);
        ({ status } = response);
        rest = status === 204 ? 0 : await restOf(response);
      } catch {
        // no answer: maybe it was taken, so the same again, by the same number
        status = 0;
      }
      if (status === 204) return;
      if (status >= 400 && status < 500 && status !== 429) break;
    }
    if (!this.over) this.is.failed(status);
  }

  /** As many as may go together. */
  private take(): string {
    let size = 0;
    let frames = 0;
    let count = 0;
    for (const message of this.queue) {
      // three bytes at most for each unit; one alone was measured when it was made
      size += 3 * message.length + 1;
      frames += message.split("\n").length;
      if (count > 0 && (size > CLIENT_LIMITS.frame || frames > MOST)) break;
      count += 1;
    }
    return this.queue.splice(0, count).join("\n");
  }
}
