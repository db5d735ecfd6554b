import { bareDialect } from "../bare/dialect.ts";
import { startBun } from "../bare/peer.ts";
import type { Peer } from "../peer.ts";

export const bunEcho: Peer = {
  name: "bun-echo",
  about: "parse, ack and publish in Bun, nothing kept: the cost of the platform",
  ack: "was received; nothing is kept",
  missing: () => undefined,
  start: (launch) => startBun("bun-echo/server.ts", launch),
  dialect: bareDialect,
};
