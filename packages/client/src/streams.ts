import type { Entry, EventData } from "@skein/protocol";
import type { Background } from "./background.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";

/** A message that grows: all of it so far. */
export interface Growing {
  readonly id: string;
  readonly from: string;
  /** ms, as this device knows the server's clock. */
  readonly at: number;
  readonly text: string;
}

interface Setup {
  readonly conv: string;
  readonly caller: Caller;
  readonly background: Background;
  readonly now: () => number;
  readonly changed: () => void;
}

const NONE: readonly Growing[] = [];
/** Streams that ended lately: what was told of them late is passed over. */
const ENDED = 50;

/** What grows in one conversation while somebody looks at it. */
export class Streams {
  private readonly known = new Map<string, Growing>();
  private readonly ended: string[] = [];
  private shown: readonly Growing[] = NONE;
  private looking = false;
  private asking = false;
  private again = false;

  constructor(private readonly is: Setup) {}

  /** The oldest first; the same list again while nothing has changed. */
  get list(): readonly Growing[] {
    return this.shown;
  }

  /** Somebody looks, or nobody does any more. */
  watched(looking: boolean): void {
    this.looking = looking;
    if (looking) this.ask();
    else if (this.known.size > 0) {
      this.known.clear();
      this.update();
    }
  }

  /** What was told meanwhile was missed. */
  resume(): void {
    if (this.looking) this.ask();
  }

  event({ stream, user, at, text, ended }: EventData["stream"]): void {
    if (!this.looking || this.ended.includes(stream)) return;
    if (ended) {
      this.over(stream);
      return;
    }
    const known = this.known.get(stream);
    const length = known?.text.length ?? 0;
    if (at > length) this.ask();
    else if (!known || at + text.length > length) {
      this.known.set(stream, {
        ...(known ?? { id: stream, from: user, at: this.is.now() }),
        text: (known?.text ?? "") + text.slice(length - at),
      });
      this.update();
    }
  }

  /** Entries came: what grew into one of them grows no more. */
  arrived(entries: readonly Entry[]): void {
    for (const { kind, body } of entries) if (kind === "text" && body.stream !== undefined) this.over(body.stream);
  }

  private over(stream: string): void {
    this.ended.push(stream);
    if (this.ended.length > ENDED) this.ended.shift();
    if (this.known.delete(stream)) this.update();
  }

  private ask(): void {
    // what came of an answer that was asked for before may be too old, or nothing
    this.again = this.asking;
    if (this.asking) return;
    this.asking = true;
    this.is.background(async () => {
      try {
        const { streams } = await this.is.caller.call("stream.list", { conv: this.is.conv });
        if (!this.looking) return;
        const listed = new Set(streams.map(({ stream }) => stream));
        for (const id of this.known.keys()) if (!listed.has(id)) this.known.delete(id);
        for (const { stream, user, text, began } of streams) {
          const known = this.known.get(stream);
          if (this.ended.includes(stream) || (known && known.text.length >= text.length)) continue;
          this.known.set(stream, { id: stream, from: user, at: known?.at ?? began, text });
        }
        this.update();
      } catch (thrown) {
        // It is asked again when the link is back, or at the next gap.
        if (SkeinError.from(thrown).name === "internal") throw thrown;
      } finally {
        this.asking = false;
        if (this.again && this.looking) this.ask();
      }
    });
  }

  private update(): void {
    this.shown = [...this.known.values()];
    this.is.changed();
  }
}
