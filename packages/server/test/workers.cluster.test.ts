import { NatsServer, sharedPostgres, WireClient } from "@skein/testkit";
import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { Folder, Program, run } from "./program.ts";

/** What a cluster's settings name, and nobody else uses. */
async function ground() {
  const database = await (await sharedPostgres()).database();
  const nats = await NatsServer.start();
  return {
    flags: ["--postgres", database.url, "--nats", nats.url],
    async [Symbol.asyncDispose]() {
      await nats[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Processes that this one started and that still run. */
function childrenOf(pid: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.includes(") Z ") ? undefined : Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Looks again until it is so. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

test("several processes serve on one port as one server; one that is killed is started again, and all end with their parent", async () => {
  using folder = new Folder();
  await using cluster = await ground();
  await using program = await Program.serve(folder.path, ...cluster.flags, "--workers", "3", "--log-level", "silent");
  const first = childrenOf(program.pid);
  expect(first).toHaveLength(3);

  // the command line finds them; people on one process reach those on another
  const { out } = await run(["token", await added(folder.path, "ann"), "--data", folder.path]);
  const token = /skt_\S+/.exec(out)?.[0] ?? "";
  const links = await Promise.all(
    Array.from({ length: 24 }, () =>
      WireClient.connect({ url: program.base.replace("localhost", "127.0.0.1"), token }),
    ),
  );
  const [one] = links as [(typeof links)[0]];
  const conv = `s:${one.welcome.user}`;
  await one.ask("account.update", { name: "Ann of the workers" });
  await Promise.all(links.map((link) => link.next((frame) => frame.type === "entry" && frame.conv === conv)));

  process.kill(first[0] as number, "SIGKILL");
  await until(() => childrenOf(program.pid).filter((pid) => !first.includes(pid)).length === 1);
  await until(async () => (await fetch(`${program.base}/readyz`)).ok);

  for (const link of links) link.close();
  program.signal("SIGTERM");
  expect(await program.exit()).toBe(0);
  expect(childrenOf(program.pid)).toEqual([]);
});

test("workers end by themselves when their parent is killed, and a port that is taken is told as such", async () => {
  using folder = new Folder();
  using other = new Folder();
  await using cluster = await ground();
  await using program = await Program.serve(folder.path, ...cluster.flags, "--workers", "2", "--log-level", "silent");
  const port = new URL(program.base).port;
  const taken = await run(["serve", "--data", other.path, "--port", port, ...cluster.flags, "--log-level", "silent"]);
  expect(taken.code).toBe(6);
  expect(taken.err).toContain(`Port ${port}`);
  const workers = childrenOf(program.pid);
  program.signal("SIGKILL");
  await program.exit();
  await until(() => workers.every((pid) => parentOf(String(pid)) === undefined));
});

test("several processes without a cluster are refused with the reason", async () => {
  using folder = new Folder();
  const { code, err } = await run(["serve", "--data", folder.path, "--port", "0", "--workers", "2"]);
  expect(code).toBe(3);
  expect(err).toContain("workers is more than 1 without postgres");
});

async function added(folder: string, login: string): Promise<string> {
  const { out } = await run(["user", "add", login, "--data", folder]);
  return /Id +(\S+)/.exec(out)?.[1] ?? "";
}
