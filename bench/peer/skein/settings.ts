import { configWith, type Config, type SomeConfig } from "@skein/server";

/** Any load is welcome. */
const UNLIMITED = { rate: 1_000_000, burst: 1_000_000 };

/**
 * How Skein is run here: as by default, durability and heartbeat included, but for the rates that would refuse a
 * load, the bounds on connections, and people who sign in with the token of a host app.
 */
export function benchSettings(secret: string): SomeConfig {
  return {
    hostAuth: { enabled: true, secret },
    log: { level: "warn" },
    limits: {
      connections: 100_000,
      unprovenPerAddress: 100_000,
      linkRate: UNLIMITED,
      personRate: UNLIMITED,
      patience: UNLIMITED,
    },
  };
}

/** What nodes of a cluster share. */
export interface Shared {
  readonly postgres: string;
  readonly nats: string;
}

/** A whole configuration; on PostgreSQL where something is shared. */
export function benchConfig(folder: string, secret: string, shared: Partial<Shared> = {}): Config {
  return configWith({ data: folder, port: 0, ...benchSettings(secret), ...shared });
}
