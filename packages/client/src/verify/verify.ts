import type { Entry } from "@skein/protocol";
import type { Journal } from "../journal.ts";
import type { Caller } from "../link/requests.ts";
import { denseEnd } from "../run.ts";
import type { Store } from "../store/store.ts";
import { LogDigest } from "./log-digest.ts";

/** What a comparison of this device's copy of a log with the server's has shown. */
export interface Verdict {
  /**
   * `whole`: all of the log is here, and the same. `partial`: only `from` … `to` is here (nothing, where `to` is smaller), and the
   * same. `different`: what is here from `from` to `to` is not what the server has.
   */
  readonly state: "whole" | "partial" | "different";
  readonly from: number;
  readonly to: number;
  /** The server's head that was compared with. */
  readonly head: number;
  /** The first entry that differs. */
  readonly differs?: number;
}

interface Sources {
  readonly store: Pick<Store, "entries">;
  readonly journal: Pick<Journal, "flushed">;
  readonly connection: Caller;
  readonly conversations: {
    talk(id: string): { readonly summary: { readonly head: number; readonly since?: number } | undefined };
  };
}

/** Entries read from the store at once. */
const CHUNK = 1_000;
const NOTHING = "0".repeat(16);

/** Compares the newest stretch of a log without a hole that is stored here with the server's log. */
export async function verify({ store, journal, connection, conversations }: Sources, conv: string): Promise<Verdict> {
  const { head: known = 0, since = 0 } = conversations.talk(conv).summary ?? {};
  const { seq: head, digest } = await connection.call("sync.verify", { conv });
  await journal.flushed();
  // nothing is left of a history that was cleared
  const entries = (await newestStretch(store, conv, head)).filter(({ seq }) => seq >= since);
  const from = entries[0]?.seq ?? head + 1;
  const to = entries.at(-1)?.seq ?? head;
  const at = async (seq: number) => {
    if (seq === 0) return NOTHING;
    return seq === head ? digest : (await connection.call("sync.verify", { conv, seq })).digest;
  };
  const copy = await LogDigest.of(entries);
  const before = await at(from - 1);
  const same = async (length: number) => copy.after(before, length) === (await at(from - 1 + length));
  const range = { from, to, head };
  if (!(await same(entries.length)))
    return { state: "different", ...range, differs: from + (await firstWrong(entries.length, same)) };
  // the server has lost what this device has heard: it was put back to an earlier moment
  if (known > head) return { state: "different", ...range, differs: head + 1 };
  return { state: from === 1 && to === head ? "whole" : "partial", ...range };
}

/** Where the copy of `length` entries, of which not all are the same, first differs: by halves. */
async function firstWrong(length: number, same: (length: number) => Promise<boolean>): Promise<number> {
  let [good, bad] = [0, length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (await same(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The newest entries up to `head` that the store has without a hole between them. */
async function newestStretch(store: Sources["store"], conv: string, head: number): Promise<Entry[]> {
  const parts: Entry[][] = [];
  let end: number | undefined;
  for (let to = head; to > 0; to -= CHUNK) {
    const from = Math.max(1, to - CHUNK + 1);
    const found = await store.entries(conv, from, to);
    end ??= found.at(-1)?.seq;
    if (end === undefined) continue;
    const dense = denseEnd(found, parts.length === 0 ? end : to);
    parts.unshift([...dense]);
    if (dense[0]?.seq !== from) break;
  }
  return parts.flat();
}
