import { alone } from "../cluster/alone.ts";
import type { Bus } from "../cluster/bus.ts";
import type { Clock } from "../kit/clock.ts";
import type { Storage } from "../storage/storage.ts";
import { knownInLog } from "./knowledge.ts";
import { merge, type Told, type TracedMessage } from "./merge.ts";
import type { FlightRecorder } from "./recorder.ts";
import type { Sought } from "./ring.ts";

/** How far a node's memory of flights goes. */
interface NodeMemory {
  readonly node: string;
  /** One message in so many is recorded; 0 for those alone that are watched. */
  readonly sample: number;
  /** People and conversations of which all is recorded now. */
  readonly watched: readonly string[];
  readonly flights: number;
  /** Flights that had to make room. */
  readonly forgotten: number;
  /** When the oldest thing happened that is still known; absent when nothing is. */
  readonly since?: number;
}

/** The answer to "where is my message?". */
export interface TraceReport {
  readonly messages: readonly TracedMessage[];
  /** The nodes that answered, the one that was asked first. */
  readonly nodes: readonly NodeMemory[];
  /** Names of the people and devices in it, by id; what has none is not there. */
  readonly names: Readonly<Record<string, string>>;
}

/** What a node is asked by another. */
interface Question {
  readonly id: string;
  readonly sought?: Sought;
  readonly watch?: { readonly whom: string; readonly ms: number };
}

interface Answer {
  readonly id: string;
  readonly told: Told & { readonly memory: NodeMemory };
}

/** Where names come from. */
export type NamesOf = (
  people: readonly string[],
  devices: readonly string[],
) => Promise<Readonly<Record<string, string>>>;

const ASK = "trace.ask";
const TOLD = "trace.told";
/** ms that other nodes have to answer; one that is dead never does. */
const WAIT = 500;
/** Flights a node tells of: a key is one message's, unless somebody used it often. */
const FLIGHTS = 5;

/** Asks all nodes what became of a message, and tells the others what this one knows. */
export class Inquiry {
  readonly #gathering = new Map<string, Answer["told"][]>();
  readonly #endings: (() => void)[];
  #asked = 0;

  constructor(
    private readonly recorder: FlightRecorder,
    private readonly storage: Storage,
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly names: NamesOf,
  ) {
    this.#endings = [
      bus.subscribe(ASK, (text) => {
        const question = JSON.parse(text) as Question;
        bus.publish(TOLD, JSON.stringify({ id: question.id, told: this.#answer(question) } satisfies Answer));
      }),
      bus.subscribe(TOLD, (text) => {
        const { id, told } = JSON.parse(text) as Answer;
        this.#gathering.get(id)?.push(told);
      }),
    ];
  }

  /**
   * What is known of a message, by its place or by its sender's key. Rejects when the store does not answer.
   *
   * @example (await inquiry.trace({ conv: "d:ann:bob", seq: 7 })).messages[0]?.hops
   */
  async trace(sought: Sought): Promise<TraceReport> {
    const logged = await knownInLog(this.storage, sought);
    // what happened before it had its place, and what was refused, is known by its key
    const key = sought.key ?? logged[0]?.key;
    const told = await this.#askAll({ sought: { ...sought, ...(typeof key === "string" && { key }) } });
    const messages = merge(told, logged);
    const hops = messages.flatMap((message) => message.hops);
    const people = [
      ...messages.flatMap(({ from, log }) => [from, ...(log?.people ?? []).map(({ user }) => user)]),
      ...hops.flatMap(({ user = [], users = [] }) => [...[user].flat(), ...users]),
    ];
    const names = await this.names([...new Set(people)], [...new Set(hops.flatMap(({ device }) => device ?? []))]);
    return { messages, nodes: told.map(({ memory }) => memory), names };
  }

  /**
   * From now on, and for so many ms, every node records all messages of a person or a conversation. Tells which nodes do.
   */
  async watch(whom: string, ms: number): Promise<readonly string[]> {
    const told = await this.#askAll({ watch: { whom, ms } });
    return told.filter(({ memory }) => memory.watched.includes(whom)).map(({ node }) => node);
  }

  close(): void {
    for (const end of this.#endings) end();
    this.recorder.choice.close();
  }

  async #askAll(question: Omit<Question, "id">): Promise<readonly Answer["told"][]> {
    const id = `${this.bus.node} ${this.clock.now()} ${this.#asked++}`;
    const own = this.#answer({ id, ...question });
    if (this.bus === alone) return [own];
    const others: Answer["told"][] = [];
    this.#gathering.set(id, others);
    this.bus.publish(ASK, JSON.stringify({ id, ...question } satisfies Question));
    await new Promise<void>((resolve) => this.clock.after(WAIT, resolve));
    this.#gathering.delete(id);
    return [own, ...others.sort((a, b) => (a.node < b.node ? -1 : 1))];
  }

  #answer({ sought, watch }: Question): Answer["told"] {
    const { choice, memory } = this.recorder;
    if (watch) choice.watch(watch.whom, watch.ms);
    const found = sought ? this.recorder.find(sought) : [];
    const { node } = this.bus;
    const { flights, forgotten, since } = memory;
    return {
      node,
      flights: found.slice(0, FLIGHTS).map(({ conv, seq, from, key, hops, more }) => {
        return { conv, from, key, hops, more, ...(seq !== undefined && { seq }) };
      }),
      memory: {
        ...{ node, sample: choice.sample, watched: choice.watched, flights, forgotten },
        ...(since !== undefined && { since }),
      },
    };
  }
}
