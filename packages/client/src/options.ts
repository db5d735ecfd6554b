import type { DeviceInfo } from "@skein/protocol";
import type { Clock } from "./clock.ts";
import type { Random } from "./key.ts";
import type { Store } from "./store/store.ts";
import type { Memory } from "./transport/memory.ts";
import type { Transport } from "./transport/transport.ts";
import type { WebSocketConstructor } from "./transport/websocket.ts";
import type { Wake } from "./wake.ts";

export interface ClientOptions {
  /** Base URL of the server: `https://chat.example.com`. */
  readonly url: string;
  /** Further base URLs of the same server: raced 2.5 s apart, and the one that answers first is tried first from then on. */
  readonly urls?: readonly string[];
  /**
   * The token, or a function that gets one: before each dial, and before the time of the present one is over, so that the link goes on (a JWT
   * of your own backend, say).
   */
  readonly token: string | (() => string | Promise<string>);
  /** Who one is, where that is known: what is stored can be shown before the network answers. */
  readonly user?: string;
  /** How this device names itself. */
  readonly device?: DeviceInfo;
  /** Where to keep things; `memoryStore()` unless told. */
  readonly store?: Store;
  /** A WebSocket where there is no global one (Node 20: the package `ws`). */
  readonly webSocket?: WebSocketConstructor;
  /** One way to the server and no other, `webSocketTransport()` say. Unless told, whatever the network lets through: WebSocket, SSE, long-poll. */
  readonly transport?: Transport;
  /**
   * Whether all tabs of this page that show the same person share one link (the default, where the browser has Web Locks and
   * BroadcastChannel), or each has its own. Where `token` is a function, they share only with `user` given.
   */
  readonly tabs?: "share" | "own";
  /**
   * Who asks whether the link lives: the server, as it tells in `welcome` (the default, and best in a page, whose timers sleep); or the
   * client, as seldom as the network lets it, which spares the battery of a phone or a thing.
   */
  readonly heartbeat?: "server" | "adaptive";
  /** With `heartbeat: "adaptive"`: names the network that the device is on (its SSID, "mobile" …), to remember for each what it bears. */
  readonly network?: () => string;
  /**
   * Where to keep across restarts what was found out about networks: the way that works, the address that answers first, the silence they bear. A
   * few short texts, read and written at once, by names that begin with `skein.`; in a page `localStorage` unless told.
   */
  readonly memory?: Memory;
  /** When to look at the link, or dial, at once; in a page: online or in the foreground again, another network, awake after a sleep. */
  readonly wake?: Wake;
  /** All of the client's time. */
  readonly clock?: Clock;
  /** All of the client's chance: 0 ≤ n < 1. */
  readonly random?: Random;
}

/** A group that is to be made. */
export interface NewGroup {
  readonly name: string;
  readonly color?: number;
  readonly users: readonly string[];
  /** A channel: owners and admins write, the others read. */
  readonly channel?: true;
}
