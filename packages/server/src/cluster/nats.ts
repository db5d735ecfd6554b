import type { Msg, NatsConnection, Subscription } from "@nats-io/transport-node";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Bus } from "./bus.ts";
import { Ears, type Hear } from "./ears.ts";
import { pack, unpack, type Word } from "./envelope.ts";
import { natsAddress } from "./nats-address.ts";
import { NatsLine } from "./nats-line.ts";
import { Neighbours } from "./neighbours.ts";
import { checkSubject } from "./subject.ts";

/** What a word costs on the way beside itself and its subject, about. */
const WRAPPING_BYTES = 32;
/** Who is there says so on it; who goes says this. */
const THERE = "bus.there";
const GONE = "gone";
/** ms between two rounds in which all say that they are there. */
const ROUND = 2_000;

export interface NatsSetting {
  /** Servers with commas between; see `natsAddress`. */
  readonly url: string;
  /** One token of a subject: clusters with another epoch do not hear this one. */
  readonly epoch: string;
  /** One token of a subject, met only once in the cluster. */
  readonly node: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** ms between two signs of life; four that fail to come end the connection. */
  readonly beat?: number;
  /** ms between two words by which each node says that it is there; 2,000 when absent */
  readonly round?: number;
}

/**
 * A node's bus over NATS. NATS may be absent: then it is not connected, and connects when NATS comes.
 *
 * @throws StartFault for an address that is not understood, and when NATS refuses who we are
 * @example
 * const bus = await openNats({ url: "nats://127.0.0.1:4222", epoch, node: newId(random), clock, random, log });
 */
export async function openNats(setting: NatsSetting): Promise<Bus> {
  const bus = new NatsBus(setting);
  await bus.open();
  return bus;
}

class NatsBus implements Bus {
  readonly node: string;
  readonly #prefix: string;
  readonly #ears: Ears;
  readonly #line: NatsLine;
  readonly #neighbours: Neighbours;
  readonly #subscriptions = new Map<string, Subscription>();
  /** What this tick publishes, by subject: never more than the line takes. */
  #words = new Map<string, Word[]>();
  #bytes = 0;
  #closed = false;

  constructor(private readonly is: NatsSetting) {
    checkSubject(is.node);
    checkSubject(is.epoch);
    this.node = is.node;
    this.#prefix = `skein.${is.epoch}.`;
    this.#ears = new Ears(is.log);
    this.#neighbours = new Neighbours({
      clock: is.clock,
      round: is.round ?? ROUND,
      say: () => this.#say(THERE, ""),
    });
    this.#ears.add(THERE, (word, from) => {
      if (word === GONE) this.#neighbours.left(from);
    });
    this.#line = new NatsLine(
      { ...is, address: natsAddress(is.url), name: `skein ${is.node}`, beat: is.beat ?? 1_000 },
      { up: (connection) => this.#up(connection), down: () => this.#down() },
    );
  }

  open(): Promise<void> {
    return this.#line.open();
  }

  get connected(): boolean {
    return !this.#closed && this.#line.connection !== undefined;
  }

  get alone(): boolean {
    return this.#neighbours.none;
  }

  publish(subject: string, text: string): void {
    checkSubject(subject);
    if (!this.alone) this.#say(subject, text);
  }

  subscribe(subject: string, hear: Hear): () => void {
    const end = this.#ears.add(subject, hear);
    const connection = this.#line.connection;
    if (connection && !this.#subscriptions.has(subject)) this.#hear(connection, subject);
    return () => {
      end();
      if (this.#ears.hears(subject)) return;
      this.#subscriptions.get(subject)?.unsubscribe();
      this.#subscriptions.delete(subject);
    };
  }

  onConnection(call: (connected: boolean) => void): () => void {
    return this.#ears.watch(call);
  }

  async close(): Promise<void> {
    this.#say(THERE, GONE);
    this.#flush();
    this.#closed = true;
    this.#neighbours.disconnected();
    this.#ears.clear();
    await this.#line.close();
  }

  #say(subject: string, text: string): void {
    if (!this.connected) return;
    const bytes = Buffer.byteLength(text);
    const cost = bytes + subject.length + WRAPPING_BYTES;
    if (!this.#line.pulse?.admits(this.#bytes + cost)) return;
    if (this.#words.size === 0) this.is.clock.soon(() => this.#flush());
    const words = this.#words.get(subject);
    if (words) words.push({ text, bytes });
    else this.#words.set(subject, [{ text, bytes }]);
    this.#bytes += cost;
  }

  #up(connection: NatsConnection): void {
    for (const subject of this.#ears.subjects) this.#hear(connection, subject);
    this.#neighbours.connected();
    this.#ears.connection(true);
  }

  #down(): void {
    this.#subscriptions.clear();
    this.#neighbours.disconnected();
    this.#forget();
    this.#ears.connection(false);
  }

  #hear(connection: NatsConnection, subject: string): void {
    if (connection.isClosed()) return;
    const callback = (fault: Error | null, message: Msg): void => {
      // a fault here is a right that lacks, and the line tells of it
      if (!fault) this.#arrived(subject, message);
    };
    this.#subscriptions.set(subject, connection.subscribe(`${this.#prefix}${subject}`, { callback }));
  }

  #arrived(subject: string, message: Msg): void {
    const unpacked = unpack(message.string());
    if (!unpacked) {
      this.is.log.warn({ subject }, "somebody else speaks on a subject of ours");
      return;
    }
    // what went out on the connection before this one may come back on it
    if (unpacked.from === this.node) return;
    this.#neighbours.heard(unpacked.from);
    for (const word of unpacked.words) this.#ears.word(subject, word, unpacked.from);
  }

  #flush(): void {
    const words = this.#words;
    const bytes = this.#bytes;
    this.#forget();
    const connection = this.#line.connection;
    // it may have been lost within the tick
    if (!connection || connection.isClosed() || this.#closed) return;
    for (const [subject, all] of words) this.#send(connection, subject, all);
    this.#line.pulse?.wrote(bytes);
  }

  #send(connection: NatsConnection, subject: string, words: readonly Word[]): void {
    const { messages, tooLong } = pack(this.node, words, connection.info?.max_payload ?? 0);
    if (tooLong > 0) this.is.log.warn({ subject, words: tooLong }, "words too long for NATS were dropped");
    for (const message of messages) connection.publish(`${this.#prefix}${subject}`, message);
  }

  #forget(): void {
    this.#words = new Map();
    this.#bytes = 0;
  }
}
