import { mayComeBack, type ServerFrame } from "@skein/protocol";
import type { Clock } from "../clock.ts";
import type { Random } from "../key.ts";
import { Backoff } from "../link/backoff.ts";

/** A link that lived this long since its welcome was healthy, ms. */
const HEALTHY = 10_000;

/** How long all tabs wait together until the next dial: as long as one client alone would. [TAB-4] */
export class Rest {
  private readonly backoff: Backoff;
  /** The server said when to come back, and the tabs have heard it. */
  private told = false;
  private after = 0;

  constructor(
    random: Random,
    private readonly clock: Pick<Clock, "now">,
  ) {
    this.backoff = new Backoff(random);
  }

  /** A dial begins. */
  begin(): void {
    this.told = false;
    this.after = 0;
  }

  /** The server says something that answers nobody's request. */
  heard(frame: ServerFrame): void {
    if (frame.type === "drain") this.told = true;
    else if (frame.type === "error") this.after = Math.max(this.after, frame.after ?? 0);
  }

  /**
   * The link has ended. The line that tells a tab how long to wait; undefined where it was told, or is not to come back.
   *
   * @param welcomedAt when the link was welcomed, ms; undefined: never
   */
  line(code: number, welcomedAt: number | undefined): string | undefined {
    if (welcomedAt !== undefined && this.clock.now() - welcomedAt >= HEALTHY) this.backoff.reset();
    if (this.told || !mayComeBack(code)) return undefined;
    return JSON.stringify({ type: "drain", after: Math.max(this.after, this.backoff.next()) });
  }
}
