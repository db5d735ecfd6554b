import { connect, createServer, type Server, type Socket } from "node:net";
import type { Door } from "../peer.ts";

/** What went over a relay so far. Bytes are those inside TCP, heads of requests included; a request is counted by its first bytes. */
export interface Carried {
  readonly connections: number;
  readonly requests: number;
  /** To the server. */
  readonly up: number;
  readonly down: number;
}

/** Stands between clients and a server, and counts what passes. */
export class Relay implements Disposable {
  #carried = { connections: 0, requests: 0, up: 0, down: 0 };
  readonly #open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly door: Door,
  ) {}

  static async before({ hostname, port }: Door): Promise<Relay> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("a relay without a port");
    const relay = new Relay(server, { hostname: "127.0.0.1", port: address.port });
    server.on("connection", (near) => relay.#join(near, connect({ host: hostname, port, noDelay: true })));
    return relay;
  }

  read(): Carried {
    return { ...this.#carried };
  }

  [Symbol.dispose](): void {
    for (const socket of this.#open) socket.destroy();
    this.server.close();
  }

  #join(near: Socket, far: Socket): void {
    this.#carried.connections += 1;
    near.on("data", (part: Buffer) => {
      this.#carried.up += part.length;
      // frames of a WebSocket begin with other bytes, and a body comes with its head or behind it
      if (/^(GET|POST) \//.test(part.toString("latin1", 0, 6))) this.#carried.requests += 1;
    });
    far.on("data", (part: Buffer) => {
      this.#carried.down += part.length;
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(one);
      one.on("error", () => undefined);
      one.on("close", () => {
        this.#open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
