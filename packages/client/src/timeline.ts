import type { Entry } from "@skein/protocol";
import type { Timer } from "./clock.ts";
import { SkeinError } from "./error.ts";
import { Lines } from "./lines.ts";
import type { Item } from "./item.ts";
import { Derived, type Observable } from "./observable.ts";
import { denseEnd, Run } from "./run.ts";
import { Singles } from "./singles.ts";
import type { TimelineSource, TimelineState } from "./timeline-state.ts";

const PAGE = 50;
/** Fewer than this is no screenful: an older page is read at once. */
const SCREEN = 30;
/** A hole is given this long to fill by itself: the frame may be on its way. */
const PATIENCE = 500;
const HOLE_PAGE = 100;
/** A hole larger than so many pages is not read: the timeline begins again at the head. */
const HOLE_PAGES = 5;
/** Kept in memory when nobody looks. */
const IDLE = 100;
/** Kept in memory while somebody looks. */
const WATCHED = 5_000;
const RETRY = 1_000;
/** A jump no further than this reads all that lies between. */
const NEAR = 300;

/** One conversation's log as lines: whole up to its head, and live while somebody looks. */
export class Timeline {
  private run: Run | undefined;
  /** Where somebody has jumped to, as long as that does not join on to the run. */
  private away: Run | undefined;
  private viewers = 0;
  private readMark = 0;
  /** Resolves when whoever reads is through. */
  private reading: Promise<void> | undefined;
  private exhausted = false;
  private error: SkeinError | undefined;
  private patience: Timer | undefined;
  private readonly lines = new Lines();
  private readonly derived = new Derived<TimelineState>(() => this.compute());

  private readonly singles: Singles;

  constructor(private readonly is: TimelineSource) {
    this.singles = new Singles({
      background: is.background,
      get: (seqs) => is.get(seqs),
      held: (seq) => this.at(seq),
      line: (entry) => this.lines.one(entry, [...(this.away?.entries ?? []), ...(this.run?.entries ?? [])], is),
    });
  }

  /** What to show. */
  get state(): Observable<TimelineState> {
    return this.derived;
  }

  /**
   * Says that somebody looks: the newest page is read, and what comes is added as it comes. Call what it returns when they look away.
   *
   * @example const close = conversation.timeline.open();
   */
  open(): () => void {
    this.viewers += 1;
    if (this.viewers === 1) {
      this.readMark = this.is.readMark();
      this.is.watched(true);
      this.refresh();
    }
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.viewers -= 1;
      if (this.viewers > 0) return;
      this.hush();
      this.away = undefined;
      this.run?.trim(IDLE);
      this.is.watched(false);
      this.touch();
    };
  }

  /** Reads the page before the first item. Never rejects: what goes wrong is in `state`. */
  async loadOlder(): Promise<void> {
    if (this.run) await this.load((run) => this.older(this.away ?? run));
  }

  /** Reads the page after the last item, where somebody has jumped far back. Never rejects. */
  async loadNewer(): Promise<void> {
    if (this.away) await this.load((run) => this.newer(run));
  }

  /**
   * Goes to an entry, wherever it stands: what lies around it is shown, and more of it in both directions. Never rejects.
   *
   * @returns whether it is there; undefined where that could not be read, or the conversation is not known yet: go for it again
   * @example if (await conversation.timeline.jump(17)) scrollTo(17);
   */
  async jump(seq: number): Promise<boolean | undefined> {
    // two readers at once would bring the same page, and the second would find no place for it
    while (this.reading && !this.at(seq)) await this.reading;
    // told by what this reader did: another one may have begun, and forgotten the error, before whoever asked hears of it
    let found: boolean | undefined = this.holds(seq) || undefined;
    if (!found) await this.load(async (run) => (found = await this.reach(run, seq)));
    return found;
  }

  /** Goes back to the newest. */
  newest(): void {
    this.away = undefined;
    this.touch();
    this.check();
  }

  /** One message, wherever it stands; undefined while it is read, null where it is not there. */
  message(seq: number): Observable<Item | null | undefined> {
    return this.singles.of(seq);
  }

  /** Something that a line shows has changed. */
  touch(): void {
    this.derived.touch();
    this.singles.touch();
  }

  /** Entries of this log came, in any order. */
  arrived(entries: readonly Entry[]): void {
    const { run } = this;
    if (!run) return;
    if (run.add(entries)) run.trim(this.viewers > 0 ? WATCHED : IDLE);
    this.touch();
    this.check();
  }

  /** Puts others in the place of entries. */
  rewrite(change: (entry: Entry) => Entry): void {
    for (const run of [this.run, this.away]) run?.replace(change);
    this.singles.rewrite(change);
    this.touch();
  }

  /** The head moved, the link came back, or the conversation became known: looks whether something must be read. */
  check(): void {
    if (!this.run) {
      if (this.viewers > 0) this.refresh();
      return;
    }
    const behind = this.run.to < this.goal();
    if (behind && this.viewers === 0) this.unload();
    else if (behind && !this.reading) this.later(PATIENCE);
    else if (this.error && !this.patience && this.viewers > 0) this.refresh();
  }

  /** Forgets what it holds; if somebody looks it is read again. */
  unload(): void {
    this.hush();
    this.run = undefined;
    this.away = undefined;
    this.exhausted = false;
    this.touch();
    if (this.viewers > 0) this.refresh();
  }

  /** Countable entries up to `seq`, where that entry is here. */
  countAt(seq: number): number | undefined {
    return this.at(seq)?.count;
  }

  /** What is in memory up to the head, without a hole. */
  get entries(): readonly Entry[] {
    return this.run?.entries ?? [];
  }

  /** What waits behind a hole. */
  get held(): readonly Entry[] {
    return this.run?.held ?? [];
  }

  private goal(): number {
    return Math.max(this.is.head() ?? 0, this.run?.seen ?? 0);
  }

  /** Refreshes after `ms`, once however often it is asked. */
  private later(ms: number): void {
    this.patience ??= this.is.clock.after(ms, () => this.refresh());
  }

  private hush(): void {
    this.patience?.cancel();
    this.patience = undefined;
  }

  private refresh(): void {
    this.is.background(() => this.load((run) => this.catchUp(run)));
  }

  /** Runs one reader at a time, and again while the log has moved on meanwhile. While somebody reads it does nothing. */
  private async load(step: (run: Run) => Promise<unknown>): Promise<void> {
    this.hush();
    const head = this.is.head();
    if (head === undefined || this.reading) return;
    let through = (): void => undefined;
    this.reading = new Promise((resolve) => (through = resolve));
    this.error = undefined;
    this.touch();
    try {
      this.run ??= await this.fromStore(head);
      await step(this.run);
    } catch (error) {
      this.error = SkeinError.from(error);
      if (this.error.retry === "later" && this.error.name !== "offline") {
        this.later(this.error.after ?? RETRY);
      }
    } finally {
      this.reading = undefined;
      through();
      this.touch();
    }
    if (!this.error) this.check();
  }

  private async fromStore(head: number): Promise<Run> {
    const run = new Run(head);
    // In place before the store answers, so that what comes meanwhile is not missed.
    this.run = run;
    run.prepend(denseEnd(await this.is.cached(head - PAGE + 1, head), head));
    this.touch();
    return run;
  }

  private async catchUp(run: Run): Promise<void> {
    for (let pages = 0; run.to < this.goal(); pages += 1) {
      if (pages === HOLE_PAGES) {
        const { entries } = await this.is.page({ limit: PAGE });
        const end = entries.at(-1)?.seq ?? 0;
        if (end > run.to) {
          run.restart(entries, end);
          // what was done meanwhile to what is shown there was missed
          this.away = undefined;
        }
        this.is.keep(entries);
        break;
      }
      const { entries } = await this.is.page({ after: run.to, limit: HOLE_PAGE });
      if (entries.length === 0) break;
      run.add(entries);
      this.is.keep(entries);
      this.touch();
    }
    // More than once: the store may hold no more of the first page than the newest entry, which came with the list.
    while (run.entries.length < SCREEN && !this.exhausted && (await this.older(run)));
  }

  private async older(run: Run): Promise<boolean> {
    const { from } = run;
    if (from <= Math.max(1, this.is.since())) return false;
    if (run.prepend(denseEnd(await this.is.cached(Math.max(1, from - PAGE), from - 1), from - 1))) return true;
    const { entries } = await this.is.page({ before: from, limit: PAGE });
    this.exhausted ||= entries.length === 0;
    this.is.keep(entries);
    return run.prepend(entries);
  }

  /** Reads on after where somebody has jumped to, until it joins on to the run. */
  private async newer(run: Run): Promise<void> {
    const { away } = this;
    if (!away) return;
    const { entries } = await this.is.page({ after: away.to, limit: PAGE });
    away.add(entries);
    this.join(run);
  }

  private at(seq: number): Entry | undefined {
    return this.run?.at(seq) ?? this.away?.at(seq);
  }

  private holds(seq: number): boolean {
    if (this.run?.at(seq)) this.away = undefined;
    this.touch();
    return this.at(seq) !== undefined;
  }

  private async reach(run: Run, seq: number): Promise<boolean> {
    if (run.from - seq <= NEAR) {
      while (run.from > seq && (await this.older(run)));
      return this.holds(seq);
    }
    const { entries } = await this.is.page({ after: Math.max(0, seq - PAGE / 2 - 1), limit: PAGE });
    if (!entries.some((entry) => entry.seq === seq)) return false;
    this.away = new Run(0);
    this.away.restart(entries, entries.at(-1)?.seq ?? 0);
    this.join(run);
    return true;
  }

  private join(run: Run): void {
    if (this.away && this.away.to >= run.from - 1 && run.prepend(this.away.entries)) this.away = undefined;
  }

  private compute(): TimelineState {
    const { run, away, readMark, reading, error } = this;
    const items = away
      ? this.lines.of(away.entries, [], this.is, run?.entries ?? [])
      : this.lines.of(run?.entries ?? [], run?.held ?? [], this.is);
    const hasOlder = ((away ?? run)?.from ?? 0) > Math.max(1, this.is.since()) && !this.exhausted;
    return {
      items,
      hasOlder,
      hasNewer: away !== undefined,
      loading: reading !== undefined,
      readMark,
      ...(error && { error }),
    };
  }
}
