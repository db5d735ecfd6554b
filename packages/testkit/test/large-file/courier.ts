import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import type { CommandName, Params, Result } from "@skein/protocol";

const MB = 1024 * 1024;
const BLOCK = MB;

/** The n-th MB of a file that need not lie anywhere: cheap to make, and like no other. */
function block(n: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(BLOCK);
  const words = new Uint32Array(bytes.buffer);
  for (let at = 0, value = n + 1; at < words.length; at++)
    words[at] = value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
  return bytes;
}

/** Its SHA-256, for so many MB. */
export function hashOf(megabytes: number): string {
  const hash = new Bun.CryptoHasher("sha256");
  for (let n = 0; n < megabytes; n++) hash.update(block(n));
  return hash.digest("hex");
}

/** Memory that a process has, bytes; 0 of one that is gone. */
export function memoryOf(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib ?? 0) * 1024;
}

/** One device of somebody, who sends and fetches large files by hand. */
export class Courier {
  constructor(
    private readonly token: string,
    /** Where the next request goes. */
    private readonly url: () => string,
  ) {}

  async ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>> {
    const headers = { ...this.#headers, "Content-Type": "application/json" };
    const answer = await fetch(`${this.url()}/v1/${name}`, { method: "POST", headers, body: JSON.stringify(params) });
    if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`);
    return (await answer.json()) as Result<N>;
  }

  /** Begins to send from a byte on, up to another, and then cuts the connection. Resolves with what was handed over. */
  async send(path: string, from: number, to: number, whole: number): Promise<number> {
    const socket = await this.#request("PATCH", path, [
      "Tus-Resumable: 1.0.0",
      `Upload-Offset: ${from}`,
      "Content-Type: application/offset+octet-stream",
      `Content-Length: ${whole - from}`,
    ]);
    let at = from;
    while (at < to && !socket.destroyed) {
      const n = Math.floor(at / BLOCK);
      const piece = block(n).subarray(at - n * BLOCK, Math.min(BLOCK, to - n * BLOCK));
      if (!socket.write(piece)) await room(socket);
      at += piece.length;
    }
    // answered where it was all of it, cut where it was not
    if (to === whole) await once(socket, "data");
    socket.destroy();
    return at;
  }

  /** How far it has come, once whoever wrote to it last is known to be gone. */
  async offset(path: string): Promise<number> {
    for (;;) {
      const headers = { ...this.#headers, "Tus-Resumable": "1.0.0" };
      const answer = await fetch(`${this.url()}${path}`, { method: "HEAD", headers }).catch(() => undefined);
      if (answer?.status === 200) return Number(answer.headers.get("upload-offset"));
      await Bun.sleep(100);
    }
  }

  /** SHA-256 of a file as it comes, in parts that are cut and gone on with. */
  async fetched(id: string, size: number, cuts: number): Promise<string> {
    const hash = new Bun.CryptoHasher("sha256");
    const step = Math.ceil(size / (cuts + 1));
    for (let from = 0; from < size; from += step) {
      const headers = { ...this.#headers, Range: `bytes=${from}-` };
      const answer = await fetch(`${this.url()}/v1/files/${id}`, { headers });
      let left = Math.min(step, size - from);
      for await (const part of answer.body ?? []) {
        hash.update(part.subarray(0, left));
        left -= Math.min(left, part.length);
        // here it is cut
        if (left === 0) break;
      }
    }
    return hash.digest("hex");
  }

  /** Asks for a file and takes nothing of it. */
  async stall(id: string): Promise<Socket> {
    const socket = await this.#request("GET", `/v1/files/${id}`, []);
    socket.pause();
    return socket;
  }

  async #request(method: string, path: string, lines: readonly string[]): Promise<Socket> {
    const { hostname, port } = new URL(this.url());
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const head = [`${method} ${path} HTTP/1.1`, `Host: ${hostname}`, `Authorization: Bearer ${this.token}`, ...lines];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    return socket;
  }

  get #headers() {
    return { Authorization: `Bearer ${this.token}` };
  }
}

/** Until it takes more, or is gone. */
function room(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done);
      socket.off("close", done);
      resolve();
    };
    socket.on("drain", done);
    socket.on("close", done);
  });
}
