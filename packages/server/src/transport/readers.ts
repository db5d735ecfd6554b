import type { Reader } from "./carried-link.ts";
import { EVENT_STREAM, KEEP_ALIVE } from "./event-text.ts";

/** Nobody in between may keep these answers, change them, or hold them back until there is more. */
const UNBUFFERED = {
  "Content-Type": EVENT_STREAM,
  "Cache-Control": "no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/** A reader with the answer that it makes. */
export interface Answering extends Reader {
  response(): Promise<Response>;
}

/** Reads for as long as it can: every event leaves at once. */
export class StreamReader implements Answering {
  readonly carrier = "sse";
  readonly #stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** @param gone called when whoever asked does not read any more */
  constructor(gone: () => void) {
    this.#stream = new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
        // the head of an answer leaves with its first bytes: whoever asked learns at once that it is read
        this.take(KEEP_ALIVE);
      },
      cancel: () => {
        this.#controller = undefined;
        gone();
      },
    });
  }

  take(events: string): void {
    this.#controller?.enqueue(Buffer.from(events));
  }

  end(): void {
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.close();
  }

  response(): Promise<Response> {
    return Promise.resolve(new Response(this.#stream, { headers: UNBUFFERED }));
  }
}

/** Waits for the first messages, and is answered with all that there are. */
export class PollReader implements Answering {
  readonly carrier = "long-poll";
  readonly #text: Promise<string>;
  #resolve: (text: string) => void = () => undefined;
  #events = "";

  constructor() {
    this.#text = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  take(events: string): void {
    this.#events += events;
  }

  end(): void {
    this.#resolve(this.#events);
  }

  async response(): Promise<Response> {
    return new Response(await this.#text, { headers: UNBUFFERED });
  }
}
