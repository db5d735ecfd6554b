import type { Entry, ServerFrame } from "@skein/protocol/schema";
import type { Line, LineEvents, Target } from "../peer.ts";
import { SkeinLink, textOfEntry } from "./link.ts";

/** Where a device stands: the cursor, and the head of each log that it has taken. */
interface ResumePoint {
  readonly cursor: string;
  readonly heads: readonly (readonly [string, number])[];
  /** What was sent and not answered: it is sent again, with its key. */
  readonly unanswered: readonly (readonly [number, object])[];
}

/** One is hello; a request's id is its message's number after that. */
const FIRST_ID = 2;

/** One person's device: says hello, sends, takes each entry once by its seq and tells of holes. */
export class Person implements Line {
  readonly #target: Target;
  readonly #user: number;
  readonly #events: LineEvents;
  readonly #link: SkeinLink;
  readonly #ready = Promise.withResolvers<undefined>();
  readonly #heads: Map<string, number>;
  readonly #unanswered: Map<number, object>;
  #cursor: string | undefined;

  constructor(target: Target, user: number, events: LineEvents, resumeFrom: string | undefined) {
    this.#target = target;
    this.#user = user;
    this.#events = events;
    const point = resumeFrom === undefined ? undefined : (JSON.parse(resumeFrom) as ResumePoint);
    this.#cursor = point?.cursor;
    this.#heads = new Map(point?.heads);
    this.#unanswered = new Map(point?.unanswered);
    // where the dial itself fails nobody waits for it
    this.#ready.promise.catch(() => undefined);
    this.#link = new SkeinLink(target, {
      frame: (frame) => this.#take(frame),
      beat: () => events.beat?.(),
      closed: (code) => {
        this.#ready.reject(new Error(`The link of person ${user} was closed with ${code}`));
        events.closed(code);
      },
    });
  }

  async connect(): Promise<void> {
    await this.#link.dial();
    const token = this.#target.credentials[this.#user] ?? "";
    this.#link.send({ type: "hello", id: 1, token, ...(this.#cursor === undefined ? {} : { cursor: this.#cursor }) });
    await this.#ready.promise;
    for (const [id, params] of this.#unanswered) this.#link.send({ type: "message.send", id, params });
  }

  send(number: number, conversation: number, text: string): void {
    const conv = this.#target.conversations[conversation] ?? "";
    const params = { conv, key: Bun.randomUUIDv7(), kind: "text", body: { text } };
    const id = number + FIRST_ID;
    this.#unanswered.set(id, params);
    this.#link.send({ type: "message.send", id, params });
  }

  resumePoint(): string | undefined {
    if (this.#cursor === undefined) return undefined;
    const point = { cursor: this.#cursor, heads: [...this.#heads], unanswered: [...this.#unanswered] };
    return JSON.stringify(point satisfies ResumePoint);
  }

  close(): void {
    this.#link.close();
  }

  cut(): void {
    this.#link.cut();
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case "entry":
        this.#cursor = frame.cursor ?? this.#cursor;
        this.#apply(frame);
        break;
      case "ok":
        this.#unanswered.delete(frame.id);
        this.#events.acked(frame.id - FIRST_ID);
        break;
      case "welcome":
        if (this.#cursor !== undefined && frame.resume === "reset") this.#events.refused(`reset: ${frame.reason}`);
        if (frame.resume === "reset") this.#cursor = frame.cursor;
        this.#ready.resolve(undefined);
        break;
      case "delta":
        for (const { entries = [] } of frame.conversations) entries.forEach((entry) => this.#apply(entry));
        this.#cursor = frame.cursor;
        break;
      case "error":
        this.#events.refused(JSON.stringify(frame));
        break;
      case "drain":
        this.#events.sentAway?.(frame.after);
        break;
      case "event":
      case "ping":
      case "pong":
        break;
    }
  }

  #apply(entry: Entry): void {
    const head = this.#heads.get(entry.conv);
    if (head !== undefined && entry.seq <= head) return;
    if (head !== undefined && entry.seq > head + 1) {
      this.#events.refused(`a hole in ${entry.conv}: ${entry.seq} after ${head}`);
    }
    this.#heads.set(entry.conv, entry.seq);
    const text = textOfEntry(entry);
    if (text !== undefined) this.#events.delivered(text);
  }
}
