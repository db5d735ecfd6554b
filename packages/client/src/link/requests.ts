import type { CommandName, ErrorFrame, OkFrame, Params, Result } from "@skein/protocol";
import type { Clock, Timer } from "../clock.ts";
import { SkeinError } from "../error.ts";
import { encode } from "./codec.ts";
import { RoundTrip } from "./round-trip.ts";

/** Whoever can carry a command to the server. */
export interface Caller {
  call<N extends CommandName>(name: N, params: Params<N>, options?: CallOptions): Promise<Result<N>>;
}

export interface CallOptions {
  /** Ms to wait for the answer; by default from measured round trips, at least 5 s. */
  readonly timeout?: number;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: SkeinError) => void;
  readonly timer: Timer;
  readonly since: number;
}

/** Requests under way on the present link: each gets its answer, a time-out, or the end of the link. */
export class Requests {
  private readonly waiting = new Map<number, Waiting>();
  private readonly roundTrip = new RoundTrip();
  private last = 0;

  /** @param silent told of a request that got no answer, with the time it was sent */
  constructor(
    private readonly clock: Clock,
    private readonly silent: (since: number) => void,
  ) {}

  /** A fresh id; a link's ids never repeat. */
  nextId(): number {
    this.last += 1;
    return this.last;
  }

  send(write: (message: string) => void, name: string, params: unknown, timeout?: number): Promise<unknown> {
    const id = this.nextId();
    const message = encode({ type: name, id, params });
    return new Promise((resolve, reject) => {
      const since = this.clock.now();
      const timer = this.clock.after(timeout ?? this.roundTrip.timeout, () => {
        // it is still waited for, so that its answer tells how long answers take: who asks too often keeps a busy server busy
        reject(SkeinError.local("timeout"));
        this.silent(since);
      });
      this.waiting.set(id, { resolve, reject, timer, since });
      write(message);
    });
  }

  /** Whether the frame answered a request of ours. */
  answer(frame: OkFrame | ErrorFrame): boolean {
    const request = frame.id === undefined ? undefined : this.waiting.get(frame.id);
    if (!request || frame.id === undefined) return false;
    this.waiting.delete(frame.id);
    request.timer.cancel();
    this.roundTrip.measured(this.clock.now() - request.since);
    if (frame.type === "ok") request.resolve(frame.result);
    else request.reject(new SkeinError(frame));
    return true;
  }

  /** The link is gone: nothing under way will be answered. */
  abandon(error: SkeinError): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const request of all) {
      request.timer.cancel();
      request.reject(error);
    }
  }
}
