import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { SOCKET_PATH, SUBPROTOCOL } from "@skein/protocol";
import type { ServerFrame } from "@skein/protocol/schema";
import { dial } from "../../../transport/dial.ts";
import { bad, good, type Finding } from "../finding.ts";
import { PATIENCE, PROXY_GUIDE, type Target, took, within } from "./target.ts";

/** Any 16 bytes; it is not gone on with. */
const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

/** The WebSocket: whether upgrades pass, as a page of this address asks for them, what comes through, and how long it may be silent. */
export async function webSocketOf(target: Target, hello: string): Promise<Finding[]> {
  const since = target.clock.now();
  const head = await within(target.clock, PATIENCE, upgrade(target));
  const status = /^HTTP\/[\d.]+ (\d+)/.exec(head ?? "")?.[1];
  if (status !== "101") return [refusedUpgrade(status, head)];
  const opened = took(target, since);
  return frames(target, hello, opened);
}

function refusedUpgrade(status: string | undefined, head = ""): Finding {
  if (status === undefined)
    return bad("An upgrade to a WebSocket is not answered within 5 s.", `See what stands in between. ${PROXY_GUIDE}`);
  if (status === "403" && head.includes("this origin may not connect"))
    return bad(
      "The server does not let pages of this address connect: it knows itself by another name.",
      `Pass Host on, or set publicUrl, or name the address in origins. ${PROXY_GUIDE}`,
    );
  const why =
    status === "426" || status === "400"
      ? "the server is asked, but not for an upgrade"
      : "something in between refuses it";
  return bad(
    `An upgrade to a WebSocket is answered with ${status}: ${why}. Clients fall back to requests.`,
    `Pass Upgrade and Connection on, over HTTP/1.1 to the server. ${PROXY_GUIDE}`,
  );
}

/** What is answered to an upgrade: its head, and what came with it. */
function upgrade({ url, base, tls }: Target): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const secure = url.protocol === "https:";
  const port = Number(url.port || (secure ? 443 : 80));
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket: Socket = secure
    ? connectTls({ host, port, ...servername, ...tls, ALPNProtocols: ["http/1.1"] })
    : connectPlain({ host, port });
  const lines = [
    `GET ${new URL(base + SOCKET_PATH).pathname} HTTP/1.1`,
    `Host: ${url.host}`,
    `Origin: ${url.origin}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${KEY}`,
    `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
  ];
  return new Promise((resolve) => {
    let text = "";
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.once(secure ? "secureConnect" : "connect", () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
    socket.on("data", (bytes: Buffer) => {
      text += bytes.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
      if (end >= 0 && (text.startsWith("HTTP/1.1 101") || text.length >= end + 4 + length)) done();
    });
    socket.once("error", done);
    socket.once("close", done);
  });
}

/** Says hello and measures a beat. Without a token the server's refusal shows that frames pass both ways. */
async function frames(target: Target, hello: string, opened: string): Promise<Finding[]> {
  const { clock, token, base, tls, idle } = target;
  const inbox = new Inbox();
  const link = dial(
    `${base.replace(/^http/, "ws")}${SOCKET_PATH}`,
    {
      opened: () => link.send(JSON.parse(hello) as object),
      frame: (text) => {
        const frame = JSON.parse(text) as ServerFrame;
        if (frame.type === "ping") link.send({ type: "pong" });
        inbox.put(frame.type);
      },
      closed: () => inbox.close(),
    },
    tls,
  );
  try {
    const first = await within(clock, PATIENCE, inbox.next(["welcome", "error"]));
    if (first === undefined)
      return [bad("A WebSocket opens and brings nothing within 5 s.", `See what stands in between. ${PROXY_GUIDE}`)];
    if (token === undefined)
      return [good(`WebSocket: open in ${opened}; the server is reached and wants a token, as it should.`)];
    if (first !== "welcome") return [bad("The token is refused.", "Make another: skein token <person>.")];
    const asked = clock.now();
    link.send({ type: "ping" });
    if ((await within(clock, PATIENCE, inbox.next(["pong"]))) !== "pong")
      return [bad("A WebSocket opens, and then nothing passes.", `See what stands in between. ${PROXY_GUIDE}`)];
    const findings = [good(`WebSocket: open in ${opened}, round trip ${took(target, asked)}.`)];
    if (idle > 0) findings.push(await silenceOf(target, inbox, () => link.send({ type: "ping" })));
    return findings;
  } finally {
    link.close();
  }
}

async function silenceOf(target: Target, inbox: Inbox, ask: () => void): Promise<Finding> {
  const { clock, idle } = target;
  const since = clock.now();
  const remedy = `Let connections be silent for 60 s or more; or lower heartbeat.interval below it. ${PROXY_GUIDE}`;
  await within(clock, idle, inbox.ended);
  const lasted = took(target, since);
  if (inbox.over) return bad(`A silent WebSocket is cut after ${lasted}.`, remedy);
  ask();
  const answer = await within(clock, PATIENCE, inbox.next(["pong"]));
  if (answer !== "pong") return bad(`A WebSocket that was silent for ${lasted} is dead, and nobody was told.`, remedy);
  return good(`A WebSocket bears ${lasted} of silence.`);
}

/** Kinds of frames that came, until somebody waits for one of them. */
class Inbox {
  over = false;
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  #kinds: string[] = [];
  #look: () => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  put(kind: string): void {
    this.#kinds.push(kind);
    this.#look();
  }

  close(): void {
    this.over = true;
    this.#end();
    this.#look();
  }

  /** The next of these kinds; what came before is forgotten. Empty: it is over. */
  next(kinds: readonly string[]): Promise<string> {
    return new Promise((resolve) => {
      this.#look = () => {
        const found = this.#kinds.find((kind) => kinds.includes(kind));
        if (found === undefined && !this.over) return;
        this.#kinds = [];
        this.#look = () => undefined;
        resolve(found ?? "");
      };
      this.#look();
    });
  }
}
