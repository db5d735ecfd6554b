import { alone } from "../cluster/alone.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../kit/clock.ts";
import { Refusal } from "../kit/refusal.ts";
import type { Reader, Taken } from "./carried-link.ts";
import type { Carriage } from "./carried-links.ts";
import { type LinkWord, linkWord, readLinkWord } from "./link-words.ts";
import { RelayedReaders } from "./relayed-readers.ts";

/** ms that the node of a link has to answer; words may be lost, so it is asked twice. */
const PATIENCE = 1_000;
const TRIES = 2;
/** Readers whose node was not heard of for so many beats are ended: it may be gone. */
const BEAT = 2_000;
const SILENCE = 3;

/** How a node may be called: the name comes out of a request. */
const NODE = /^[0-9a-z_-]{1,64}$/i;

type Answer = (LinkWord & { readonly is: "answer" })["answer"];

/** A reader here of a link elsewhere. */
interface Reading {
  readonly node: string;
  readonly reader: Reader;
  /** Words of events that came. */
  heard: number;
  /** Beats of ours since its node was last heard of. */
  silent: number;
}

/**
 * Asks the node that has a link, and answers for those that this node has: any node may take a request. Words may be lost: what goes up
 * is asked again, and what comes down is ended where a word is missing, so that whoever reads goes on from there. [CARRY-8]
 */
export class LinkRelay implements Carriage {
  readonly #asking = new Map<number, (answer: Answer) => void>();
  readonly #reading = new Map<number, Reading>();
  readonly #relayed: RelayedReaders;
  readonly #end: () => void;
  #cancelBeat: () => void = () => undefined;
  #asked = 0;
  /** Requests that were for a link of another node. */
  relayed = 0;

  constructor(
    private readonly bus: Bus,
    own: Carriage,
    private readonly clock: Clock,
  ) {
    this.#relayed = new RelayedReaders(own, (node, word, text) => this.#say(node, word, text));
    this.#end = bus.subscribe(`link.${bus.node}`, (said, from) => {
      const { word, text } = readLinkWord(said);
      this.#hear(word, text, from);
    });
    if (bus !== alone) this.#beat();
  }

  async up(link: string, n: number, text: string): Promise<Taken> {
    const answer = await this.#ask(link, (ask) => ({ is: "up", ask, link, n }), text);
    return answer === "taken" || answer === "early" ? answer : "over";
  }

  acknowledge(link: string, n: number): void {
    this.#say(nodeOf(link), { is: "acknowledge", link, n });
  }

  leave(link: string, code: number): void {
    this.#say(nodeOf(link), { is: "leave", link, code });
  }

  async down(link: string, reader: Reader, after: number, wait?: number): Promise<boolean> {
    const { carrier } = reader;
    const waiting = wait === undefined ? {} : { wait };
    const answer = await this.#ask(link, (ask) => {
      this.#forget(reader);
      this.#reading.set(ask, { node: nodeOf(link), reader, heard: 0, silent: 0 });
      return { is: "down", ask, link, after, carrier, ...waiting };
    });
    if (answer !== true) this.#forget(reader);
    return answer === true;
  }

  gone(link: string, reader: Reader): void {
    const ask = this.#forget(reader);
    if (ask !== undefined) this.#say(nodeOf(link), { is: "gone", link, ask });
    reader.end();
  }

  close(): void {
    this.#cancelBeat();
    this.#end();
    for (const { reader } of this.#reading.values()) reader.end();
    this.#reading.clear();
  }

  #say(node: string, word: LinkWord, text?: string): void {
    if (NODE.test(node)) this.bus.publish(`link.${node}`, linkWord(word, text));
  }

  /** Undefined: nobody answered. Throws the refusal where the other node refuses. */
  async #ask(link: string, word: (ask: number) => LinkWord, text?: string): Promise<Answer | undefined> {
    if (this.bus === alone || !NODE.test(nodeOf(link))) return undefined;
    this.relayed += 1;
    for (let tries = 0; tries < TRIES && this.bus.connected; tries++) {
      const ask = ++this.#asked;
      const answer = await new Promise<Answer | undefined>((resolve) => {
        const cancel = this.clock.after(PATIENCE, () => resolve(undefined));
        this.#asking.set(ask, (said) => {
          cancel();
          resolve(said);
        });
        this.#say(nodeOf(link), word(ask), text);
      });
      this.#asking.delete(ask);
      if (typeof answer === "object") throw new Refusal("rate_limited", answer);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  #hear(word: LinkWord, text: string, from: string): void {
    if (this.#relayed.heard(word, text, from)) return;
    if (word.is === "answer") this.#asking.get(word.ask)?.(word.answer);
    if (word.is === "events" || word.is === "end") this.#events(word, text);
    if (word.is === "beat") for (const reading of this.#reading.values()) if (reading.node === from) reading.silent = 0;
  }

  #events({ is, ask, at }: LinkWord & { readonly is: "events" | "end" }, text: string): void {
    const reading = this.#reading.get(ask);
    if (!reading) return;
    if (is === "events" && at === reading.heard) {
      reading.heard += 1;
      reading.reader.take(text);
      return;
    }
    // all is there, or a word is missing: whoever reads asks again, from what it has
    this.#reading.delete(ask);
    reading.reader.end();
  }

  #forget(reader: Reader): number | undefined {
    for (const [ask, one] of this.#reading) {
      if (one.reader !== reader) continue;
      this.#reading.delete(ask);
      return ask;
    }
    return undefined;
  }

  #beat(): void {
    this.#cancelBeat = this.clock.after(BEAT, () => {
      this.#relayed.beat();
      for (const [ask, reading] of this.#reading) {
        reading.silent += 1;
        if (reading.silent <= SILENCE) continue;
        this.#reading.delete(ask);
        reading.reader.end();
      }
      this.#beat();
    });
  }
}

function nodeOf(link: string): string {
  return link.slice(0, Math.max(0, link.indexOf(".")));
}
