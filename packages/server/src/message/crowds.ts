import { Lru } from "../kit/lru.ts";
import type { Conversation } from "./conversation.ts";

/** From so many members on, those who are here are kept apart: walking all of them would cost more than sending. */
const LARGE = 1_000;
/** Large conversations of which that is kept at a time. */
const BOUND = 1_000;

/** The people who have a link on this node. */
interface Present {
  /** How many. */
  readonly people: number;
  users(): Iterable<string>;
  isHere(user: string): boolean;
}

interface Crowd {
  readonly conversation: Conversation;
  /** When members came and went last. */
  readonly revision: number;
  readonly here: Set<string>;
}

/** Who of a large conversation is here, kept as people come and go: what is said in it costs by those who hear it. */
export class Crowds {
  readonly #known = new Lru<string, Crowd>(BOUND);

  constructor(private readonly present: Present) {}

  /** All members of a small conversation; those of a large one that are here. */
  of(conversation: Conversation): Iterable<string> {
    if (conversation.members.size < LARGE) return conversation.members.keys();
    const known = this.#known.get(conversation.id);
    if (known?.conversation === conversation && known.revision === conversation.revision) return known.here;
    const here = new Set(this.#both(conversation));
    this.#known.set(conversation.id, { conversation, revision: conversation.revision, here });
    return here;
  }

  arrived(user: string): void {
    for (const { conversation, here } of this.#known.values()) if (conversation.members.has(user)) here.add(user);
  }

  left(user: string): void {
    for (const { here } of this.#known.values()) here.delete(user);
  }

  /** Walks the smaller one. */
  *#both({ members }: Conversation): Generator<string> {
    if (members.size < this.present.people) {
      for (const user of members.keys()) if (this.present.isHere(user)) yield user;
    } else for (const user of this.present.users()) if (members.has(user)) yield user;
  }
}
