import type { Core } from "@skein/server";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { SeededRandom } from "../random.ts";
import { Cable } from "./cable.ts";
import type { Reached } from "./sim-link.ts";

interface Setting {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  /** Told of each message that arrives and each end of a link, one line each. */
  readonly note?: (line: string) => void;
}

/** How the one server is called where nobody names it. */
const ALONE = "server";

/**
 * A network in memory between clients and a server, or the nodes of one: its faults are calls, its chance comes from a seed, its
 * time is virtual. A dial reaches any node that is up.
 *
 * @example
 * const network = new SimNetwork({ clock, random });
 * network.serve(core);
 * const cable = network.cable("phone");
 * const client = createClient({ transport: cable.transport, clock: face.client, … });
 * cable.cut({ client: 0 }); // the server has not noticed
 */
export class SimNetwork {
  readonly #cables = new Map<string, Cable>();
  readonly #nodes = new Map<string, Pick<Core, "accept" | "answer">>();

  constructor(private readonly is: Setting) {}

  /** From now on dials reach it. */
  serve(core: Pick<Core, "accept" | "answer">, node = ALONE): void {
    this.#nodes.set(node, core);
  }

  /** From now on no dial reaches it, and where none is left all are refused; links stay. */
  refuse(node = ALONE): void {
    this.#nodes.delete(node);
  }

  /** Its process is gone; each device that had a link to it is told after so many ms, or never. */
  serverDied(told: (cable: Cable) => number | undefined, node = ALONE): void {
    this.refuse(node);
    for (const cable of this.#cables.values()) cable.serverDied(told(cable), node === ALONE ? undefined : node);
  }

  /**
   * The cable of a device, made when it is first asked for.
   *
   * @param only the one node that its dials reach, should it not be any
   */
  cable(name: string, only?: string): Cable {
    const known = this.#cables.get(name);
    if (known) return known;
    const { clock, random, note = () => undefined } = this.is;
    const reach = (): Reached | undefined => this.#reach(only);
    const cable = new Cable({ clock, random: random.fork(), name, reach, note });
    this.#cables.set(name, cable);
    return cable;
  }

  #reach(only: string | undefined): Reached | undefined {
    const up = [...this.#nodes].filter(([node]) => only === undefined || node === only);
    // where there is no choice nothing is drawn
    const [node, core] = (up.length > 1 ? this.is.random.pick(up) : up[0]) ?? [];
    if (node === undefined || core === undefined) return undefined;
    return { node, accept: core.accept, answer: (...of) => core.answer(...of) };
  }
}
