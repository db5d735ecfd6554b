import type { Transport } from "@skein/client";
import { alone } from "../src/cluster/alone.ts";
import type { Bus } from "../src/cluster/bus.ts";
import { answerLink } from "../src/http/link.ts";
import { type Clock, systemClock } from "../src/kit/clock.ts";
import { systemRandom } from "../src/kit/id.ts";
import { Admission } from "../src/transport/admission.ts";
import { CarriedLinks } from "../src/transport/carried-links.ts";
import { LinkRelay } from "../src/transport/link-relay.ts";
import type { Link, LinkListener } from "../src/transport/link.ts";
import { listen, type Listener } from "../src/transport/listener.ts";
import { OverRequests } from "../src/transport/over-requests.ts";
import { Traffic } from "../src/transport/traffic.ts";

/** The server's end of a link, with all that it heard. */
export class Heard implements LinkListener {
  readonly texts: string[] = [];
  lively = 0;
  drains = 0;
  code: number | undefined;

  constructor(readonly link: Link) {}

  text(message: string): void {
    this.texts.push(message);
  }
  binary(): void {
    this.texts.push("binary");
  }
  alive(): void {
    this.lively += 1;
  }
  drained(): void {
    this.drains += 1;
  }
  closed(code: number): void {
    if (this.code !== undefined) throw new Error("closed twice");
    this.code = code;
  }
}

export interface LinkRoom extends AsyncDisposable {
  readonly url: string;
  readonly links: readonly Heard[];
  readonly admission: Admission;
  readonly traffic: Traffic;
  readonly listener: Listener;
}

interface LinkRoomOptions {
  readonly bus?: Bus;
  readonly clock?: Clock;
  readonly connections?: number;
}

/** A real listener whose links are heard by a test instead of sessions. */
export function linkRoom({ bus = alone, clock = systemClock, connections = 100 }: LinkRoomOptions = {}): LinkRoom {
  const links: Heard[] = [];
  const accept = (link: Link): Heard => {
    const heard = new Heard(link);
    links.push(heard);
    return heard;
  };
  const admission = new Admission(
    { connections, unprovenPerAddress: 1_000, connectRate: { rate: 1_000, burst: 1_000 } },
    () => clock.now(),
  );
  const traffic = new Traffic();
  const { node } = bus;
  const outboxBytes = 1_048_576;
  const shared = { admission, traffic, accept };
  const rate = { rate: 1_000, burst: 1_000 };
  const carried = new CarriedLinks({
    ...shared,
    ...{ node, clock, random: systemRandom, rate, outboxBytes },
  });
  carried.start();
  const relay = new LinkRelay(bus, carried, clock);
  const overRequests = new OverRequests({ origins: [], traffic, links: carried, elsewhere: relay, node });
  const setting = {
    host: "127.0.0.1",
    port: 0,
    origins: [],
    trustedProxies: [],
    outboxBytes,
    compressing: false,
    shared: false,
  };
  const listener = listen(setting, {
    ...shared,
    refuse: () => carried.refuse(),
    answer: (request, address) =>
      answerLink({ links: (one, from) => overRequests.answer(one, from) }, request, { address, request: "" }),
  });
  return {
    url: `http://127.0.0.1:${listener.port}`,
    ...{ links, admission, traffic, listener },
    async [Symbol.asyncDispose]() {
      carried.close();
      relay.close();
      await listener.stop();
    },
  };
}

/** The client's end of a link. */
export interface Dialled {
  readonly told: string[];
  readonly send: (message: string) => void;
  readonly close: (code?: number) => void;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export function dialBy(transport: Transport, url: string): Dialled {
  const told: string[] = [];
  let open: () => void = () => undefined;
  let end: (how: { code: number; reason: string }) => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => (end = resolve));
  const link = transport(url, {
    opened: () => open(),
    message: (message) => told.push(message),
    closed: (code, reason) => end({ code, reason }),
  });
  return {
    ...{ told, opened, closed },
    send: (message) => link.send(message),
    close: (code = 1000) => link.close(code, ""),
  };
}

/** Resolves once it holds; a test's own time-out ends the waiting. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await Bun.sleep(2);
}

/** Something between client and server that hands requests on to one server after the other, and what they answer as it comes. */
export function roundRobin(...urls: readonly string[]): { readonly url: string; stop(): Promise<void> } {
  let turn = 0;
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    async fetch({ url, method, body, signal }) {
      const { pathname, search } = new URL(url);
      const next = urls[turn++ % urls.length] ?? "";
      try {
        const text = await new Response(body).text();
        const answer = await fetch(next + pathname + search, { method, signal, body: method === "POST" ? text : null });
        return new Response(answer.body, { status: answer.status, headers: answer.headers });
      } catch {
        return new Response("nobody there", { status: 502 });
      }
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(true) };
}
