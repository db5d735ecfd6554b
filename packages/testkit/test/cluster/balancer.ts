import { connect, createServer, type Server, type Socket } from "node:net";
import type { ClusterNode } from "../../src/index.ts";

/** One address in front of several nodes, as operators have it: each connection goes to the next node that takes it. */
export class Balancer implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();
  #next = 0;

  private constructor(
    private readonly nodes: readonly ClusterNode[],
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(nodes: readonly ClusterNode[]): Promise<Balancer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the balancer has no port");
    const balancer = new Balancer(nodes, server, `http://127.0.0.1:${address.port}`);
    server.on("connection", (socket) => balancer.#pass(socket, nodes.length));
    return balancer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #pass(socket: Socket, tries: number): void {
    this.#keep(socket);
    const node = this.nodes[this.#next++ % this.nodes.length];
    if (!node || tries === 0) {
      socket.destroy();
      return;
    }
    const beyond = connect({ host: "127.0.0.1", port: Number(new URL(node.url).port) });
    this.#keep(beyond);
    beyond.once("connect", () => {
      socket.pipe(beyond);
      beyond.pipe(socket);
      beyond.once("close", () => socket.destroy());
      socket.once("close", () => beyond.destroy());
    });
    beyond.once("error", () => {
      if (beyond.connecting || beyond.bytesRead === 0) this.#pass(socket, tries - 1);
      else socket.destroy();
    });
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => this.#sockets.delete(socket));
  }
}
