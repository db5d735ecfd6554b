import type { ClientFrame, Entry, ServerFrame } from "@skein/protocol/schema";
import { WebSocketClient } from "../../wire/websocket.ts";
import type { Target } from "../peer.ts";

export interface SkeinEvents {
  frame(frame: ServerFrame): void;
  /** A sign of life was asked for and given. */
  beat?(): void;
  closed(code: number): void;
}

/** A bare link to a Skein server: one JSON object a line, pings answered. */
export class SkeinLink {
  readonly #client: WebSocketClient;
  readonly #open = Promise.withResolvers<undefined>();
  /** Characters received, for what a list weighs. */
  received = 0;

  constructor({ hostname, port }: Target, events: SkeinEvents) {
    const address = { hostname, port, path: "/v1/socket", protocol: "skein.v1.json" };
    this.#client = new WebSocketClient(address, {
      open: () => this.#open.resolve(undefined),
      text: (payload) => {
        this.received += payload.length;
        for (const line of payload.split("\n")) {
          const frame = JSON.parse(line) as ServerFrame;
          if (frame.type === "ping") {
            this.send({ type: "pong" });
            events.beat?.();
          } else events.frame(frame);
        }
      },
      closed: (code) => {
        this.#open.reject(new Error(`The link was closed with ${code}`));
        events.closed(code);
      },
    });
  }

  async dial(): Promise<void> {
    await this.#client.dial();
    await this.#open.promise;
  }

  send(frame: ClientFrame | { readonly type: string; readonly id: number; readonly params: object }): void {
    this.#client.send(JSON.stringify(frame));
  }

  close(): void {
    this.#client.close();
  }

  cut(): void {
    this.#client.cut();
  }
}

/** The text of an entry that is a message. */
export function textOfEntry(entry: Entry): string | undefined {
  return entry.kind === "text" ? entry.body.text : undefined;
}
