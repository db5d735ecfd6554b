import type { Dialect, Peer } from "../peer.ts";
import { skein } from "../skein/peer.ts";
import { linked, TRANSPORTS } from "./linked.ts";
import { polling } from "./polling.ts";

type Listen = NonNullable<Dialect["listen"]>;

/** Ms between the questions of whoever polls. */
const EVERY = 5_000;
const WAIT = 25_000;

/** Ways of hearing what is new, in the order in which the web learned them. */
const WAYS: Readonly<Record<string, readonly [about: string, listen: Listen]>> = {
  polling: [
    "GET /v1/changes every 5 s",
    (target, user, told) => polling(target, user, told, { every: EVERY, wait: 0 }),
  ],
  "long-polling": [
    "GET /v1/changes that waits, one after the other",
    (target, user, told) => polling(target, user, told, { every: 0, wait: WAIT }),
  ],
  "link-long-poll": [
    "a link over answers that end",
    (target, user, told) => linked(target, user, told, TRANSPORTS.longPoll()),
  ],
  "link-sse": ["a link over one long answer", (target, user, told) => linked(target, user, told, TRANSPORTS.sse())],
  "link-websocket": [
    "a link over a WebSocket",
    (target, user, told) => linked(target, user, told, TRANSPORTS.websocket()),
  ],
};

/** The same server, listened to in different ways. */
export const ways: readonly Peer[] = Object.entries(WAYS).map(([name, [about, listen]]) => ({
  ...skein,
  name,
  about: `Skein, listened to by ${about}`,
  dialect: { ...skein.dialect, listen },
}));

export const WAY_NAMES = Object.keys(WAYS);
