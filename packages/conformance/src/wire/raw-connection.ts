import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectSecure } from "node:tls";
import { within } from "../clock.ts";
import { Failure } from "../expect.ts";

/** The head and body of an answer. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Opens a TCP or TLS connection to the server. Rejects when there is none. */
export async function connect(url: URL, patience: number): Promise<Socket> {
  const secure = url.protocol === "https:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const where = { host, port: Number(url.port || (secure ? 443 : 80)) };
  const socket = secure ? connectSecure({ ...where, servername: host }) : connectPlain(where);
  const open = new Promise<Socket>((resolve, reject) => {
    socket.once(secure ? "secureConnect" : "connect", () => resolve(socket));
    socket.once("error", reject);
  });
  return within(patience, open, () => new Failure("connecting", `a connection to ${url.host}`, "none"));
}

/** What an HTTP server answers to these bytes, until it ends the connection. */
export async function untilEnd(url: URL, request: string, patience: number): Promise<RawAnswer> {
  const socket = await connect(url, patience);
  const parts: Buffer[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on("data", (part: Buffer) => parts.push(part));
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
    socket.on("end", () => resolve());
  });
  socket.write(request);
  try {
    await within(patience, ended, () => {
      return new Failure("a connection that the server is to close", "its end", Buffer.concat(parts).toString());
    });
    return answerOf(Buffer.concat(parts).toString("latin1"));
  } finally {
    socket.destroy();
  }
}

/** Reads the text of a whole answer. */
export function answerOf(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [start = "", ...lines] = text.slice(0, Math.max(0, end)).split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  return { status: Number(start.split(" ")[1]), headers, body: text.slice(end + 4) };
}
