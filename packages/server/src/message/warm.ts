import type { Clock } from "../kit/clock.ts";
import type { Storage } from "../storage/storage.ts";
import { hearersOf } from "./apply.ts";
import type { Conversations } from "./conversations.ts";
import type { Recent, RecentChange } from "./recent.ts";

/** How far it is looked back. */
interface Bound {
  readonly entries: number;
  /** The newest: whoever was connected a moment ago asks for those. */
  readonly conversations: number;
  /** Conversations that are read together. */
  readonly together: number;
  /** Whoever waits for the server to start waits for this too, ms. */
  readonly patience: number;
}

const USUAL: Bound = { entries: 20_000, conversations: 10_000, together: 256, patience: 2_000 };

/** No more than there is room for: what would be let go again need not be read. */
export function boundOf(room: { readonly recentChanges: number; readonly conversationsInMemory: number }): Bound {
  return {
    ...USUAL,
    entries: Math.min(USUAL.entries, room.recentChanges),
    conversations: Math.min(USUAL.conversations, room.conversationsInMemory),
  };
}

/**
 * Remembers what changed shortly before the start, with the conversations that it changed: everybody who was cut off comes back at
 * once, and each would read the database. Where that would take long, less is remembered. Nothing may be committed meanwhile. [WARM-1]
 *
 * @param position up to where changes are known here; later ones are heard of in their turn
 */
export async function warm(
  storage: Pick<Storage, "latest">,
  { conversations, recent }: { readonly conversations: Conversations; readonly recent: Recent },
  position: number,
  clock: Clock,
  bound = USUAL,
): Promise<void> {
  const due = clock.now() + bound.patience;
  const { from, entries, moved } = await storage.latest(bound.entries);
  const changes: RecentChange[] = [...entries.map((entry) => ({ pos: entry.pos, conv: entry.conv, entry })), ...moved]
    .filter(({ pos }) => pos <= position)
    .sort((a, b) => a.pos - b.pos);
  const wanted = [...new Set(changes.map(({ conv }) => conv).reverse())];
  let read = 0;
  const most = Math.min(wanted.length, bound.conversations);
  while (read < most && clock.now() < due) {
    const next = Math.min(most, read + bound.together);
    await conversations.warm(wanted.slice(read, next));
    read = next;
  }
  // from behind the last change of a conversation that was not read
  const unread = new Set(wanted.slice(read));
  const begin = changes.findLast(({ conv }) => unread.has(conv))?.pos ?? from;
  recent.restart(begin);
  for (const { pos, conv, entry } of changes) {
    if (pos <= begin) continue;
    const hearers = () => hearersOf(conversations.peek(conv), conv);
    if (entry) recent.add(entry, hearers);
    else recent.addMark({ pos, conv }, hearers);
  }
}
