import type { Entry } from "@skein/protocol";
import type { Clock, Timer } from "../clock.ts";
import { type Standing, threadKey } from "./standing.ts";

interface Setup {
  readonly clock: Clock;
  /** Reads one's threads from the server. */
  readonly look: () => void;
  /** A reply came in a thread that one follows. */
  readonly alert: (entry: Entry) => void;
}

/** One's threads are read anew at most so often, ms. */
const LOOK = 3_000;
/** Threads that are not one's own are remembered, so that what is said there asks for nothing. */
const BOUND = 1_000;

/** Replies in threads of which it is not known whether one follows them: the server is asked for one's own, seldom. */
export class Doubts {
  private readonly open = new Map<string, Entry>();
  /** Not followed, as the server said. */
  private readonly absent = new Set<string>();
  private timer: Timer | undefined;
  private looked = 0;

  constructor(private readonly is: Setup) {}

  has(conv: string, root: number): boolean {
    return !this.absent.has(threadKey(conv, root));
  }

  /** It may be one's own now. */
  again(conv: string, root: number): void {
    this.absent.delete(threadKey(conv, root));
  }

  /** @param reply told of when the thread turns out to be one's own; absent: it was already */
  add(reply?: Entry): void {
    if (reply) this.open.set(threadKey(reply.conv, reply.ref ?? 0), reply);
    // a clock that was set back would let it wait for longer
    const wait = Math.min(LOOK, Math.max(0, this.looked + LOOK - this.is.clock.now()));
    this.timer ??= this.is.clock.after(wait, () => this.is.look());
  }

  /** One's threads are being read; call what it returns with how one stands to each. */
  looking(): (standing: (conv: string, root: number) => Standing | undefined) => void {
    this.timer?.cancel();
    this.timer = undefined;
    this.looked = this.is.clock.now();
    const asked = [...this.open];
    this.open.clear();
    return (standing) => {
      if (this.absent.size > BOUND) this.absent.clear();
      for (const [id, entry] of asked) {
        if (standing(entry.conv, entry.ref ?? 0)?.followed) this.is.alert(entry);
        else this.absent.add(id);
      }
    };
  }
}
