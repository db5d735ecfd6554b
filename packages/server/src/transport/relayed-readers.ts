import { Refusal } from "../kit/refusal.ts";
import type { Reader } from "./carried-link.ts";
import type { Carriage } from "./carried-links.ts";
import { type LinkWord, pieces } from "./link-words.ts";

type Say = (node: string, word: LinkWord, text?: string) => void;

/** A reader on another node. */
class RelayedReader implements Reader {
  #at = 0;
  #ended = false;

  constructor(
    readonly carrier: Reader["carrier"],
    private readonly say: (word: LinkWord, text?: string) => void,
    private readonly ask: number,
    private readonly over: () => void,
  ) {}

  take(events: string): void {
    if (this.#ended) return;
    for (const piece of pieces(events)) {
      this.say({ is: "events", ask: this.ask, at: this.#at }, piece);
      this.#at += 1;
    }
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.say({ is: "end", ask: this.ask, at: this.#at });
    this.over();
  }
}

/** What other nodes ask of this one's links, and who reads them there. */
export class RelayedReaders {
  /** By the node and its number for it. */
  readonly #readers = new Map<string, { readonly node: string; readonly reader: Reader }>();

  constructor(
    private readonly own: Carriage,
    private readonly say: Say,
  ) {}

  /** Whether the word was for us. */
  heard(word: LinkWord, text: string, from: string): boolean {
    switch (word.is) {
      case "up":
        this.#answer(from, word.ask, () => this.own.up(word.link, word.n, text));
        return true;
      case "down":
        this.#down(word, from);
        return true;
      case "acknowledge":
        this.own.acknowledge(word.link, word.n);
        return true;
      case "leave":
        this.own.leave(word.link, word.code);
        return true;
      case "gone": {
        const gone = this.#readers.get(`${from} ${word.ask}`);
        if (gone) this.own.gone(word.link, gone.reader);
        return true;
      }
      default:
        return false;
    }
  }

  /** Tells the nodes that read here that this one lives. */
  beat(): void {
    const nodes = new Set([...this.#readers.values()].map(({ node }) => node));
    for (const node of nodes) this.say(node, { is: "beat" });
  }

  #down({ ask, link, after, carrier, wait }: LinkWord & { readonly is: "down" }, from: string): void {
    const key = `${from} ${ask}`;
    const over = (): void => {
      this.#readers.delete(key);
    };
    const reader = new RelayedReader(carrier, (word, text) => this.say(from, word, text), ask, over);
    this.#readers.set(key, { node: from, reader });
    // what it reads at once comes before the answer does; whoever asked keeps both
    this.#answer(from, ask, async () => {
      const attached = await this.own.down(link, reader, after, wait);
      if (!attached) over();
      return attached;
    });
  }

  #answer(node: string, ask: number, ofAsk: () => Answered | Promise<Answered>): void {
    const say = (answer: (LinkWord & { readonly is: "answer" })["answer"]): void =>
      this.say(node, { is: "answer", ask, answer });
    Promise.try(ofAsk).then(say, (fault: unknown) => {
      if (!(fault instanceof Refusal)) throw fault;
      say({ after: fault.detail.after ?? 1_000 });
    });
  }
}

type Answered = Awaited<ReturnType<Carriage["up"] | Carriage["down"]>>;
