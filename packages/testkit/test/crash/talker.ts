import type { Params, ServerFrame } from "@skein/protocol";
import {
  LinkClosed,
  type SeededRandom,
  type SpawnedServer,
  type TestPerson,
  type WireClient,
} from "../../src/index.ts";
import { Copy } from "./copy.ts";

type Message = Params<"message.send">;
/** What the server answered to a key: its place. */
export interface Acknowledged {
  readonly message: Message;
  readonly seq: number;
  readonly at: number;
}

/** Somebody who writes as fast as answers come, and comes back after each kill with what was not answered. */
export class Talker {
  /** Answered messages by key. */
  readonly acknowledged = new Map<string, Acknowledged>();
  /** Marks that were answered, by conversation. */
  readonly marked = new Map<string, number>();
  /** What it heard, and where it would resume. */
  readonly copy = new Copy();
  /** What does not fit together. */
  readonly faults: string[] = [];
  #unanswered: readonly Message[] = [];
  #wire: WireClient | undefined;
  #written = 0;

  constructor(
    readonly name: string,
    readonly person: TestPerson,
    private readonly random: SeededRandom,
    private readonly answered: () => void,
  ) {}

  get wire(): WireClient {
    if (!this.#wire) throw new Error(`${this.name} has no link`);
    return this.#wire;
  }

  get unanswered(): number {
    return this.#unanswered.length;
  }

  /** Comes back where it was, and says again what was not answered, with the same keys, in the order of writing. */
  async connect(server: SpawnedServer<unknown>): Promise<void> {
    const wire = await server.connect(this.person.token, this.copy.cursor);
    this.#wire = wire;
    if (this.copy.cursor !== undefined) {
      if (wire.welcome.resume !== "delta")
        this.faults.push(`${this.name}'s cursor was answered ${wire.welcome.reason}`);
      await wire.next(({ type }: ServerFrame) => type === "delta");
    }
    for (const message of this.#unanswered) this.#send(message);
  }

  /** Says something new. */
  write(conv: string): void {
    this.#written += 1;
    const id = `${this.name}-${this.#written}-${this.random.integer(0, 0xffffff).toString(16)}`;
    const message: Message = { conv, key: `key-${id}`, kind: "text", body: { text: id } };
    this.#unanswered = [...this.#unanswered, message];
    this.#send(message);
  }

  /** Says that all it heard was read. */
  mark(conv: string): void {
    const read = this.copy.headOf(conv);
    if (read === 0) return;
    this.wire.ask("conversation.mark", { marks: [{ conv, read }] }).then(
      () => this.marked.set(conv, Math.max(read, this.marked.get(conv) ?? 0)),
      (fault: unknown) => this.#failed(fault),
    );
  }

  /** The link is gone: takes in all that came over it. */
  async lost(): Promise<void> {
    await this.wire.closed;
    const wrong = this.copy.takeLink(this.wire.frames);
    this.faults.push(...wrong.map((what) => `${this.name}: ${what}`));
    this.#wire = undefined;
  }

  #send(message: Message): void {
    this.wire.ask("message.send", message).then(
      ({ seq, at }) => this.#acknowledge({ message, seq, at }),
      (fault: unknown) => this.#failed(fault),
    );
  }

  #acknowledge(answer: Acknowledged): void {
    const { key } = answer.message;
    const before = this.acknowledged.get(key);
    if (before) this.faults.push(`${key} was answered ${before.seq}, then ${answer.seq}`);
    this.acknowledged.set(key, answer);
    this.#unanswered = this.#unanswered.filter((message) => message.key !== key);
    this.answered();
  }

  #failed(fault: unknown): void {
    if (!(fault instanceof LinkClosed)) this.faults.push(`${this.name}: ${String(fault)}`);
  }
}
