import { join } from "node:path";
import type { Dialect, Launch, Peer, Running } from "../peer.ts";
import { inBench, startProcess } from "../process.ts";
import { Person } from "./person.ts";
import type { Seeded } from "./seed.ts";
import { openSync } from "./sync.ts";

const dialect: Dialect = {
  async dial(target, user, events, resumeFrom) {
    const person = new Person(target, user, events, resumeFrom);
    await person.connect();
    return person;
  },
  openSync,
};

async function start({ population, folder }: Launch): Promise<Running> {
  const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
  const populationFile = join(folder, "population.json");
  const data = join(folder, "data");
  await Bun.write(populationFile, JSON.stringify(population));
  const seeding = [process.execPath, inBench("peer", "skein", "seed.ts"), populationFile, data, secret];
  const seed = Bun.spawn(seeding, { stdout: "inherit", stderr: "inherit" });
  if ((await seed.exited) !== 0) throw new Error("Seeding the Skein server failed");
  const seeded = (await Bun.file(join(data, "seeded.json")).json()) as Seeded;
  const profile =
    process.env["BENCH_PROFILE"] === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", inBench("results")];
  const child = await startProcess({
    run: [process.execPath, ...profile, inBench("peer", "skein", "serve.ts"), data, secret],
  });
  return {
    target: { pid: child.pid, hostname: "127.0.0.1", port: Number(child.said), ...seeded },
    stop: () => child.stop(),
  };
}

export const skein: Peer = {
  name: "skein",
  about: "Skein with its default durability: SQLite, synchronous=FULL",
  ack: "committed to SQLite (WAL, synchronous=FULL)",
  missing: () => undefined,
  start,
  dialect,
};
