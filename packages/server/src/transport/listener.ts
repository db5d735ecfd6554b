import { LINK_PATH, SOCKET_PATH, SUBPROTOCOLS } from "@skein/protocol";
import type { Server } from "bun";
import { AddressRanges } from "../kit/address-ranges.ts";
import { type Asker, askerOf } from "./address.ts";
import { type Admission, DRAINING } from "./admission.ts";
import type { Pair } from "./certificate.ts";
import type { Accept } from "./link.ts";
import { originAllowed } from "./origin.ts";
import type { Traffic } from "./traffic.ts";
import { webSocketHandler, type SocketData } from "./websocket.ts";

export interface ListenerSetting {
  readonly host: string;
  readonly port: number;
  /** Where people reach the server, whatever proxies say. */
  readonly publicUrl?: string | undefined;
  /** Origins beside our own whose pages may connect; `*` for all. */
  readonly origins: readonly string[];
  /** Proxies whose word on the client is believed: addresses and ranges. */
  readonly trustedProxies: readonly string[];
  /** Bytes that may wait for one slow reader. */
  readonly outboxBytes: number;
  readonly compressing: boolean;
  /** Other processes of this server listen there too (SO_REUSEPORT). */
  readonly shared: boolean;
  /** Serves TLS by this certificate. */
  readonly tls?: Pair;
}

/** Answers what is no upgrade. `base`: the URL under which a trusted proxy was asked. */
export type Answer = (request: Request, address: string, base?: string) => Response | Promise<Response>;

/** What stands behind the port. */
export interface Behind {
  readonly admission: Admission;
  readonly traffic: Traffic;
  readonly accept: Accept;
  readonly answer: Answer;
  /** Opens no more links over requests. */
  refuse(): void;
}

export interface Listener {
  readonly port: number;
  /** Takes no new connections; those that are open stay. */
  refuse(): void;
  /** Connections that come from now on get this certificate; those that are open stay as they are. [CONN-14] */
  renew(tls: Pair): void;
  /** Ends all connections. */
  stop(): Promise<void>;
}

/** Seconds without a byte that a request may last which carries a link. */
const LINK_IDLE = 60;

/** The one port: WebSocket upgrades become links, everything else is answered by `answer`. */
export function listen(setting: ListenerSetting, behind: Behind): Listener {
  const { admission, traffic, accept, answer } = behind;
  let refusing = false;
  const handler = webSocketHandler(accept, { bound: setting.outboxBytes, compressing: setting.compressing }, traffic);
  const trusted = new AddressRanges(setting.trustedProxies);
  const options = (tls: Pair | undefined, port: number, shared: boolean): Bun.Serve.Options<SocketData> => ({
    hostname: setting.host,
    port,
    reusePort: shared,
    ...(tls && { tls }),
    // whoever answers reads no more than its own limit and says so; Bun's refusal would say nothing [HTTP-4]
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    idleTimeout: 30,
    fetch(request, server) {
      const peer = server.requestIP(request)?.address ?? "unknown";
      const asker = askerOf(request.headers, peer, trusted);
      // from here on the request is as its client made it
      if (asker.base !== undefined) request.headers.set("host", new URL(asker.base).host);
      const { address } = asker;
      const base = setting.publicUrl ?? asker.base;
      const { pathname } = new URL(request.url);
      // what reads a link is quiet for longer than other requests; one that takes nothing off us is cut all the same
      if (pathname.startsWith(LINK_PATH)) server.timeout(request, LINK_IDLE);
      if (pathname !== SOCKET_PATH) return answer(request, address, base);
      return upgrade(request, server, { address, base });
    },
    websocket: {
      ...handler,
      close(socket, code, reason) {
        admission.leave();
        return handler.close?.(socket, code, reason);
      },
    },
  });
  // a new certificate needs a second listener on the same port; that nobody else listens there is seen before
  if (setting.tls && !setting.shared && setting.port !== 0)
    Bun.serve(options(setting.tls, setting.port, false))
      .stop(true)
      .catch(() => undefined);
  let server = Bun.serve(options(setting.tls, setting.port, setting.shared || setting.tls !== undefined));
  const former: Server<SocketData>[] = [];

  function upgrade(request: Request, server: Server<SocketData>, asker: Asker): Response | undefined {
    const { address } = asker;
    const offered = (request.headers.get("sec-websocket-protocol") ?? "").split(",").map((name) => name.trim());
    const chosen = SUBPROTOCOLS.find((known) => offered.includes(known));
    if (!chosen) return turnAway("subprotocol", Response.json({ subprotocols: SUBPROTOCOLS }, { status: 400 }));
    if (!originAllowed(request, setting.origins))
      return turnAway("origin", new Response("this origin may not connect", { status: 403 }));
    const away = refusing ? DRAINING : admission.enter(address);
    if (away) {
      const later = { status: 503, headers: { "Retry-After": String(Math.ceil(away.after / 1000)) } };
      return turnAway(away.why, new Response("no more connections now", later));
    }
    // said by us: left alone, Bun would answer the client's first offer whatever it is
    if (server.upgrade(request, { data: { ...asker }, headers: { "Sec-WebSocket-Protocol": chosen } }))
      return undefined;
    admission.proven(address);
    admission.leave();
    const wrong = new Response("a WebSocket upgrade was expected", { status: 426, headers: { Upgrade: "websocket" } });
    return turnAway("no_upgrade", wrong);
  }

  function turnAway(why: string, response: Response): Response {
    traffic.turnedAway.add(why);
    return response;
  }

  return {
    port: server.port ?? setting.port,
    refuse() {
      refusing = true;
      behind.refuse();
    },
    renew(tls) {
      former.push(server);
      const { port } = server;
      server = Bun.serve(options(tls, port ?? setting.port, true));
      // takes no more; what it has goes on until it ends by itself
      former
        .at(-1)
        ?.stop(false)
        .catch(() => undefined);
    },
    async stop() {
      await Promise.all([server, ...former].map((one) => one.stop(true)));
    },
  };
}
