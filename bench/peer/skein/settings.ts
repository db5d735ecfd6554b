import { configWith, type Config } from "@skein/server";

/** Any load is welcome. */
const UNLIMITED = { rate: 1_000_000, burst: 1_000_000 };

/**
 * How Skein is run here: as by default, durability and heartbeat included, but for the rates that would refuse a
 * load, the bounds on connections, and people who sign in with the token of a host app.
 */
export function benchConfig(folder: string, secret: string): Config {
  return configWith({
    data: folder,
    port: 0,
    hostAuth: { enabled: true, secret },
    log: { level: "warn" },
    limits: {
      connections: 100_000,
      unprovenPerAddress: 100_000,
      linkRate: UNLIMITED,
      personRate: UNLIMITED,
      patience: UNLIMITED,
    },
  });
}
