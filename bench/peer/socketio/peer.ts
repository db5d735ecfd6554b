import { join } from "node:path";
import type { Peer } from "../peer.ts";
import { inBench, startProcess } from "../process.ts";
import { socketioDialect } from "./dialect.ts";

export const socketio: Peer = {
  name: "socketio",
  about: "Socket.IO 4 rooms on Node, WebSocket only, nothing stored",
  ack: "was received; nothing is kept",
  missing: () => (Bun.which("node") ? undefined : "Node ≥ 20 must be installed (https://nodejs.org)"),
  async start({ population, folder, recovery }) {
    const populationFile = join(folder, "population.json");
    await Bun.write(populationFile, JSON.stringify(population));
    const server = inBench("peer", "socketio", "server.mjs");
    const child = await startProcess({ run: ["node", server, populationFile, recovery ? "recovery" : "none"] });
    const port = Number(child.said);
    return {
      target: { pid: child.pid, hostname: "127.0.0.1", port, credentials: [], conversations: [] },
      stop: () => child.stop(),
    };
  },
  dialect: socketioDialect,
};
