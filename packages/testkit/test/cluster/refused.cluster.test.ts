import { SQL } from "bun";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { NotStarted, SpawnedCluster, SpawnedServer } from "../../src/index.ts";

/*
 * A node that cannot take part says why, in words for who started it and by its exit code, and harms nobody.
 */

let cluster: SpawnedCluster<undefined>;

beforeAll(async () => {
  cluster = await SpawnedCluster.start({
    nodes: 2,
    settle: () => Promise.resolve(undefined),
    flags: ["--host-auth-secret", "a secret of thirty-two bytes or more"],
  });
}, 60_000);

afterAll(() => cluster[Symbol.asyncDispose]());

/** How one more node ends that is started like this, and what it says. */
async function refusal(postgres: string, flags: readonly string[] = []): Promise<{ code: number; said: string }> {
  await using node = await SpawnedServer.node(["--postgres", postgres, "--nats", cluster.nats.url, ...flags]);
  try {
    await node.start();
  } catch (fault) {
    if (!(fault instanceof NotStarted)) throw fault;
    return { code: fault.code, said: fault.said.trim() };
  }
  throw new Error("it started");
}

/** Another database of the same PostgreSQL, on which this was done. */
async function database(name: string, ...statements: readonly string[]): Promise<string> {
  await using sql = new SQL({ url: cluster.postgres.url(), max: 1 });
  await sql.unsafe(`CREATE DATABASE ${name}`);
  for (const statement of statements) await sql.unsafe(statement);
  return cluster.postgres.url(name);
}

const secretOf = (url: string): string => new URL(url).password;

test("nobody listens where PostgreSQL should be", async () => {
  const found = await refusal("postgres://skein:its-password@127.0.0.1:1/skein");
  expect(found.code).toBe(11);
  expect(found.said).toStartWith("PostgreSQL cannot be reached at 127.0.0.1:1/skein.");
  expect(found.said).not.toContain("its-password");
});

test("a wrong password, a database that is not there", async () => {
  const good = cluster.postgres.url();
  const password = await refusal(good.replace(secretOf(good), "wrong-password"));
  expect(password.code).toBe(11);
  expect(password.said).toStartWith("PostgreSQL refuses the login at 127.0.0.1:");
  expect(password.said).not.toContain("wrong-password");
  const name = await refusal(cluster.postgres.url("nowhere"));
  expect(name.code).toBe(11);
  expect(name.said).toMatch(/^There is no such database: 127\.0\.0\.1:\d+\/nowhere\./);
  expect(name.said).not.toContain(secretOf(good));
});

test("a database that takes no writes, one that is not in UTF-8", async () => {
  const standby = await database("standby", "ALTER DATABASE standby SET default_transaction_read_only = on");
  expect(await refusal(standby)).toMatchObject({
    code: 11,
    said: expect.stringContaining("takes no writes: it is a standby, or was set to be read only.") as string,
  });
  await using sql = new SQL({ url: cluster.postgres.url(), max: 1 });
  await sql.unsafe("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1'");
  expect(await refusal(cluster.postgres.url("latin"))).toMatchObject({
    code: 11,
    said: expect.stringContaining("The database is encoded as LATIN1; make one with UTF8.") as string,
  });
});

test("a database that a newer Skein has used: nothing is changed", async () => {
  const newer = await database("newer");
  await using sql = new SQL({ url: newer, max: 1 });
  await sql.unsafe("CREATE TABLE migrations (id text PRIMARY KEY, at bigint NOT NULL)");
  await sql.unsafe("INSERT INTO migrations VALUES ('future-1', 0)");
  const { code, said } = await refusal(newer);
  expect(code).toBe(9);
  expect(said).toContain("was used with a newer Skein. Nothing was changed.");
  expect(said).toContain("future-1");
  const tables = await sql.unsafe<unknown[]>("SELECT 1 FROM pg_tables WHERE schemaname = 'public'");
  expect(tables.length).toBe(1);
});

test("another hostAuth.secret than the other nodes have", async () => {
  const { code, said } = await refusal(cluster.postgres.url(), [
    "--host-auth-secret",
    "another secret of 32 bytes or more..",
  ]);
  expect(code).toBe(3);
  expect(said).toContain("has another hostAuth.secret");
  expect(said).not.toContain("another secret of 32 bytes");
  for (const { url } of cluster.nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
});
