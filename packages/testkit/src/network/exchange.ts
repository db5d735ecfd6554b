import type { Core } from "@skein/server";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import { Channel } from "./channel.ts";

/** What answers requests at a node. */
type Answer = Core["answer"];

/** Where a request comes to. */
export interface Answering {
  readonly node: string;
  readonly answer: Answer;
}

interface Setting {
  readonly clock: VirtualClock;
  /** Told to the server as where it comes from. */
  readonly address: string;
  /** ms that the next piece takes. */
  readonly delay: () => number;
  /** Answers are held back until they have ended. */
  readonly buffering: () => boolean;
  readonly note: (line: string) => void;
  /** A request, or a piece of its answer, has arrived and was heard. */
  readonly passed: (direction: "up" | "down", text: string) => void;
  /** Neither side holds it any more. */
  readonly over: () => void;
}

/** Bytes of a head, about. */
const HEAD = 200;

/** One HTTP request in memory and its answer, piece by piece, seen by two who may not agree on whether it lives. */
export class Exchange {
  readonly up: Channel;
  readonly down: Channel;
  readonly #server = new AbortController();
  #resolve: (response: Response) => void = () => undefined;
  #reject: (fault: Error) => void = () => undefined;
  #body: ReadableStreamDefaultController<Uint8Array> | undefined;
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  /** Where it was taken. */
  #node: string | undefined;
  #clientOver = false;
  #serverOver = false;

  constructor(private readonly is: Setting) {
    this.up = new Channel(is.clock, { delay: is.delay });
    this.down = new Channel(is.clock, { delay: is.delay });
  }

  /**
   * As `fetch` does; `reach` gives what answers, or undefined where nothing does.
   *
   * @param lost nobody hears it, and nobody is told
   */
  ask(url: string, init: RequestInit, reach: () => Answering | undefined, lost = false): Promise<Response> {
    const { method = "GET", body = null, signal } = init;
    signal?.addEventListener("abort", () => this.#leave(), { once: true });
    if (lost) this.up.silence();
    this.up.send(HEAD + (typeof body === "string" ? body.length : 0), () => {
      this.is.note(`↑ ${method} ${url} ${typeof body === "string" ? body : ""}`);
      this.is.passed("up", typeof body === "string" ? body : "");
      const reached = this.#clientOver ? undefined : reach();
      if (!reached) {
        this.#serverDone();
        this.down.send(0, () => this.breakClient());
        return;
      }
      this.#node = reached.node;
      const request = new Request(url, { method, body, signal: this.#server.signal });
      Promise.resolve(reached.answer(request, this.is.address)).then(
        (response) => this.#answered(response),
        () => this.breakServer(),
      );
    });
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Whether the server holds it, or may come to. */
  get atServer(): boolean {
    return !this.#serverOver;
  }

  isAt(node: string): boolean {
    return this.#node === node;
  }

  /** The server's process is gone: it hears and says nothing more. */
  forgetServer(): void {
    this.up.silence();
    this.#serverDone();
  }

  /** The client's process is gone. */
  forgetClient(): void {
    this.down.silence();
    this.#clientDone();
  }

  /** The client learns that it is broken. */
  breakClient(): void {
    if (this.#clientOver) return;
    const fault = new TypeError("the network is gone");
    this.#reject(fault);
    this.#body?.error(fault);
    this.#clientDone();
  }

  /** The server learns that it is broken. */
  breakServer(): void {
    if (this.#serverOver) return;
    this.#server.abort();
    this.#reader?.cancel().catch(() => undefined);
    this.#serverDone();
  }

  /** The client does not want it any more. */
  #leave(): void {
    if (this.#clientOver) return;
    this.#reject(new DOMException("aborted", "AbortError"));
    this.#clientDone();
    this.up.send(0, () => this.breakServer());
  }

  #answered(response: Response): void {
    const held = this.is.buffering() ? response.arrayBuffer() : undefined;
    if (!held) return this.#stream(response);
    // it may never end: then nothing of it ever comes
    held.then(
      (bytes) => this.#stream(new Response(bytes.byteLength > 0 ? bytes : null, response)),
      () => this.breakServer(),
    );
  }

  #stream(response: Response): void {
    this.down.send(HEAD, () => {
      if (this.#clientOver) return;
      this.is.note(`↓ ${response.status}`);
      this.is.passed("down", "");
      const { status, headers } = response;
      const empty = status === 204 || response.body === null;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#body = controller;
        },
        cancel: () => this.#leave(),
      });
      this.#resolve(new Response(empty ? null : body, { status, headers }));
      if (empty) this.#clientDone();
    });
    const reader = response.body?.getReader();
    this.#reader = reader;
    if (reader) this.#pump(reader).catch(() => this.breakServer());
    else this.#serverDone();
  }

  async #pump(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read();
      if (this.#serverOver) return;
      if (done) break;
      this.down.send(value.length, () => this.#piece(value));
    }
    this.#serverDone();
    this.down.send(0, () => {
      if (this.#clientOver) return;
      this.#body?.close();
      this.#clientDone();
    });
  }

  #piece(bytes: Uint8Array): void {
    if (this.#clientOver) return;
    const text = Buffer.from(bytes).toString();
    this.is.note(`↓ ${text}`);
    this.#body?.enqueue(bytes);
    this.is.passed("down", text);
  }

  #clientDone(): void {
    this.#clientOver = true;
    if (this.#serverOver) this.is.over();
  }

  #serverDone(): void {
    this.#serverOver = true;
    if (this.#clientOver) this.is.over();
  }
}
