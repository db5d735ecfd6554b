import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import type { Bus } from "./bus.ts";
import { Ears, type Hear } from "./ears.ts";
import { checkSubject } from "./subject.ts";

interface Word {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * A bus within one process. For the single node, whose words reach nobody and cost nothing, and for several in one test.
 *
 * @example
 * const bus = new LocalHub(clock, log).join("n1");
 */
export class LocalHub {
  readonly #members = new Set<LocalBus>();
  /** What one tick publishes: handed over at its end, so it needs no other bound. */
  #words: Word[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @param node its id; two members with one id do not hear each other */
  join(node: string): Bus {
    const member: LocalBus = new LocalBus(node, this.log, {
      publish: (subject, text) => this.#publish(member, subject, text),
      leave: () => this.#members.delete(member),
      members: () => this.#members.size,
    });
    this.#members.add(member);
    return member;
  }

  #publish({ node }: LocalBus, subject: string, text: string): void {
    // whoever is alone publishes to nobody
    if (this.#members.size < 2) return;
    if (this.#words.length === 0) this.clock.soon(() => this.#deliver());
    this.#words.push({ from: node, subject, text });
  }

  #deliver(): void {
    const words = this.#words;
    this.#words = [];
    for (const { from, subject, text } of words) {
      for (const member of this.#members) if (member.node !== from) member.ears.word(subject, text, from);
    }
  }
}

class LocalBus implements Bus {
  readonly ears: Ears;
  #closed = false;

  constructor(
    readonly node: string,
    log: Log,
    private readonly hub: { publish(subject: string, text: string): void; leave(): void; members(): number },
  ) {
    this.ears = new Ears(log);
  }

  get connected(): boolean {
    return !this.#closed;
  }

  get alone(): boolean {
    return this.hub.members() < 2;
  }

  publish(subject: string, text: string): void {
    checkSubject(subject);
    if (!this.#closed) this.hub.publish(subject, text);
  }

  subscribe(subject: string, hear: Hear): () => void {
    return this.ears.add(subject, hear);
  }

  onConnection(call: (connected: boolean) => void): () => void {
    return this.ears.watch(call);
  }

  close(): Promise<void> {
    this.#closed = true;
    this.ears.clear();
    this.hub.leave();
    return Promise.resolve();
  }
}
