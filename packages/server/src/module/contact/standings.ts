import { directId } from "@skein/protocol";
import { Lru } from "../../kit/lru.ts";
import type { Privacy } from "@skein/protocol/schema";
import type { Store } from "./store.ts";

/** Of people and of pairs, that many are kept; about 150 bytes each. */
const BOUND = 50_000;

/** What somebody lets others do. */
interface Lets {
  readonly write: Privacy["write"];
  readonly gone: boolean;
}

/** What somebody is to another. */
interface Tie {
  readonly friend: boolean;
  readonly blocked: boolean;
  /** They wrote to them: whoever is written to may answer. Only the "yes" is known for good. */
  answered: boolean;
}

interface Ties {
  up?: Tie;
  down?: Tie;
}

/** How far back it is looked for what somebody said in a conversation. */
const LATEST = 1_000;

/** Who may write to whom, from memory where it was asked a short while ago. [PRIV-1] [BLOCK-1] */
export class Standings {
  readonly #lets = new Lru<string, Lets>(BOUND, BOUND / 4);
  /** By conversation, whose id is at hand and hashed already: what the first is to the second, and the other way round. */
  readonly #ties = new Lru<string, Ties>(BOUND, BOUND / 4);
  /** Counts changes, so that what was read before one is not kept after it. */
  #changes = 0;

  constructor(private readonly store: Store) {}

  /** Whether `to` takes what `from` says in their conversation; at once where it is known. */
  mayWrite(from: string, to: string, conv: string): boolean | Promise<boolean> {
    if (from === to) return true;
    const lets = this.#lets.get(to);
    const tie = lets && this.#ties.get(conv)?.[way(from, to)];
    return lets && tie ? (this.#verdict(lets, tie) ?? this.#answered(tie, to, conv)) : this.#load(from, to, conv);
  }

  /** What these two are to each other has changed. */
  changed(one: string, other: string): void {
    this.#changes += 1;
    this.#ties.delete(directId(one, other));
  }

  /** What this person lets others do has changed. */
  chosen(person: string): void {
    this.#changes += 1;
    this.#lets.delete(person);
  }

  forgetAll(): void {
    this.#changes += 1;
    this.#lets.clear();
    this.#ties.clear();
  }

  /** Undefined: only if they wrote first. */
  #verdict(lets: Lets, tie: Tie): boolean | undefined {
    if (lets.gone || tie.blocked) return false;
    if (lets.write === "everyone" || (lets.write === "friends" && tie.friend) || tie.answered) return true;
    return undefined;
  }

  async #answered(tie: Tie, to: string, conv: string): Promise<boolean> {
    tie.answered = await this.store.spokeIn(conv, to, LATEST);
    return tie.answered;
  }

  async #load(from: string, to: string, conv: string): Promise<boolean> {
    const changes = this.#changes;
    const { write, gone, friend, blocked } = await this.store.standing(to, from);
    const lets = { write, gone };
    const tie: Tie = { friend, blocked, answered: false };
    if (changes === this.#changes) {
      this.#lets.set(to, lets);
      this.#ties.set(conv, { ...this.#ties.peek(conv), [way(from, to)]: tie });
    }
    return this.#verdict(lets, tie) ?? this.#answered(tie, to, conv);
  }
}

function way(from: string, to: string): keyof Ties {
  return from < to ? "up" : "down";
}
