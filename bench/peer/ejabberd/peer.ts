import type { Peer } from "../peer.ts";
import { ejabberdDialect } from "./dialect.ts";
import { missingEjabberd, startEjabberd } from "./node.ts";

export const ejabberd: Peer = {
  name: "ejabberd",
  about: "ejabberd (Debian package) over WebSocket, message archive (mod_mam) on and in SQLite",
  ack: "was handled and is in the archive: stream management's count for one-to-one, the room's echo for a group",
  missing: missingEjabberd,
  start: startEjabberd,
  dialect: ejabberdDialect,
};
