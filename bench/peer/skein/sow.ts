import { join } from "node:path";
import { inBench } from "../process.ts";
import type { Seeded, Seeding } from "./seed.ts";

/** What host apps sign with. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
}

/** Makes people and groups, in a process that is gone when this resolves. */
export async function sow(seeding: Seeding): Promise<Seeded> {
  const file = `${seeding.folder}.json`;
  await Bun.write(file, JSON.stringify(seeding));
  const seed = Bun.spawn([process.execPath, inBench("peer", "skein", "seed.ts"), file], {
    stdout: "inherit",
    stderr: "inherit",
  });
  if ((await seed.exited) !== 0) throw new Error("Seeding the Skein server failed");
  return (await Bun.file(join(seeding.folder, "seeded.json")).json()) as Seeded;
}
