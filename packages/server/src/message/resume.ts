import { LIMITS } from "@skein/protocol";
import type { Storage, StoredEntry, StoredSummary } from "../storage/storage.ts";
import type { Conversations } from "./conversations.ts";
import type { Cursors } from "./cursor.ts";
import { Json, summaryJson } from "./encode.ts";
import type { Horizon } from "./horizon.ts";
import type { People } from "./people.ts";
import { peopleOf } from "./read.ts";
import type { Recent } from "./recent.ts";
import { type Recorder, unrecorded } from "./recorder.ts";

/** Why a client must read the list again. */
export type ResetReason = "no_cursor" | "other_store" | "unknown_cursor" | "too_far";

/** Where a client stands: `changes` are the fields of a delta, whole, or there is a reason to read anew. */
export type Resumption = { readonly cursor: string } & ({ readonly reset: ResetReason } | { readonly changes: Json });

interface Moved {
  readonly summary: StoredSummary;
  readonly entries: readonly StoredEntry[];
}

/** Entries in one delta over all conversations; beyond it a conversation comes with its last entry only. */
const DELTA_ENTRIES = 2_000;
/** Characters of entries in one delta: it must pass an outbox with room to spare for what comes live. [SLOW-2] */
const DELTA_TEXT = 1_048_576;
/** What changed for a person since a cursor: every change, or a reset; never a part that looks whole. [SYNC-1] */
export class Resume {
  constructor(
    private readonly storage: Storage,
    private readonly conversations: Conversations,
    private readonly recent: Recent,
    private readonly horizon: Horizon,
    private readonly people: People,
    private readonly cursors: Cursors,
    /** Applies here what other nodes wrote, up to this position. */
    private readonly catchUp?: (pos: number) => Promise<void>,
    private readonly recorder: Recorder = unrecorded,
  ) {}

  /** The cursor of this moment: whoever listens from now on and then asks what changed misses nothing. [SYNC-4] */
  here(): string {
    return this.cursors.at(this.horizon.position);
  }

  /**
   * Goes on to where a cursor stands: a node that was ahead of this one may have given it. Whoever listens only then hears nothing
   * that is not new to them. [LOG-3]
   *
   * @returns whether that had to be waited for
   */
  async reach(cursor: string | undefined): Promise<boolean> {
    const reading = cursor === undefined ? undefined : this.cursors.read(cursor);
    if (!this.catchUp || !reading || "reset" in reading || reading.pos <= this.horizon.position) return false;
    await this.catchUp(reading.pos);
    return true;
  }

  async since(user: string, cursor: string | undefined): Promise<Resumption> {
    const reading = cursor === undefined ? ({ reset: "no_cursor" } as const) : this.cursors.read(cursor);
    if ("reset" in reading) return { cursor: this.here(), reset: reading.reset };
    await this.reach(cursor);
    const here = this.here();
    if (reading.pos > this.horizon.position) return { cursor: here, reset: "unknown_cursor" };
    const inMemory = this.recent.covers(reading.pos);
    const all =
      (inMemory ? this.#fromMemory(user, reading.pos) : undefined) ?? (await this.#fromStore(user, reading.pos));
    const moved = fitting(all.map(readable));
    if (moved.length > LIMITS.deltaConversations) return { cursor: here, reset: "too_far" };
    const changed = inMemory
      ? this.recent.profilesSince(reading.pos)
      : await this.people.changedSince(user, reading.pos, LIMITS.deltaConversations + 1);
    if (changed.length > LIMITS.deltaConversations) return { cursor: here, reset: "too_far" };
    for (const { entries } of moved) this.recorder.resumed(user, entries);
    return { cursor: here, changes: await this.#encode(user, moved, changed, here) };
  }

  /** Undefined when a conversation that moved is not in memory, or was read when it was ahead of what is: then the store knows. */
  #fromMemory(user: string, pos: number): Moved[] | undefined {
    const moved: Moved[] = [];
    for (const conv of this.recent.changedFor(user, pos)) {
      const changes = this.recent.since(conv, pos);
      const conversation = this.conversations.peek(conv);
      if (!conversation || (conversation.last?.pos ?? 0) > this.horizon.position) return undefined;
      const summary = conversation.summaryFor(user, LIMITS.marksPushed);
      if (!summary) continue;
      const entries = changes.flatMap(({ entry }) => entry ?? []).slice(-LIMITS.deltaEntries);
      moved.push({ summary, entries });
    }
    return moved;
  }

  async #fromStore(user: string, pos: number): Promise<Moved[]> {
    const summaries = await this.storage.list(user, {
      since: pos,
      limit: LIMITS.deltaConversations + 1,
      marksUpTo: LIMITS.marksPushed,
    });
    if (summaries.length > LIMITS.deltaConversations) return summaries.map((summary) => ({ summary, entries: [] }));
    let left = DELTA_ENTRIES;
    const moved: Moved[] = [];
    for (const summary of summaries) {
      const limit = Math.max(1, Math.min(LIMITS.deltaEntries, left));
      const news = summary.last && summary.last.pos > pos;
      const page = news
        ? await this.storage.page(summary.id, { limit, before: (summary.last?.seq ?? 0) + 1 })
        : undefined;
      const entries = page?.entries.filter((entry) => entry.pos > pos) ?? [];
      left -= entries.length;
      moved.push({ summary, entries });
    }
    return moved;
  }

  async #encode(user: string, moved: readonly Moved[], changed: readonly string[], cursor: string): Promise<Json> {
    const people = peopleOf(
      user,
      moved.map((one) => one.summary),
      moved.flatMap((one) => one.entries),
    );
    for (const id of changed) people.add(id);
    // nothing moved: nobody to name
    const users = moved.length + changed.length === 0 ? [] : await this.people.profiles(people);
    const conversations = moved.map((one) => summaryJson(one.summary, one.entries));
    return new Json(`"conversations":[${conversations.join(",")}],"users":[${users.join(",")}],"cursor":"${cursor}"`);
  }
}

/** Without what was said before the person's own history begins. */
function readable({ summary, entries }: Moved): Moved {
  const { since } = summary.mine;
  return { summary, entries: since > 1 ? entries.filter(({ seq }) => seq >= since) : entries };
}

/** The newest entries of each, at least one, as far as there is room: what is left out is read as history. [SYNC-3] */
function fitting(moved: readonly Moved[]): Moved[] {
  let room = DELTA_TEXT;
  return moved.map(({ summary, entries }) => {
    let first = entries.length;
    while (first > 0 && (room > 0 || first === entries.length)) {
      first -= 1;
      room -= entries[first]?.body.length ?? 0;
    }
    return { summary, entries: entries.slice(first) };
  });
}
