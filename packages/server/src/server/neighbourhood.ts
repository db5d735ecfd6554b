import { hostname } from "node:os";
import { CLOSE } from "@skein/protocol";
import type { Bus } from "../cluster/bus.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../kit/clock.ts";
import { fingerprint } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Readiness } from "../kit/readiness.ts";
import type { Commit } from "../message/commit.ts";
import { joinCluster, type ClusterNode, type Lost } from "../module/node/index.ts";
import { tellDrain } from "../session/drain.ts";
import type { Hub } from "../session/hub.ts";
import type { Storage } from "../storage/storage.ts";

interface NeighbourhoodParts {
  readonly config: Config;
  readonly storage: Storage;
  readonly commit: Commit;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly log: Log;
}

const NEEDED: readonly Lost[] = ["postgres", "nats"];

/** This process among the nodes of a cluster; undefined where there is none. */
export async function enterNeighbourhood(parts: NeighbourhoodParts): Promise<ClusterNode | undefined> {
  const { config, storage, commit, bus, hub, readiness, clock, log } = parts;
  if (!storage.follow || config.nats === undefined) return undefined;
  return joinCluster({
    ...{ storage, commit, bus, clock, log },
    name: `${hostname()}/${process.pid}`,
    likeness: fingerprint(config.hostAuth.secret ?? ""),
    onLost(lost) {
      for (const part of NEEDED) readiness.report(part, !lost.has(part));
    },
    leave() {
      const links = [...hub.all()];
      tellDrain(links, config.drain.spread);
      for (const link of links) link.end(CLOSE.drain.code, "this node is not well");
    },
  });
}
