import type { CommandName, Params } from "@skein/protocol";
import { LinkClosed, type SeededRandom, type TestPerson, WireClient, WireFault } from "../../../src/index.ts";
import { Heard } from "./heard.ts";

export type Message = Params<"message.send">;
type Connected = Awaited<ReturnType<typeof WireClient.connect>>;

/** What the server answered to a key: its place. */
export interface Acknowledged {
  readonly message: Message;
  readonly seq: number;
  readonly at: number;
}

/** Where somebody may go. */
export interface Places {
  /** Base URLs of the nodes that should answer. */
  readonly urls: () => readonly string[];
}

/** Who waits longer for an answer goes to another node. ms */
const PATIENCE = 4_000;
/** Between two looks at what came, ms. */
const TICK = 20;
/** Errors after which the same thing is asked again. */
const AGAIN: ReadonlySet<string> = new Set(["unavailable", "busy"]);
/** What may rightly be said of a cursor by a node that is behind the one which gave it. */
const HONEST: ReadonlySet<string> = new Set(["too_far", "unknown_cursor"]);

/** Somebody who has a window of unanswered messages, and who comes back to any node with the same keys. */
export class Roamer {
  /** Answered messages by key. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Marks that were answered, by conversation. */
  readonly marked = new Map<string, number>();
  readonly heard: Heard;
  readonly faults: string[] = [];
  /** What was said of its cursors. */
  readonly resumed: string[] = [];
  /** Called while it has a link and room to write. */
  busy: ((roamer: Roamer) => void) | undefined;
  #unanswered = new Map<string, Message>();
  #wire: Connected | undefined;
  #taken = 0;
  #oldest = 0;
  #written = 0;
  #over = false;
  #life: Promise<void> = Promise.resolve();

  constructor(
    readonly name: string,
    readonly person: TestPerson,
    readonly random: SeededRandom,
    private readonly places: Places,
    loose: ReadonlySet<string> = new Set(),
  ) {
    this.heard = new Heard(loose);
  }

  get unanswered(): number {
    return this.#unanswered.size;
  }

  /** The link of this moment. */
  get wire(): WireClient | undefined {
    return this.#wire;
  }

  start(): void {
    this.#life = this.#roam();
  }

  async stop(): Promise<void> {
    this.#over = true;
    this.#wire?.close();
    await this.#life;
  }

  /** Says something new. */
  write(conv: string): void {
    this.#written += 1;
    const id = `${this.name}-${this.#written}-${this.random.integer(0, 0xffffff).toString(16)}`;
    const message: Message = { conv, key: `key-${id}`, kind: "text", body: { text: id } };
    this.#unanswered.set(message.key, message);
    this.#send(message);
  }

  /** Says that all it heard was read. */
  mark(conv: string): void {
    const read = this.heard.headOf(conv);
    if (read > 0)
      this.attempt("conversation.mark", { marks: [{ conv, read }] }, () => {
        this.marked.set(conv, Math.max(read, this.marked.get(conv) ?? 0));
      });
  }

  /** Asks once, on the link of this moment; what becomes of it is of no weight unless it was done. */
  attempt<N extends CommandName>(name: N, params: Params<N>, done: () => void = () => undefined): void {
    this.#wire?.ask(name, params).then(done, (fault: unknown) => {
      if (fault instanceof LinkClosed) return;
      if (!(fault instanceof WireFault) || !AGAIN.has(fault.error)) this.faults.push(`${name}: ${String(fault)}`);
    });
  }

  async #roam(): Promise<void> {
    while (!this.#over) {
      const wire = await this.#arrive();
      if (!wire) {
        await Bun.sleep(TICK);
        continue;
      }
      this.#wire = wire;
      this.#oldest = Date.now();
      if (wire.welcome.resume === "reset") await this.#readAnew(wire).catch(() => wire.close());
      for (const message of this.#unanswered.values()) this.#send(message);
      await this.#stay(wire);
      this.#wire = undefined;
    }
  }

  /** A link past its hello; undefined when that took too long or came to nothing. */
  async #arrive(): Promise<Connected | undefined> {
    const urls = this.places.urls();
    if (urls.length === 0) return undefined;
    const opening = WireClient.open({ url: this.random.pick(urls) });
    const wire = await within(opening);
    if (!wire) {
      opening.then(
        (late) => late.close(),
        () => undefined,
      );
      return undefined;
    }
    const { cursor } = this.heard;
    const welcome = await within(wire.hello({ token: this.person.token, cursor }));
    if (!welcome) {
      wire.close();
      return undefined;
    }
    if (cursor !== undefined) this.resumed.push(welcome.resume === "reset" ? (welcome.reason ?? "?") : "delta");
    if (cursor !== undefined && welcome.resume === "reset" && !HONEST.has(welcome.reason ?? ""))
      this.faults.push(`a cursor was answered ${welcome.reason}`);
    this.#taken = 0;
    this.heard.begin();
    return Object.assign(wire, { welcome });
  }

  /** After a reset: all that was said since, as history. */
  async #readAnew(wire: Connected): Promise<void> {
    for (const conv of this.heard.logs.keys()) {
      for (;;) {
        const page = await within(wire.ask("message.list", { conv, after: this.heard.headOf(conv), limit: 100 }));
        if (!page) throw new LinkClosed(1006, "too slow");
        for (const entry of page.entries) this.heard.entry(entry);
        if (page.entries.length === 0 || this.heard.headOf(conv) >= page.head) break;
      }
    }
  }

  async #stay(wire: Connected): Promise<void> {
    const ended = wire.closed.then(() => "ended");
    do {
      this.#take(wire);
      if (this.#unanswered.size === 0) this.#oldest = Date.now();
      if (Date.now() - this.#oldest > PATIENCE) wire.close();
      else this.busy?.(this);
    } while ((await Promise.race([ended, Bun.sleep(TICK)])) === undefined);
    this.#take(wire);
  }

  #take(wire: Connected): void {
    for (; this.#taken < wire.frames.length; this.#taken++) {
      const frame = wire.frames[this.#taken];
      if (frame) this.heard.frame(frame);
    }
  }

  #send(message: Message): void {
    const wire = this.#wire;
    wire?.ask("message.send", message).then(
      ({ seq, at }) => this.#acknowledge({ message, seq, at }),
      async (fault: unknown) => {
        if (fault instanceof LinkClosed) return;
        if (!(fault instanceof WireFault) || !AGAIN.has(fault.error)) {
          this.faults.push(`${message.key}: ${String(fault)}`);
          this.#unanswered.delete(message.key);
          return;
        }
        await Bun.sleep(this.random.integer(100, 400));
        // on another link it has been said again already
        if (this.#wire === wire) this.#send(message);
      },
    );
  }

  #acknowledge(answer: Acknowledged): void {
    const { key } = answer.message;
    const before = this.acknowledged.get(key);
    if (before && (before.seq !== answer.seq || before.at !== answer.at))
      this.faults.push(`${key} was answered ${before.seq}, then ${answer.seq}`);
    this.acknowledged.set(key, answer);
    this.#unanswered.delete(key);
    this.#oldest = Date.now();
  }
}

/** Undefined when it takes too long, or fails. */
function within<T>(promise: Promise<T>): Promise<T | undefined> {
  return Promise.race([promise.catch(() => undefined), Bun.sleep(PATIENCE).then(() => undefined)]);
}
