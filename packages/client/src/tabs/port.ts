import type { LinkEvents } from "../transport/transport.ts";

/** One tab's link, as the hub sees it. */
export class Port {
  /** `new`: it said nothing; `greeting`: its hello is under way; `live`: it was welcomed. */
  phase: "new" | "greeting" | "live" = "new";
  /** Whose coming and going its screen shows. */
  watched: readonly string[] = [];
  /** When it was last told something, ms. */
  toldAt = 0;
  private readonly ready: string[] = [];
  private readonly held: string[] = [];

  constructor(private readonly events: Pick<LinkEvents, "message" | "closed">) {}

  /** A frame that answers this tab. */
  tell(line: string): void {
    this.ready.push(line);
  }

  /** A frame for all: kept back while the tab is not told what came before. */
  push(line: string): void {
    if (this.phase === "live") this.ready.push(line);
    else if (this.phase === "greeting") this.held.push(line);
  }

  /** It has what came before. */
  welcome(lines: readonly string[]): void {
    this.ready.push(...lines, ...this.held.splice(0));
    this.phase = "live";
  }

  /** Hands over what has gathered, as one message. */
  flush(now: number): void {
    if (this.ready.length === 0) return;
    this.toldAt = now;
    this.events.message(this.ready.splice(0).join("\n"));
  }

  close(code: number, reason: string): void {
    this.events.closed(code, reason);
  }
}
