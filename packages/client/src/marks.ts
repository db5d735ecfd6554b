import { CLIENT_LIMITS } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";

/** How far a device is in one conversation. */
export interface OwnMark {
  readonly read?: number;
  readonly delivered?: number;
}

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly background: Background;
  /** The server has it. */
  readonly moved: (conv: string, mark: OwnMark) => void;
}

/** At most one batch in so many ms. */
const PACE = 1_000;

/** Own marks on their way to the server: batched, only forwards, kept until they are answered. [MARK-1] */
export class Marks {
  private pending = new Map<string, OwnMark>();
  private flying = new Map<string, OwnMark>();
  private running = false;
  private online = false;

  constructor(private readonly is: Setup) {}

  /** Wants the server to know. */
  move(conv: string, mark: OwnMark): void {
    const under = this.flying.get(conv);
    if (covers(under, mark)) return;
    this.pending.set(conv, furthest(this.pending.get(conv), mark));
    this.flush();
  }

  forget(conv: string): void {
    this.pending.delete(conv);
  }

  resume(): void {
    this.online = true;
    this.flush();
  }

  pause(): void {
    this.online = false;
  }

  private flush(): void {
    if (this.online && !this.running && this.pending.size > 0) this.is.background(() => this.drain());
  }

  private async drain(): Promise<void> {
    this.running = true;
    try {
      // One turn later, so that all frames of one message of the link are one batch.
      await Promise.resolve();
      while (this.online && this.pending.size > 0) {
        const batch = [...this.pending].slice(0, CLIENT_LIMITS.marks);
        const error = await this.send(batch);
        await wait(this.is.clock, Math.max(PACE, error?.after ?? 0));
      }
    } finally {
      this.running = false;
    }
  }

  private async send(batch: [string, OwnMark][]): Promise<SkeinError | undefined> {
    for (const [conv] of batch) this.pending.delete(conv);
    this.flying = new Map(batch);
    try {
      await this.is.caller.call("conversation.mark", { marks: batch.map(([conv, mark]) => ({ conv, ...mark })) });
      for (const [conv, mark] of batch) this.is.moved(conv, mark);
      return undefined;
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      if (error.retry !== "never") {
        for (const [conv, mark] of batch) this.pending.set(conv, furthest(this.pending.get(conv), mark));
      } else if (batch.length > 1) {
        // One conversation that is not ours any more must not hold the others back.
        for (const one of batch) await this.send([one]);
      }
      return error;
    } finally {
      this.flying = new Map();
    }
  }
}

function covers(known: OwnMark | undefined, mark: OwnMark): boolean {
  const read = known?.read ?? 0;
  const delivered = Math.max(known?.delivered ?? 0, read);
  return read >= (mark.read ?? 0) && delivered >= (mark.delivered ?? 0);
}

function furthest(known: OwnMark | undefined, mark: OwnMark): OwnMark {
  const read = Math.max(known?.read ?? 0, mark.read ?? 0);
  const delivered = Math.max(known?.delivered ?? 0, mark.delivered ?? 0);
  // A read mark carries the delivered mark along. [MARK-2]
  return { ...(read > 0 && { read }), ...(delivered > read && { delivered }) };
}
