import { systemClock } from "../../kit/clock.ts";
import { pause } from "../../kit/pause.ts";
import type { Write } from "../storage.ts";
import { textArray } from "./array.ts";
import type { Connection } from "./connection.ts";
import { namedBy } from "./parts.ts";

/** Looks at a lock, and ms between them: other nodes' commits hold theirs for less. */
const LOOKS = 4;
const PAUSE = 50;
/** Ms after which a lock that was held is looked at again. */
const AGAIN = 1000;
/** Conversations that are remembered; beyond, all are forgotten, and found again by waiting. */
const BOUND = 1000;

const FREE = "SELECT id FROM conversations WHERE id = ANY ($1::text[]) FOR UPDATE SKIP LOCKED";
const THERE = "SELECT id FROM conversations WHERE id = ANY ($1::text[])";

/**
 * Conversations whose row somebody holds for longer than any commit does: a person with a forgotten transaction, say. Their writes
 * are refused at once, so that all the others are not kept waiting batch for batch.
 */
export class HeldConversations {
  /** When each was looked at. */
  readonly #held = new Map<string, number>();

  constructor(private readonly connection: Connection) {}

  /** Those of these writes that are known to be held; a lock that was looked at long ago is looked at again. */
  async known(writes: readonly Write[]): Promise<ReadonlySet<string>> {
    if (this.#held.size === 0) return new Set();
    const named = new Set(writes.flatMap(namedBy).filter((conv) => this.#held.has(conv)));
    const now = systemClock.now();
    const doubtful = [...named].filter((conv) => now - (this.#held.get(conv) ?? 0) > AGAIN);
    if (doubtful.length > 0) await this.#look(doubtful);
    return new Set([...named].filter((conv) => this.#held.has(conv)));
  }

  /** Those that are held, after a batch has waited for one in vain. */
  async find(writes: readonly Write[]): Promise<ReadonlySet<string>> {
    return new Set(await this.#look([...new Set(writes.flatMap(namedBy))]));
  }

  async #look(convs: readonly string[]): Promise<readonly string[]> {
    let held = (await this.connection.rows<{ id: string }>(THERE, [textArray(convs)])).map(({ id }) => id);
    for (let look = 0; look < LOOKS && held.length > 0; look++) {
      if (look > 0) await pause(PAUSE);
      const free = new Set((await this.connection.rows<{ id: string }>(FREE, [textArray(held)])).map(({ id }) => id));
      held = held.filter((id) => !free.has(id));
    }
    for (const conv of convs) this.#held.delete(conv);
    if (this.#held.size + held.length > BOUND) this.#held.clear();
    for (const conv of held) this.#held.set(conv, systemClock.now());
    return held;
  }
}
