import type { Held, TimedWork } from "../../duty/index.ts";
import { Refusal } from "../../kit/refusal.ts";
import { finish } from "./finish.ts";
import type { StreamRoom } from "./room.ts";
import { CANCELLED, end, forget, type StreamRow } from "./store.ts";

/** How often it is looked for streams that nobody goes on with, ms. */
const EVERY = 15_000;
const AT_ONCE = 100;

/** Ends streams that nobody finished, and forgets those that ended long ago. */
export function streamSweep(room: StreamRoom): TimedWork {
  return { name: "streams.sweep", every: EVERY, run: (held) => sweep(room, held) };
}

async function sweep(room: StreamRoom, held: Held): Promise<void> {
  const { store, line } = room;
  const now = line.clock.now();
  for (const row of await store.stale(now, AT_ONCE)) {
    if (held.lost.aborted) return;
    await endOne(room, row, now);
  }
  if (await store.anyEnded(now)) await line.commit.submit({ rows: [held.fence(), forget(now)] });
}

/** What came stays, as interrupted; where there is nothing, or it may not be said here any more, nothing does. */
async function endOne(room: StreamRoom, row: StreamRow, now: number): Promise<void> {
  try {
    await finish(room, row, true);
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault;
    if (fault.error === "ended") return;
    const conversation = await room.line.conversations.get(row.conv);
    const ended = await room.line.commit.submit({ rows: [end(row, CANCELLED, now)] }).catch(() => undefined);
    if (ended && conversation && row.hidden === 0) room.live.gaveUp(conversation, row.id, row.owner, row.size);
  }
}
