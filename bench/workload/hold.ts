import type { Dialect, Target } from "../peer/peer.ts";
import { peerNamed } from "../peer/table.ts";
import { Crowd } from "./crowd.ts";

/**
 * A process that holds links: one alone may only have just under 20,000. The first word says to which server, by which
 * door; each later one whom to bring in.
 */
export type Order =
  | { readonly peer: string; readonly target: Target; readonly door: number }
  | { readonly gather: readonly number[] };

/** What it answers once they are here: what went wrong so far, and the CPU seconds that it has used. */
export interface Held {
  readonly faults: readonly string[];
  readonly cpu: number;
}

let crowd: Crowd | undefined;

/** Dials of one person. */
const TRIES = 3;

/** A link that was not taken is a fault, but no reason to throw away a run of some minutes. */
function again(dialect: Dialect): Dialect {
  return {
    async dial(...to) {
      for (let tries = 1; tries < TRIES; tries++) {
        const line = await dialect.dial(...to).catch(() => undefined);
        if (line) return line;
        await Bun.sleep(1_000);
      }
      return await dialect.dial(...to);
    },
  };
}

async function follow(order: Order): Promise<Held> {
  if ("gather" in order) await crowd?.gather(order.gather);
  else {
    const peer = peerNamed(order.peer);
    if (!peer) throw new Error(`There is no peer ${order.peer}`);
    const run = {
      peer: { ...peer, dialect: again(peer.dialect) },
      target: order.target,
      population: { users: 0, conversations: [] },
      earlier: {},
      quick: false,
    };
    crowd = new Crowd(run, () => order.door);
  }
  const { user, system } = process.cpuUsage();
  return { faults: crowd?.ledger.faults() ?? [], cpu: (user + system) / 1e6 };
}

process.on("message", (order: Order) => {
  follow(order).then(
    (held) => process.send?.(held),
    (fault: unknown) => {
      console.error(fault);
      process.exit(1);
    },
  );
});
// Links must not outlive the benchmark.
process.on("disconnect", () => process.exit(0));
