import type { Bodies, Entry, OperationKind, SendableKind } from "@skein/protocol";
import type { Background } from "./background.ts";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { deliver } from "./deliver.ts";
import type { OwnKind } from "./own.ts";
import type { Caller } from "./link/requests.ts";
import { makeKey, type Random } from "./key.ts";
import type { OutboxRecord } from "./store/store.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  /** The server's time as this device knows it. */
  readonly now: () => number;
  readonly me: () => string;
  /** A record came, changed, or (null) is done with. */
  readonly changed: (conv: string, key: string, record: OutboxRecord | null) => void;
  /** The server has it: the entry it made. */
  readonly accepted: (entry: Own) => void;
  /** It does not want what was done to a message. */
  readonly refused: (record: OutboxRecord, error: SkeinError) => void;
  /** The server wants a new token. */
  readonly loggedOut: () => void;
}

const NONE: readonly OutboxRecord[] = [];
/** Messages that may wait on a device. */
const BOUND = 10_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * Messages from the key press to the server's answer. In one conversation they go one after the other, so that their order is kept;
 * what is refused for good stays, as failed, and lets the next pass. Each is sent again with the same key until it is answered.
 * [CLIENT-1] [CLIENT-2] [CLIENT-11]
 */
export class Outbox {
  private readonly queues = new Map<string, readonly OutboxRecord[]>();
  private readonly sending = new Set<string>();
  private order = 0;
  private size = 0;
  private online = false;
  /** The server asked all of us to wait. */
  private rest: Promise<void> | undefined;

  constructor(private readonly is: Setup) {}

  /** Waiting and failed messages of a conversation, in the order of writing. */
  of(conv: string): readonly OutboxRecord[] {
    return this.queues.get(conv) ?? NONE;
  }

  conversations(): IterableIterator<string> {
    return this.queues.keys();
  }

  /** Takes back what was kept over a restart: it was written before whatever was written since. */
  load(records: readonly OutboxRecord[]): void {
    const since = [...this.queues.values()].flat().toSorted(byOrder);
    this.queues.clear();
    for (const record of records.toSorted(byOrder)) {
      this.order = Math.max(this.order, record.order);
      this.size += 1;
      this.append(record);
    }
    for (const early of since) {
      this.order += 1;
      const record = { ...early, order: this.order };
      this.append(record);
      this.is.changed(record.conv, record.key, record);
    }
  }

  /** A key that nobody has used. */
  newKey(): string {
    return makeKey(this.is.clock.now(), this.is.random);
  }

  /**
   * Keeps a new message, or what is done to one, and returns its key.
   *
   * @param ref the message that it is done to, or in whose thread it stands
   */
  add<K extends SendableKind | OperationKind>(conv: string, kind: K, body: Bodies[K], ref?: number): string {
    return this.put(conv, kind, body, ref);
  }

  /** Keeps a change of one's own, under one's self log: it is done to no message. */
  own(conv: string, kind: OwnKind, body: object): void {
    this.put(conv, kind, body, 0);
  }

  private put(conv: string, kind: OutboxRecord["kind"], body: object, ref?: number): string {
    if (this.size >= BOUND) throw SkeinError.local("outbox_full");
    const key = this.newKey();
    this.order += 1;
    this.size += 1;
    const at = this.is.now();
    const record: OutboxRecord = { key, conv, order: this.order, kind, ...(ref !== undefined && { ref }), body, at };
    this.append(record);
    this.is.changed(conv, key, record);
    this.flush(conv);
    return key;
  }

  /** Sends a failed message again, with its key. */
  retry(conv: string, key: string): void {
    const failed = this.find(conv, key);
    if (!failed?.error) return;
    const { error: _past, ...record } = failed;
    this.replace(conv, key, record);
    this.flush(conv);
  }

  /** Forgets a message, or learns that the log has it. */
  remove(conv: string, key: string): void {
    if (this.find(conv, key)) this.replace(conv, key, null);
  }

  /** The link is there and everything is caught up. */
  resume(): void {
    this.online = true;
    for (const conv of this.queues.keys()) this.flush(conv);
  }

  pause(): void {
    this.online = false;
  }

  private append(record: OutboxRecord): void {
    this.queues.set(record.conv, [...this.of(record.conv), record]);
  }

  find(conv: string, key: string): OutboxRecord | undefined {
    return this.of(conv).find((record) => record.key === key);
  }

  /** Puts another in its place; null: it is done with. */
  replace(conv: string, key: string, record: OutboxRecord | null): void {
    const queue = this.of(conv).flatMap((old) => (old.key !== key ? [old] : record ? [record] : []));
    if (record === null) this.size -= 1;
    if (queue.length === 0) this.queues.delete(conv);
    else this.queues.set(conv, queue);
    this.is.changed(conv, key, record);
  }

  /** Sends what waits, where there is a link. */
  flush(conv: string): void {
    if (this.online && !this.sending.has(conv)) this.is.background(() => this.drain(conv));
  }

  /** Sends what waits in a conversation, one by one. Ends when there is nothing left or no link. */
  private async drain(conv: string): Promise<void> {
    this.sending.add(conv);
    try {
      let failures = 0;
      while (this.online) {
        const next = this.of(conv).find(({ error, body }) => !error && !("uploads" in body));
        if (!next) return;
        if (this.rest) {
          await this.rest;
          continue;
        }
        const error = await this.attempt(next);
        if (error?.retry === "later" && error.name !== "offline") {
          await wait(this.is.clock, error.after ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures));
          failures += 1;
        } else failures = 0;
      }
    } finally {
      this.sending.delete(conv);
    }
  }

  /** Lets no conversation send for so long; by a timer, since a clock may be set back meanwhile. */
  private pauseAll(ms: number): void {
    const rest = wait(this.is.clock, ms).then(() => {
      if (this.rest === rest) this.rest = undefined;
    });
    this.rest = rest;
  }

  /** A message stays, as failed; what was done to one is as if it had not been, and the person is told. */
  refused(record: OutboxRecord, error: SkeinError): void {
    const said = record.ref === undefined || "thread" in record.body;
    this.replace(record.conv, record.key, said ? failed(record, error) : null);
    if (!said) this.is.refused(record, error);
  }

  private async attempt(record: OutboxRecord): Promise<SkeinError | undefined> {
    const { conv, key, kind, body, ref } = record;
    try {
      const place = await deliver(this.is.caller, record);
      this.is.accepted({
        conv,
        from: this.is.me(),
        key,
        kind,
        ...(ref !== undefined && { ref }),
        body,
        ...place,
      });
      this.remove(conv, key);
      return undefined;
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      if (error.name === "rate_limited" && error.until === undefined) this.pauseAll(error.after ?? FIRST_WAIT);
      if (error.retry === "after-login") this.is.loggedOut();
      if (error.name === "closed") this.pause();
      else if (error.retry === "never" && this.find(conv, key)) this.refused(record, error);
      return error;
    }
  }
}

/** An own entry as it will stand in the log; of operations the count is not told. */
export type Own = Omit<Entry, "count" | "kind"> & { readonly kind: string; readonly count?: number };

function failed(record: OutboxRecord, error: SkeinError): OutboxRecord {
  const { code, name, retry, message, path } = error;
  return { ...record, error: { code, name, retry, message, ...(path !== undefined && { path }) } };
}

function byOrder(a: OutboxRecord, b: OutboxRecord): number {
  return a.order - b.order || (a.key < b.key ? -1 : 1);
}
