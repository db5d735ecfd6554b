import { Histogram } from "../measure/histogram.ts";
import { Ledger, readMark, textOf } from "../measure/ledger.ts";
import type { Line, LineEvents } from "../peer/peer.ts";
import { DueTimes, type Stream } from "./stream.ts";
import type { Run } from "./workload.ts";

/** Dials under way at once: enough to keep a server busy, few enough for its accept queue. */
const DIALS = 256;
const SETTLE_WITHIN = 20_000;

interface Member {
  line: Line;
  readonly due: DueTimes;
  leaving: boolean;
}

/** The signed-in connections of a run: sends, times every answer from when the send was due, checks every delivery. */
export class Crowd {
  /** From due to the peer's ack. */
  readonly ack = new Histogram();
  /** From due to each receiver. */
  readonly delivery = new Histogram();
  readonly ledger = new Ledger();
  /** Signs of life that were asked for and given. */
  beats = 0;
  /** Set by a workload that goes on from an answer. */
  onAck: (user: number, ms: number) => void = () => undefined;
  onDelivered: (user: number, ms: number, sender: number) => void = () => undefined;
  /** Set by a workload in which links may end: `after` is what the server said of it, ms. */
  onLost: ((user: number, after: number | undefined) => void) | undefined;
  readonly #run: Run;
  readonly #doorOf: (user: number) => number;
  readonly #members = new Map<number, Member>();
  readonly #streams: Stream[] = [];
  readonly #streamOf = new Map<string, Stream>();
  #sent = 0;
  #acked = 0;
  #expected = 0;

  /** @param doorOf by which node of a cluster somebody comes in */
  constructor(run: Run, doorOf: (user: number) => number = () => 0) {
    this.#run = run;
    this.#doorOf = doorOf;
  }

  get acked(): number {
    return this.#acked;
  }

  /** Connects these people. */
  async gather(users: Iterable<number>): Promise<void> {
    await this.#each(users, async (user) => {
      const line = await this.#dial(user);
      this.#members.set(user, { line, due: new DueTimes(), leaving: false });
    });
  }

  /** Connects people again who were cut, each from where it stood. */
  async comeBack(users: Iterable<number>): Promise<void> {
    await this.#each(users, async (user) => {
      const member = this.#member(user);
      member.line = await this.#dial(user, member.line.resumePoint());
      member.leaving = false;
    });
  }

  /** Breaks the links of these people. */
  cut(users: Iterable<number>): void {
    for (const user of users) {
      const member = this.#member(user);
      member.leaving = true;
      member.line.cut();
    }
  }

  /**
   * Sends one message.
   * @param due when it should have left, in ms of `performance.now()`
   */
  send(user: number, conversation: number, due: number): void {
    const member = this.#member(user);
    const stream = this.#stream(user, conversation);
    this.#sent += 1;
    this.#expected += (this.#run.population.conversations[conversation]?.length ?? 1) - 1;
    member.line.send(member.due.add(due), conversation, textOf(stream.number, stream.due.add(due)));
  }

  /** Waits until all is acked and delivered; what is still missing then is a fault. */
  async settle(): Promise<void> {
    const end = performance.now() + SETTLE_WITHIN;
    while (performance.now() < end && (this.#acked < this.#sent || this.ledger.delivered < this.#expected)) {
      await Bun.sleep(5);
    }
    if (this.#acked !== this.#sent) this.ledger.fault(`${this.#sent} sent, ${this.#acked} acked`);
    if (this.ledger.delivered !== this.#expected) {
      this.ledger.fault(`${this.#expected} deliveries due, ${this.ledger.delivered} came`);
    }
  }

  leave(): void {
    for (const member of this.#members.values()) {
      member.leaving = true;
      member.line.close();
    }
  }

  async #each(users: Iterable<number>, work: (user: number) => Promise<void>): Promise<void> {
    const queue = users[Symbol.iterator]();
    const worker = async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) await work(next.value);
    };
    await Promise.all(Array.from({ length: DIALS }, worker));
  }

  #dial(user: number, resumeFrom?: string): Promise<Line> {
    const { peer, target } = this.#run;
    const door = target.cluster?.doors[this.#doorOf(user)];
    return peer.dialect.dial({ ...target, ...door }, user, this.#events(user), resumeFrom);
  }

  #events(user: number): LineEvents {
    let sentAway: number | undefined;
    return {
      beat: () => {
        this.beats += 1;
      },
      sentAway: (after) => {
        sentAway = after;
      },
      acked: (number) => this.#acknowledge(user, number),
      delivered: (text) => this.#deliver(user, text),
      refused: (what) => this.ledger.fault(`person ${user} was refused: ${what}`),
      closed: (code) => {
        const member = this.#members.get(user);
        if (member?.leaving === true) return;
        if (this.onLost && member) this.onLost(user, sentAway);
        else this.ledger.fault(`person ${user} was closed with ${code}`);
      },
    };
  }

  #acknowledge(user: number, number: number): void {
    const due = this.#member(user).due.take(number);
    if (Number.isNaN(due)) {
      this.ledger.fault(`person ${user}: ${number} was acked without being sent, or twice`);
      return;
    }
    this.#acked += 1;
    const ms = performance.now() - due;
    this.ack.record(ms);
    this.onAck(user, ms);
  }

  #deliver(user: number, text: string): void {
    const mark = readMark(text);
    if (!mark) return;
    const stream = this.#streams[mark.stream];
    if (!stream) {
      this.ledger.fault(`person ${user} got a message that nobody sent: ${text.slice(0, 40)}`);
      return;
    }
    // Some peers send one's own message back to its device, some only the ack.
    if (stream.sender === user) return;
    this.ledger.deliver(user, mark);
    const ms = performance.now() - stream.due.of(mark.number);
    this.delivery.record(ms);
    this.onDelivered(user, ms, stream.sender);
  }

  #stream(sender: number, conversation: number): Stream {
    const key = `${sender}/${conversation}`;
    const known = this.#streamOf.get(key);
    if (known) return known;
    const stream = { number: this.#streams.length, sender, due: new DueTimes() };
    this.#streams.push(stream);
    this.#streamOf.set(key, stream);
    return stream;
  }

  #member(user: number): Member {
    const member = this.#members.get(user);
    if (!member) throw new Error(`Person ${user} is not connected`);
    return member;
  }
}
