import type { Clock } from "../kit/clock.ts";

/** A node that was not heard of for so many rounds counts as gone. */
const ROUNDS = 3;

export interface NeighboursSetting {
  readonly clock: Clock;
  /** ms between two rounds; in each, every node says that it is there */
  readonly round: number;
  /** Tells all nodes that this one is there. */
  readonly say: () => void;
}

/**
 * Who else is on the bus, as far as is known: so that a node that is alone need not say what nobody hears. Each says that it is there
 * when it connects, when it hears of one that it did not know, and in every round. Whoever comes is known at once; that nobody is there
 * is believed only after some rounds without a word. They are counted, and no clock is asked: a node that was stopped itself, or whose
 * time was set, must not take the others for gone.
 */
export class Neighbours {
  /** In which round each was heard of last. */
  readonly #heard = new Map<string, number>();
  /** Rounds since it is connected. */
  #round = 0;
  #calm: (() => void) | undefined;

  constructor(private readonly is: NeighboursSetting) {}

  /** Whether it is as good as certain that nobody else is there. */
  get none(): boolean {
    return this.#heard.size === 0 && this.#round > ROUNDS;
  }

  connected(): void {
    this.#turn();
  }

  /** What was known of the others holds no more. */
  disconnected(): void {
    this.#calm?.();
    this.#round = 0;
    this.#heard.clear();
  }

  /** A word of this node came, whatever it said. */
  heard(node: string): void {
    const isNew = !this.#heard.has(node);
    this.#heard.set(node, this.#round);
    // it may not know of this one either
    if (isNew) this.is.say();
  }

  /** It said that it goes. */
  left(node: string): void {
    this.#heard.delete(node);
  }

  #turn(): void {
    this.#round += 1;
    for (const [node, round] of this.#heard) if (this.#round - round > ROUNDS) this.#heard.delete(node);
    this.is.say();
    this.#calm = this.is.clock.after(this.is.round, () => this.#turn());
  }
}
