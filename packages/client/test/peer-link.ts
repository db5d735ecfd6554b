import type { ServerFrame } from "@skein/protocol";
import type { LinkEvents } from "../src/index.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/** A frame as the client sent it. */
export interface Heard {
  type: string;
  id: number;
  params?: unknown;
  token?: string;
  cursor?: string;
  heartbeat?: number;
}

/** One link as the peer sees it. */
export class PeerLink {
  user: string | undefined;
  open = true;
  /** Frames that came from the client, as they came. */
  readonly heard: Heard[] = [];

  constructor(
    readonly events: LinkEvents,
    private readonly clock: VirtualClock,
    private readonly latency: number,
  ) {}

  send(frame: ServerFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text: string): void {
    this.clock.after(this.latency, () => {
      if (this.open) this.events.message(text);
    });
  }

  /** Breaks the link as the server or the network would. */
  cut(code = 1006): void {
    if (!this.open) return;
    this.open = false;
    this.events.closed(code, "");
  }
}
