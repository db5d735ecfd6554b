import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../kit/clock.ts";
import type { Comings, Hub } from "./hub.ts";

const SUBJECT = "here";
/** A node says so often that it is alive. ms */
const BEAT = 2_000;
/** One that has been silent for so many beats of ours is gone, and its people with it: a clock may be set. */
const SILENCE = 3;
/** People named in one word when somebody asks who is here. */
const PAGE = 500;

/**
 * What nodes say of who is here: `+` somebody came, `-` somebody went, `beat` with what the list must amount to, `?` tell me
 * all of yours (to one node, or to all), `all` a new list begins, `bye`.
 */
type Word =
  | readonly ["+" | "-", ...users: string[]]
  | readonly ["beat", people: number, sum: number]
  | readonly ["?", node: string | null]
  | readonly ["all"]
  | readonly ["bye"];

interface Node {
  readonly people: Set<string>;
  sum: number;
  /** Beats of ours since it last said something. */
  silent: number;
  /** Those of the old list that the new one, which is coming, has not named yet. */
  old: Set<string> | undefined;
  /** The list did not amount to what the last beat said; the words may still have been on their way. */
  doubtful: boolean;
}

/**
 * Who is here on the other nodes. Each tells of its own people, and says again and again what they amount to: whoever missed a
 * word finds out and asks. A node that falls silent is gone.
 */
export class Roll implements Comings {
  readonly #nodes = new Map<string, Node>();
  #sum = 0;
  #beat: (() => void) | undefined;
  #endings: (() => void)[] = [];

  constructor(
    private readonly bus: Bus,
    private readonly hub: Hub,
    private readonly clock: Clock,
    /** Told when somebody's first link anywhere else came, or their last one went. */
    private readonly comings: Comings,
  ) {}

  start(): void {
    this.#endings = [
      this.bus.subscribe(SUBJECT, (text, from) => {
        this.#hear(JSON.parse(text) as Word, from);
      }),
      this.bus.onConnection((connected) => {
        if (!connected) return;
        // nobody could be heard meanwhile; each that comes back tells of its own people, and a missed word is found by the beat
        for (const node of this.#nodes.values()) node.silent = 0;
        this.#tellAll();
      }),
    ];
    this.#askAll();
    this.#tick();
  }

  /** Whether the person has a link on another node. */
  isHere(user: string): boolean {
    for (const { people } of this.#nodes.values()) if (people.has(user)) return true;
    return false;
  }

  /** Other nodes that are alive. */
  get nodes(): number {
    return this.#nodes.size;
  }

  // ── from this node's hub ──

  arrived(user: string): void {
    this.#sum ^= hash(user);
    this.#say(["+", user]);
  }

  left(user: string): void {
    this.#sum ^= hash(user);
    this.#say(["-", user]);
  }

  /** Takes leave; the others need not wait for the silence. */
  close(): void {
    this.#beat?.();
    this.#say(["bye"]);
    for (const end of this.#endings) end();
  }

  #say(word: Word): void {
    this.bus.publish(SUBJECT, JSON.stringify(word));
  }

  #askAll(): void {
    this.#say(["?", null]);
    this.#tellAll();
  }

  #tellAll(): void {
    this.#say(["all"]);
    const users = [...this.hub.users()];
    for (let at = 0; at < users.length; at += PAGE) this.#say(["+", ...users.slice(at, at + PAGE)]);
  }

  #tick(): void {
    this.#say(["beat", this.hub.people, this.#sum]);
    // while nothing can be heard, who is where is as it was last known
    for (const [id, node] of this.bus.connected ? this.#nodes : []) {
      node.silent += 1;
      if (node.silent > SILENCE) this.#gone(id, node);
    }
    this.#beat = this.clock.after(BEAT, () => {
      this.#tick();
    });
  }

  // ── from the others ──

  #hear(word: Word, from: string): void {
    if (word[0] === "bye") {
      const gone = this.#nodes.get(from);
      if (gone) this.#gone(from, gone);
      return;
    }
    const node = this.#nodeOf(from);
    node.silent = 0;
    switch (word[0]) {
      case "+":
        for (const user of word.slice(1)) this.#came(node, user);
        return;
      case "-":
        for (const user of word.slice(1)) this.#went(node, user);
        return;
      case "all":
        node.old = new Set(node.people);
        return;
      case "?":
        if (word[1] === null || word[1] === this.bus.node) this.#tellAll();
        return;
      case "beat":
        this.#compare(node, from, word[1], word[2]);
        return;
    }
  }

  #compare(node: Node, from: string, people: number, sum: number): void {
    for (const user of node.old ?? []) this.#went(node, user);
    node.old = undefined;
    const same = node.people.size === people && node.sum === sum;
    if (!same && node.doubtful) this.#say(["?", from]);
    node.doubtful = !same && !node.doubtful;
  }

  #nodeOf(id: string): Node {
    let node = this.#nodes.get(id);
    if (!node) {
      node = { people: new Set(), sum: 0, silent: 0, old: undefined, doubtful: false };
      this.#nodes.set(id, node);
    }
    return node;
  }

  #came(node: Node, user: string): void {
    node.old?.delete(user);
    if (node.people.has(user)) return;
    const before = this.isHere(user);
    node.people.add(user);
    node.sum ^= hash(user);
    if (!before) this.comings.arrived(user);
  }

  #went(node: Node, user: string): void {
    if (!node.people.delete(user)) return;
    node.sum ^= hash(user);
    if (!this.isHere(user)) this.comings.left(user);
  }

  #gone(id: string, node: Node): void {
    this.#nodes.delete(id);
    for (const user of node.people) if (!this.isHere(user)) this.comings.left(user);
  }
}

/** FNV-1a, 32 bits: enough to notice that two lists differ. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
