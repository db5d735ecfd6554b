import type { SomeConfig } from "@skein/server";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { SimNetwork } from "../network/sim-network.ts";
import { SeededRandom } from "../random.ts";
import { Trace } from "../trace.ts";
import { WireClient } from "../wire/wire-client.ts";
import { SimServer } from "./sim-server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A server without a port, with everything around it that a test may turn. */
export interface SimWorld extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly network: SimNetwork;
  readonly server: SimServer;
  /** Every message that arrived. */
  readonly trace: Trace;
  /** A client by hand on a cable of its own, past its hello; virtual time goes on meanwhile. */
  connect(cable: string, token: string, cursor?: string): ReturnType<typeof WireClient.connect>;
}

/**
 * The real server core on virtual time and a network in memory.
 *
 * @param options `storageDelay`: ms that the store takes at most, before and after each call
 * @example
 * await using world = await startCore({ seed: 7 });
 * const ann = await world.server.person("Ann");
 * const wire = await world.connect("phone", ann.token);
 * const { seq } = await world.clock.settle(wire.ask("message.send", …));
 */
export async function startCore(
  options: { readonly seed?: number; readonly config?: SomeConfig; readonly storageDelay?: number } = {},
): Promise<SimWorld> {
  const folder = await temporaryFolder();
  const clock = new VirtualClock();
  const random = new SeededRandom(options.seed ?? 1);
  const trace = new Trace(() => clock.now);
  const network = new SimNetwork({ clock, random: random.fork(), note: trace.note });
  const { config = {}, storageDelay = 0 } = options;
  const server = await SimServer.start({
    clock,
    random: random.fork(),
    network,
    folder: folder.path,
    config,
    storageDelay,
  });
  return {
    clock,
    random,
    network,
    server,
    trace,
    connect: (cable, token, cursor) =>
      clock.settle(WireClient.connect({ transport: network.cable(cable).transport, token, cursor })),
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
