import { bare } from "./bare/peer.ts";
import { barePostgresPeer } from "./bare/postgres-peer.ts";
import { bunEcho } from "./bun-echo/peer.ts";
import { ejabberd } from "./ejabberd/peer.ts";
import { nodesPeer } from "./nodes/peer.ts";
import type { Peer } from "./peer.ts";
import { postgresPeer } from "./postgres/peer.ts";
import { skein } from "./skein/peer.ts";
import { socketio } from "./socketio/peer.ts";
import { ways } from "./ways/peer.ts";

/** All servers that can be measured. */
export const PEERS: readonly Peer[] = [
  ...[skein, bare, ejabberd, socketio, bunEcho],
  ...[1, 2, 3, 4].map(nodesPeer),
  ...[1, 2].map(postgresPeer),
  ...[1, 2, 3].map(barePostgresPeer),
  ...ways,
];

export function peerNamed(name: string): Peer | undefined {
  return PEERS.find((peer) => peer.name === name);
}
