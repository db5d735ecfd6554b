import type { Accept } from "@skein/server";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { SeededRandom } from "../random.ts";
import { Cable } from "./cable.ts";

interface Setting {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  /** Told of each message that arrives and each end of a link, one line each. */
  readonly note?: (line: string) => void;
}

/**
 * A network in memory between clients and one server: its faults are calls, its chance comes from a seed, its time is virtual.
 *
 * @example
 * const network = new SimNetwork({ clock, random });
 * network.serve(core.accept);
 * const cable = network.cable("phone");
 * const client = createClient({ transport: cable.transport, clock: face.client, … });
 * cable.cut({ client: 0 }); // the server has not noticed
 */
export class SimNetwork {
  readonly #cables = new Map<string, Cable>();
  #accept: Accept | undefined;

  constructor(private readonly is: Setting) {}

  /** From now on dials reach a server. */
  serve(accept: Accept): void {
    this.#accept = accept;
  }

  /** From now on dials are refused; links stay. */
  refuse(): void {
    this.#accept = undefined;
  }

  /** The server's process is gone; each device is told after so many ms, or never. */
  serverDied(told: (cable: Cable) => number | undefined): void {
    this.refuse();
    for (const cable of this.#cables.values()) cable.serverDied(told(cable));
  }

  /** The cable of a device, made when it is first asked for. */
  cable(name: string): Cable {
    const known = this.#cables.get(name);
    if (known) return known;
    const { clock, random, note = () => undefined } = this.is;
    const cable = new Cable({ clock, random: random.fork(), name, accept: () => this.#accept, note });
    this.#cables.set(name, cable);
    return cable;
  }
}
