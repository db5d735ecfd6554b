import { connect, type Socket } from "node:net";
import type { SeededRandom } from "../random.ts";
import { HttpGate, type Manners } from "./http-gate.ts";
import { type Cut, Road, type RoadWeather } from "./road.ts";

export interface Idle {
  /** ms without a byte in either direction. */
  readonly after: number;
  /** `silence`: forgotten without a word, as by a NAT. */
  readonly how: Cut | "silence";
}

interface Setting {
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number; readonly localAddress: string };
  readonly random: SeededRandom;
  readonly weather: () => RoadWeather;
  readonly manners: () => Manners;
  readonly idle: () => Idle | undefined;
  readonly arrived: (direction: "up" | "down", bytes: Buffer) => void;
  readonly over: () => void;
}

/** One connection through the proxy. */
export class Proxied {
  readonly up: Road;
  readonly down: Road;
  readonly #server: Socket;
  readonly #gate: HttpGate;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(private readonly is: Setting) {
    const { client, target } = is;
    const server = connect({ ...target, allowHalfOpen: true });
    this.#server = server;
    this.up = this.#road("up", client, server);
    this.down = this.#road("down", server, client);
    this.#gate = new HttpGate({
      manners: is.manners,
      up: (bytes) => this.#send(this.up, client, bytes),
      down: (bytes) => this.#send(this.down, server, bytes),
      refuse: (answer) => {
        this.down.send(answer);
        this.down.end("fin");
        server.destroy();
      },
    });
    for (const socket of [client, server]) socket.setNoDelay(true);
    client.on("data", (bytes: Buffer) => this.#came(() => this.#gate.request(bytes)));
    server.on("data", (bytes: Buffer) => this.#came(() => this.#gate.answer(bytes)));
    client.on("end", () => this.up.end("fin"));
    server.on("end", () => {
      this.#gate.ended();
      this.down.end("fin");
    });
    // what broke by itself breaks on the other side too, once the news is there
    client.on("error", () => this.up.end("rst"));
    server.on("error", () => this.down.end("rst"));
    client.on("close", () => this.#closed());
    server.on("close", () => this.#closed());
    this.rest();
  }

  cut(how: Cut): void {
    this.up.stop();
    this.down.stop();
    for (const socket of [this.is.client, this.#server]) {
      if (how === "rst") reset(socket);
      else socket.end(() => socket.destroySoon());
    }
  }

  silence(direction: "up" | "down" | "both"): void {
    if (direction !== "down") this.up.silence();
    if (direction !== "up") this.down.silence();
  }

  /** Counts the time without a byte anew. */
  rest(): void {
    clearTimeout(this.#timer);
    const idle = this.is.idle();
    if (!idle || this.#over) return;
    this.#timer = setTimeout(() => (idle.how === "silence" ? this.silence("both") : this.cut(idle.how)), idle.after);
  }

  /** Buffering may be over. */
  release(): void {
    if (!this.is.manners().buffering) this.#gate.release();
  }

  destroy(): void {
    this.up.stop();
    this.down.stop();
    this.is.client.destroy();
    this.#server.destroy();
  }

  #road(direction: "up" | "down", from: Socket, to: Socket): Road {
    const { weather, random, arrived } = this.is;
    return new Road({
      weather,
      random: random.fork(),
      deliver: (bytes) => {
        to.write(bytes);
        arrived(direction, bytes);
      },
      ended: (how) => (how === "rst" ? reset(to) : to.end()),
      drained: () => from.resume(),
    });
  }

  #send(road: Road, from: Socket, bytes: Buffer): void {
    road.send(bytes);
    if (road.full) from.pause();
  }

  #came(pass: () => void): void {
    this.rest();
    pass();
  }

  #closed(): void {
    if (this.#over || !this.is.client.destroyed || !this.#server.destroyed) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.is.over();
  }
}

function reset(socket: Socket): void {
  // before it is connected there is nothing to reset
  if (socket.connecting) socket.destroy();
  else if (!socket.destroyed) socket.resetAndDestroy();
}
