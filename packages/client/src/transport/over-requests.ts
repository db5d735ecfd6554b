import { CLOSE, LINK_PATH } from "@skein/protocol";
import { type Clock, systemClock, wait } from "../clock.ts";
import { EventStream, type StreamEvent } from "./event-stream.ts";
import { restOf } from "./rest.ts";
import { ALIVE, type Link, type LinkEvents, type Transport } from "./transport.ts";
import { Upward } from "./upward.ts";

/** How what comes down is read: as a stream, or in answers that end. */
export type Reading = "stream" | "answers";

/** An answer that has nothing to tell comes after so many ms: below what proxies wait for. */
const WAIT = 20_000;
/** The first is to bring the welcome with the link's name; without the name nothing goes up. */
const FIRST_ANSWER = 1_000;
/** Characters that came down and are acknowledged together, where nothing goes up anyway. */
const OWED = 16_384;
/** Nothing came so many times in a row: the link is given up. Together about 6 s. */
const TRIES = 6;
const FIRST_WAIT = 100;
/** An answer that came sooner and brought nothing was none. */
const SOON = 1_000;
/** What a WebSocket tells when there was no closing handshake. */
const CUT = 1006;
const TOO_LARGE = 1009;

/** Makes a request. */
export type Ask = (url: string, init: RequestInit) => Promise<Response>;

/** A link that requests carry: docs/decisions/0017-links-over-requests.md. */
export function overRequests(
  reading: Reading,
  ask: Ask = (url, init) => fetch(url, init),
  clock: Clock = systemClock,
): Transport {
  return (base, events) => new RequestLink(base.replace(/\/+$/, "") + LINK_PATH, events, reading, ask, clock);
}

class RequestLink implements Link {
  private readonly abort = new AbortController();
  private readonly upward: Upward;
  private id: string | undefined;
  private begun = false;
  private over = false;
  private last = 0;
  /** For how long it was asked to leave the server alone, ms. */
  private rest = 0;
  private owed = 0;

  constructor(
    private readonly base: string,
    private readonly events: LinkEvents,
    private readonly reading: Reading,
    private readonly ask: Ask,
    private readonly clock: Clock,
  ) {
    this.upward = new Upward(
      {
        post: (query, body) => this.request("POST", `/${this.id}${query}`, body),
        heard: () => this.last,
        failed: (status) => {
          this.farewell(CUT);
          this.end(status === 413 ? TOO_LARGE : CUT, "");
        },
        clock,
      },
      1,
    );
    // the first message opens it, so it may be said at once, but not before whoever asked for the link holds it
    queueMicrotask(() => {
      if (!this.over) events.opened();
    });
  }

  send(message: string): void {
    if (this.over) return;
    if (this.begun) this.upward.send(message);
    else this.run(message).catch(() => this.end(CUT, ""));
  }

  close(code: number): void {
    if (this.over) return;
    this.stop();
    this.farewell(code);
  }

  /** Tells the server not to wait; that lives on when the page does not. */
  private farewell(code: number): void {
    if (this.id === undefined) return;
    const told = this.ask(`${this.base}/${this.id}?close=${code}`, { method: "POST", keepalive: true });
    told.then(undefined, () => undefined);
  }

  /** Reads until the link ends. */
  private async run(first: string): Promise<void> {
    this.begun = true;
    let failures = 0;
    while (!this.over && failures < TRIES) {
      if (failures > 0) await wait(this.clock, Math.max(this.rest, FIRST_WAIT * 2 ** (failures - 1)));
      this.rest = 0;
      const since = this.clock.now();
      const before = this.last;
      const go = await this.read(first);
      // what it was opened by may be taken or not: whoever comes back says hello anew
      if (!go || this.id === undefined) break;
      const idle = this.last === before && this.clock.now() - since < SOON;
      failures = idle ? failures + 1 : 0;
    }
    this.end(CUT, "");
  }

  /** One answer, to its end. False: the link is no more. */
  private async read(first: string): Promise<boolean> {
    const ms = this.id === undefined ? FIRST_ANSWER : WAIT;
    const waiting = this.reading === "answers" ? `wait=${ms}` : "";
    try {
      const response = await (this.id === undefined
        ? this.request("POST", waiting && `?${waiting}`, first)
        : this.request("GET", `/${this.id}?after=${this.last}${waiting && `&${waiting}`}`));
      if (response.ok && response.headers.get("content-type")?.startsWith("text/event-stream")) {
        await this.take(response);
        return true;
      }
      this.rest = await restOf(response);
      const later = response.status === 503 || response.status === 429;
      // no room for now: another way leads to the same door
      if (this.id === undefined && later && !this.over) this.turnedAway();
      // something in between is out of order, or we were too fast: the link may still be there
      return response.status >= 500 || response.status === 429;
    } catch {
      return true;
    }
  }

  private async take(response: Response): Promise<void> {
    const stream = new EventStream();
    if (this.reading === "answers") {
      this.feed(stream, await response.text());
      return;
    }
    const reader = response.body?.getReader();
    if (!reader) return;
    const decoder = new TextDecoder();
    while (!this.over) {
      const { done, value } = await reader.read();
      if (done) return;
      this.feed(stream, decoder.decode(value, { stream: true }));
    }
  }

  /**
   * An answer or a comment that brings no message says that the server lives: it does not ask whoever asks it. A piece out of the
   * middle of a message is told with the message, and not by itself: a large one has dozens. [CARRY-13]
   */
  private feed(stream: EventStream, piece: string): void {
    const before = this.last;
    for (const event of stream.push(piece)) this.heard(event);
    if (!this.over && before > 0 && this.last === before && !stream.within) this.events.message(ALIVE);
  }

  private heard({ name, id, data }: StreamEvent): void {
    if (this.over) return;
    if (name === "open") {
      this.id = (JSON.parse(data) as { readonly link: string }).link;
      this.upward.begin();
    } else if (name === "close") {
      const { code, reason } = JSON.parse(data) as { readonly code: number; readonly reason: string };
      this.end(code, reason);
    } else if (Number(id) > this.last + 1) {
      this.end(CUT, "");
    } else if (Number(id) === this.last + 1) {
      this.last += 1;
      this.owed += data.length;
      if (this.reading === "stream" && this.owed >= OWED) {
        this.owed = 0;
        this.upward.acknowledge();
      }
      this.events.message(data);
    }
  }

  /** Never with a header that a page of another origin would have to ask for first. */
  private request(method: string, path: string, body?: string): Promise<Response> {
    const { signal } = this.abort;
    return this.ask(this.base + path, { method, cache: "no-store", credentials: "omit", signal, body: body || null });
  }

  /** Whoever dialled comes back when it was told to. */
  private turnedAway(): void {
    if (this.rest > 0) this.events.message(JSON.stringify({ type: "drain", after: this.rest }));
    this.end(CLOSE.overloaded.code, "overloaded");
  }

  private end(code: number, reason: string): void {
    if (this.over) return;
    this.stop();
    this.events.closed(code, reason);
  }

  private stop(): void {
    this.over = true;
    this.upward.end();
    this.abort.abort();
  }
}
