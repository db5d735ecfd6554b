import { configWith, createCore, createLog } from "@skein/server";
import { SQL } from "bun";
import { NatsServer } from "../nats/nats-server.ts";
import { PostgresServer, type PostgresOptions } from "../postgres/postgres-server.ts";
import { peopleOf, type TestPeople } from "../server/people.ts";
import { SpawnedServer } from "../server/spawn-server.ts";
import { temporaryFolder } from "../server/temporary-folder.ts";

/** One of the processes that serve. */
export type ClusterNode = SpawnedServer<undefined>;

export interface ClusterOptions<People> {
  readonly nodes: number;
  /** Makes the people, before any node runs. */
  readonly settle: (people: TestPeople) => Promise<People>;
  /** Flags of `skein serve` for all nodes. */
  readonly flags?: readonly string[];
  /** Of PostgreSQL; it waits for the disk unless told otherwise. */
  readonly postgres?: PostgresOptions;
}

/**
 * Real processes that serve on one PostgreSQL and one NATS, all of them private and on loopback. Each of them can be killed, paused and
 * started again; all end when it is disposed of, and when this process ends, however that happens.
 *
 * @example
 * await using cluster = await SpawnedCluster.start({ nodes: 3, settle: ({ person }) => person("Ann") });
 * await cluster.nodes[0].kill("SIGKILL");
 * await cluster.postgres.kill("SIGQUIT");
 * await cluster.postgres.restart();
 */
export class SpawnedCluster<People> implements AsyncDisposable {
  private constructor(
    readonly nodes: readonly [ClusterNode, ClusterNode, ...ClusterNode[]],
    readonly nats: NatsServer,
    readonly postgres: PostgresServer,
    /** Whom its first start finds. */
    readonly people: People,
    private readonly up: AsyncDisposableStack,
  ) {}

  static async start<People>(options: ClusterOptions<People>): Promise<SpawnedCluster<People>> {
    await using up = new AsyncDisposableStack();
    const [nats, postgres] = await Promise.all([
      NatsServer.start(),
      PostgresServer.start({ fsync: true, ...options.postgres }),
    ]);
    up.use(postgres);
    up.use(nats);
    const people = await settled(postgres.url(), options.settle);
    const flags = ["--postgres", postgres.url(), "--nats", nats.url, ...(options.flags ?? [])];
    const nodes = await Promise.all(Array.from({ length: options.nodes }, () => SpawnedServer.node(flags)));
    for (const node of nodes) up.use(node);
    await Promise.all(nodes.map((node) => node.start()));
    const [first, second, ...others] = nodes;
    if (!first || !second) throw new Error("a cluster has two nodes at least");
    return new SpawnedCluster([first, second, ...others], nats, postgres, people, up.move());
  }

  /** Those that run and are not paused. */
  get lively(): readonly ClusterNode[] {
    return this.nodes.filter(({ lively }) => lively);
  }

  /** Statements by hand, past all that keeps the store whole. */
  sql(): SQL {
    return new SQL({ url: this.postgres.url(), max: 2 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // the nodes go first, so they must not wait for engines that stand still
    if (this.postgres.running) this.postgres.resume();
    await this.up[Symbol.asyncDispose]();
  }
}

async function settled<People>(url: string, settle: (people: TestPeople) => Promise<People>): Promise<People> {
  await using folder = await temporaryFolder();
  const core = await createCore(configWith({ data: folder.path, postgres: url }), { log: createLog("silent") });
  const people = await settle(peopleOf(() => core));
  await core.close();
  return people;
}
