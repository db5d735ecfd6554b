import type { FileInfo } from "@skein/protocol";
import type { Background } from "../background.ts";
import type { Clock, Timer } from "../clock.ts";
import { SkeinError } from "../error.ts";
import type { Observable } from "../observable.ts";
import type { Outbox } from "../outbox.ts";
import type { OutboxRecord } from "../store/store.ts";
import type { Blobs } from "./blobs.ts";
import { Job } from "./job.ts";
import type { Progress } from "./progress.ts";
import { turnOf } from "./turn.ts";
import { filesOf, hasUploads, type Pending, withFiles, type WithUploads } from "./outgoing.ts";
import type { Transfer } from "./transfer.ts";

interface Setup {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly background: Background;
  readonly blobs: Blobs;
  readonly transfer: (transfer: Transfer) => Promise<FileInfo>;
  /** Whether there is a link. */
  readonly up: () => boolean;
  /** Resolves when what has changed so far is stored. */
  readonly stored: () => Promise<void>;
  /** What is stored of an unsent message; null: nothing; undefined: that cannot be told. */
  readonly unsent: (key: string) => Promise<OutboxRecord | null | undefined>;
}

type Waiting = OutboxRecord & { readonly body: WithUploads };

/** Files that are on their way at the same time. */
const AT_ONCE = 3;
/** Waits for the link. */
const NEVER: Timer = { cancel: () => undefined };
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * Brings the files of messages that wait in the outbox to the server, some at once, and lets each message go when its last file is there.
 * What it does follows from what stands in the outbox: so it goes on after a reload, ends with a message that is discarded, and tries again
 * when that is wanted. [CLIENT-16]
 */
export class Uploads {
  private readonly jobs = new Map<string, Job>();
  /** Names of files that messages in the outbox hold. */
  private kept = new Set<string>();

  constructor(private readonly is: Setup) {}

  /** How far a file is, by the name that stands in its message; undefined where it is not on its way. */
  of(id: string): Observable<Progress> | undefined {
    return this.jobs.get(id)?.progress;
  }

  /** Holds the files of a message back, or lets them go on. */
  pause(conv: string, key: string, on: boolean): void {
    this.change(conv, key, ({ paused: _was, ...body }) => ({ ...body, ...(on && { paused: true as const }) }));
    this.look();
  }

  /** What was stored is here. */
  restore(outbox: readonly OutboxRecord[]): void {
    this.look();
    for (const job of this.jobs.values()) job.kept ||= outbox.some(({ key }) => key === job.key);
  }

  /** The outbox has changed, or the link is back. */
  look(): void {
    const names = this.names();
    for (const id of this.kept) if (!names.has(id)) this.is.blobs.drop(id);
    this.kept = names;
    const wanted = new Set<string>();
    for (const record of this.waiting()) {
      for (const { id } of record.body.uploads) {
        const job = this.job(record, id);
        if (!job) continue;
        wanted.add(id);
        if (!record.body.paused) continue;
        if (job.running || job.timer) job.stop();
        job.tell({ phase: "paused", done: job.progress.get().done });
      }
    }
    for (const [id, job] of this.jobs) if (!wanted.has(id)) this.forget(job);
    this.pump();
  }

  /** The link is there: nobody waits any longer. */
  resume(): void {
    for (const job of this.jobs.values()) {
      job.timer?.cancel();
      job.timer = undefined;
      job.failures = 0;
    }
    this.look();
  }

  /** Ends what is on its way; a link that comes back begins it again. */
  stop(): void {
    for (const job of this.jobs.values()) {
      job.stop();
      job.timer = NEVER;
    }
  }

  /** Names of all files that wait, also of messages that were refused. */
  names(): Set<string> {
    return new Set([...this.all()].flatMap(({ body }) => body.uploads.map(({ id }) => id)));
  }

  private *all(): Iterable<Waiting> {
    for (const conv of this.is.outbox.conversations())
      for (const record of this.is.outbox.of(conv)) if (hasUploads(record.body)) yield record as Waiting;
  }

  private *waiting(): Iterable<Waiting> {
    for (const record of this.all()) if (!record.error) yield record;
  }

  private job({ conv, key, body }: Waiting, id: string): Job | undefined {
    const known = this.jobs.get(id);
    if (known) return known;
    const file = filesOf(body).find((one) => one.id === id);
    if (!file) return undefined;
    const job = new Job(conv, key, id, file);
    this.jobs.set(id, job);
    return job;
  }

  /** Its message was sent, given up or refused. */
  private forget(job: Job): void {
    job.stop();
    this.jobs.delete(job.id);
  }

  private pump(): void {
    const all = [...this.jobs.values()];
    let free = AT_ONCE - all.filter(({ running }) => running).length;
    for (const job of all) {
      if (free <= 0) return;
      if (job.running || job.timer || this.find(job)?.body.paused) continue;
      free -= 1;
      job.running = true;
      this.is.background(() => this.run(job));
    }
  }

  private async run(job: Job): Promise<void> {
    const { signal } = job.ending;
    try {
      if (job.progress.get().phase === "paused") job.tell({ phase: "waiting", done: 0 });
      await turnOf(job.id, signal, () => this.inTurn(job, signal));
    } catch (thrown) {
      if (!signal.aborted) this.failed(job, SkeinError.from(thrown));
    } finally {
      job.running = false;
      this.pump();
    }
  }

  /** What is done while no other tab does anything about this file; whoever is next finds in the store what became of it. */
  private async inTurn(job: Job, signal: AbortSignal): Promise<void> {
    try {
      if (!(await this.isStillToDo(job)) || signal.aborted) return;
      const file = await this.carry(job, signal);
      if (!signal.aborted) this.arrived(job, file);
    } finally {
      await this.is.stored();
    }
  }

  /** Takes over what another tab made of the message since. Only what was stored once can be missed in the store. */
  private async isStillToDo(job: Job): Promise<boolean> {
    await this.is.stored();
    const kept = await this.is.unsent(job.key);
    const mine = this.find(job);
    if (!mine || kept === undefined || (kept === null && !job.kept)) return mine !== undefined;
    job.kept = true;
    if (kept && JSON.stringify(kept) === JSON.stringify(mine)) return true;
    this.is.outbox.replace(job.conv, job.key, kept);
    this.is.outbox.flush(job.conv);
    this.look();
    const { uploads = [], paused } = (kept?.body ?? {}) as Partial<WithUploads>;
    return kept?.error === undefined && paused === undefined && uploads.some(({ id }) => id === job.id);
  }

  private async carry(job: Job, signal: AbortSignal): Promise<FileInfo> {
    const blob = await this.is.blobs.get(job.id);
    if (!blob) throw SkeinError.local("store");
    const pending = this.find(job)?.body.uploads.find(({ id }) => id === job.id) ?? { id: job.id };
    const { name, type } = job.file;
    return this.is.transfer({
      ...{ blob, name, type, pending, signal },
      progress: (step) => signal.aborted || job.tell(step),
      note: (known) => signal.aborted || this.note(job, known),
    });
  }

  private arrived({ conv, key, id, file }: Job, arrived: FileInfo): void {
    this.is.blobs.became(id, arrived.id);
    // what the device knew and the server could not find out stays: it is drawn with it
    const info = { ...arrived, ...(!arrived.blur && file.blur !== undefined && { blur: file.blur }) };
    this.change(conv, key, (body) => {
      const rest = body.uploads.filter((one) => one.id !== id);
      const next = withFiles(body, (one) => (one.id === id ? info : one));
      const { uploads: _done, paused: _was, ...sendable } = next;
      return rest.length > 0 ? { ...next, uploads: rest } : sendable;
    });
    this.is.outbox.flush(conv);
    this.look();
  }

  private failed(job: Job, error: SkeinError): void {
    const record = this.find(job);
    if (error.retry === "never" && record) {
      this.is.outbox.refused(record, error);
      return;
    }
    job.tell({ phase: "waiting", done: job.progress.get().done, error });
    // the link tells when it is back
    if (error.name === "offline" && !this.is.up()) {
      job.timer = NEVER;
      return;
    }
    const ms = error.after ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** job.failures);
    job.failures += 1;
    job.timer = this.is.clock.after(ms, () => {
      job.timer = undefined;
      this.pump();
    });
  }

  private note({ conv, key, id }: Job, known: Partial<Pending>): void {
    this.change(conv, key, (body) => ({
      ...body,
      uploads: body.uploads.map((one) => (one.id === id ? { ...one, ...known } : one)),
    }));
  }

  private find({ conv, key }: Pick<Job, "conv" | "key">): Waiting | undefined {
    const record = this.is.outbox.find(conv, key);
    return record && hasUploads(record.body) ? (record as Waiting) : undefined;
  }

  private change(conv: string, key: string, next: (body: WithUploads) => object): void {
    const record = this.find({ conv, key });
    if (record) this.is.outbox.replace(conv, key, { ...record, body: next(record.body) });
  }
}
