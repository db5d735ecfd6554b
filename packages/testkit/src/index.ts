/** What tests of all packages stand on: one virtual time, seeded chance, a network of faults, and clients by hand. */
export { ClockFace } from "./clock/clock-face.ts";
export { VirtualClock } from "./clock/virtual-clock.ts";
export { type BusWeather, SimCarrier } from "./cluster/sim-carrier.ts";
export { NatsServer } from "./nats/nats-server.ts";
export { type Cable, type Direction, FAIR, type Weather } from "./network/cable.ts";
export { SimNetwork } from "./network/sim-network.ts";
export {
  launchPostgres,
  type PostgresOptions,
  type TestDatabase,
  type TestPostgres,
} from "./postgres/launch-postgres.ts";
export { type PostgresStore, postgresStore } from "./postgres/postgres-store.ts";
export { SimPostgres } from "./postgres/sim-postgres.ts";
export { hasPostgres, sharedPostgres } from "./postgres/shared-postgres.ts";
export { SeededRandom } from "./random.ts";
export type { CommitFault, FaultyStorage } from "./server/faulty-storage.ts";
export type { TestPeople, TestPerson } from "./server/people.ts";
export { SimServer, type Told } from "./server/sim-server.ts";
export { SpawnedServer } from "./server/spawn-server.ts";
export { type SimWorld, startCore } from "./server/start-core.ts";
export { type SimNodes, startNodes } from "./server/start-nodes.ts";
export { startServer, type TestServer } from "./server/start-server.ts";
export { temporaryFolder, type TemporaryFolder } from "./server/temporary-folder.ts";
export { Trace } from "./trace.ts";
export { type HelloOptions, WireClient, type WireOptions } from "./wire/wire-client.ts";
export { LinkClosed, WireFault } from "./wire/wire-fault.ts";
