import type { Bus } from "../../cluster/bus.ts";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { VERSION } from "../../kit/version.ts";
import type { Commit } from "../../message/commit.ts";
import type { Storage } from "../../storage/storage.ts";
import { databaseTime, otherNodes, sayAlive, takeLeave, type OtherNode, type Self } from "./store.ts";

/** A node says so often that it is alive. ms */
const BEAT = 3_000;
/** One that has not said so for so long does not count. ms */
const SILENCE = 10_000;
/** A node that has lost something for so long sends its people elsewhere, where others are well. ms */
const PATIENCE = 10_000;
/** Clocks that differ by more are worth a line in the log. ms */
const SKEW = 2_000;
const SUBJECT = "well";

interface NodeParts {
  readonly storage: Pick<Storage, "query">;
  readonly commit: Pick<Commit, "submit">;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  /** How operators know this process. */
  readonly name: string;
  /** What must be equal on all nodes, as a fingerprint. */
  readonly likeness: string;
  /** Told what this node has lost, each time that changes. */
  readonly onLost: (lost: ReadonlySet<Lost>) => void;
  /** Sends everybody elsewhere: others are well and this one is not. */
  readonly leave: () => void;
}

/** What a node needs of the cluster. */
export type Lost = "postgres" | "nats";

/** This process among the nodes of the cluster. */
export interface ClusterNode {
  /** Writes down that it is gone. */
  close(): Promise<void>;
}

/**
 * Joins: writes itself down beside the others, again and again, and looks whether it is well.
 *
 * @throws StartFault when it is not like the others that are alive
 */
export async function joinCluster(parts: NodeParts): Promise<ClusterNode> {
  const node = new Node(parts);
  await node.join();
  return node;
}

class Node implements ClusterNode {
  readonly #self: Self;
  /** What is lost, and whether it is for long. By timers, like {@link #well}: this machine's clock may be set meanwhile. */
  readonly #lost = new Map<Lost, { long: boolean; readonly forget: () => void }>();
  /** The other nodes that said on the bus a moment ago that their store answers; how each is forgotten sooner. */
  readonly #well = new Map<string, () => void>();
  readonly #endings: (() => void)[];
  #others: readonly OtherNode[] = [];
  #next: (() => void) | undefined;
  #beating: Promise<void> | undefined;
  #closed = false;
  #skewed = false;

  constructor(private readonly is: NodeParts) {
    this.#self = { id: is.bus.node, name: is.name, version: VERSION, likeness: is.likeness };
    this.#endings = [
      is.bus.onConnection(() => {
        this.#note("nats", !is.bus.connected);
      }),
      is.bus.subscribe(SUBJECT, (_, from) => {
        this.#hearWell(from);
      }),
    ];
  }

  async join(): Promise<void> {
    await this.#beat();
    const strange = this.#living().find(({ likeness }) => likeness !== this.is.likeness);
    if (strange) {
      await this.close();
      throw new StartFault(
        "config",
        `The node ${strange.name} of this cluster has another hostAuth.secret: a token would be good on one node and not on the other.`,
        "Give all nodes the same settings, or set none: then they share the one made at first start.",
      );
    }
    this.#note("nats", !this.is.bus.connected);
    this.#plan();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#next?.();
    for (const end of this.#endings) end();
    for (const { forget } of this.#lost.values()) forget();
    for (const forget of this.#well.values()) forget();
    await this.#beating;
    try {
      await this.is.commit.submit({ rows: takeLeave(this.#self.id) });
    } catch (fault) {
      this.is.log.warn({ err: fault }, "this node could not write down that it is gone");
    }
  }

  #plan(): void {
    if (this.#closed) return;
    this.#next = this.is.clock.after(BEAT, () => {
      this.#beating = this.#turn().finally(() => {
        this.#plan();
      });
    });
  }

  /** Never rejects: a store that does not answer is what this is here to notice. */
  async #turn(): Promise<void> {
    try {
      await this.#beat();
      this.#note("postgres", false);
      this.is.bus.publish(SUBJECT, "");
    } catch (fault) {
      if (!this.#lost.has("postgres")) this.is.log.error({ err: fault }, "the database does not answer");
      this.#note("postgres", true);
    }
    this.#consider();
  }

  async #beat(): Promise<void> {
    const { storage, commit, bus, clock } = this.is;
    await commit.submit({ rows: sayAlive(this.#self, bus.connected) });
    this.#others = await storage.query<OtherNode>(otherNodes(this.#self.id));
    const [row] = await storage.query<{ now: number }>(databaseTime());
    const skew = clock.now() - (row?.now ?? 0);
    const skewed = Math.abs(skew) > SKEW;
    if (skewed && !this.#skewed) this.is.log.warn({ ms: skew }, "this machine's clock differs from the database's");
    this.#skewed = skewed;
  }

  #living(): OtherNode[] {
    return this.#others.filter(({ age }) => age < SILENCE);
  }

  #note(what: Lost, lost: boolean): void {
    const known = this.#lost.get(what);
    if (this.#closed || (known !== undefined) === lost) return;
    known?.forget();
    if (lost) this.#lost.set(what, this.#loss());
    else this.#lost.delete(what);
    this.is.log[lost ? "error" : "info"](
      { lost: [...this.#lost.keys()] },
      lost ? `${what} is lost` : `${what} is back`,
    );
    this.is.onLost(new Set(this.#lost.keys()));
  }

  #loss() {
    const loss = { long: false, forget: this.is.clock.after(PATIENCE, () => (loss.long = true)) };
    return loss;
  }

  #hearWell(from: string): void {
    if (this.#closed) return;
    this.#well.get(from)?.();
    this.#well.set(
      from,
      this.is.clock.after(SILENCE, () => this.#well.delete(from)),
    );
  }

  /** Who is not well for long, while others are, sends its people there. */
  #consider(): void {
    const long = (what: Lost): boolean => this.#lost.get(what)?.long === true;
    const othersAnswer = this.#well.size > 0;
    const othersHear = this.#living().some(({ bus }) => bus === 1);
    if ((long("postgres") && othersAnswer) || (long("nats") && !this.#lost.has("postgres") && othersHear))
      this.is.leave();
  }
}
