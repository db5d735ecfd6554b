import type { ListedWord } from "@skein/protocol/schema";
import { foldText, isWhole, type FoldedText } from "./fold-text.ts";

/** A place where a word of the list was found, in UTF-16 units of the text. */
export interface Finding {
  readonly word: string;
  readonly action: ListedWord["action"];
  readonly from: number;
  readonly to: number;
}

interface Node {
  /** Where the longest end of what was read begins a word as well. */
  fail: number;
  /** The word that ends here. */
  word: number;
  /** The next node on the way of `fail` at which a word ends. */
  link: number;
}

/** Above every code point: a node and what is read next, as one number. */
const SPAN = 0x11_0000;
const NONE = -1;

/**
 * Looks for all words of a list at once (Aho and Corasick): what a text costs does not depend on how many there are. Its edges are one
 * map, so 10,000 words are some megabytes.
 */
export class WordList {
  readonly #nodes: Node[] = [{ fail: 0, word: NONE, link: NONE }];
  readonly #edges = new Map<number, number>();
  readonly #words: {
    readonly word: string;
    readonly action: Finding["action"];
    readonly length: number;
    readonly whole: boolean;
  }[] = [];

  constructor(words: Iterable<ListedWord>) {
    for (const { word, action } of words) this.#add(word, action);
    this.#tie();
  }

  get size(): number {
    return this.#words.length;
  }

  find(text: string): Finding[] {
    if (this.#words.length === 0) return [];
    const folded = foldText(text);
    const found: Finding[] = [];
    let node = 0;
    for (let i = 0; i < folded.codes.length; i++) {
      node = this.#step(node, folded.codes[i] ?? 0);
      let end = this.#at(node).word === NONE ? this.#at(node).link : node;
      while (end !== NONE) {
        const finding = this.#finding(folded, i, this.#at(end).word);
        if (finding) found.push(finding);
        end = this.#at(end).link;
      }
    }
    return found;
  }

  #finding({ from, to, apart }: FoldedText, last: number, index: number): Finding | undefined {
    const found = this.#words[index];
    if (!found) return undefined;
    const first = last - found.length + 1;
    if (found.whole && !(apart[first] === true && (apart[last + 1] ?? true))) return undefined;
    return { word: found.word, action: found.action, from: from[first] ?? 0, to: to[last] ?? 0 };
  }

  #step(from: number, code: number): number {
    let node = from;
    for (;;) {
      const next = this.#edges.get(node * SPAN + code);
      if (next !== undefined) return next;
      if (node === 0) return 0;
      node = this.#at(node).fail;
    }
  }

  #add(word: string, action: Finding["action"]): void {
    const { codes } = foldText(word);
    if (codes.length === 0) return;
    let node = 0;
    for (const code of codes) {
      const edge = node * SPAN + code;
      let next = this.#edges.get(edge);
      if (next === undefined) {
        next = this.#nodes.push({ fail: 0, word: NONE, link: NONE }) - 1;
        this.#edges.set(edge, next);
      }
      node = next;
    }
    this.#at(node).word = this.#words.push({ word, action, length: codes.length, whole: isWhole(word) }) - 1;
  }

  /** Ties each node to the longest other beginning of a word that it ends with. Edges were made from the root outwards, words one by one. */
  #tie(): void {
    const byNode = new Map<number, [code: number, child: number][]>();
    for (const [edge, child] of this.#edges) {
      const parent = Math.floor(edge / SPAN);
      const children = byNode.get(parent);
      if (children) children.push([edge % SPAN, child]);
      else byNode.set(parent, [[edge % SPAN, child]]);
    }
    const queue = [0];
    for (const node of queue) {
      for (const [code, child] of byNode.get(node) ?? []) {
        const at = this.#at(child);
        at.fail = node === 0 ? 0 : this.#step(this.#at(node).fail, code);
        const fail = this.#at(at.fail);
        at.link = fail.word === NONE ? fail.link : at.fail;
        queue.push(child);
      }
    }
  }

  #at(node: number): Node {
    return this.#nodes[node] as Node;
  }
}
