import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Outcome } from "./run.ts";

const TRACES = join(import.meta.dir, "..", "..", "..", "..", ".cache");

/**
 * What a seed found, with how to run it again; its trace is kept then, or when it is asked for alone.
 *
 * @param filter names the test to `npm test`, and the folder of its traces
 */
export function tell(filter: string, seed: number, { findings, trace, digest }: Outcome, asked: boolean): string {
  if (findings === "" && !asked) return "";
  const folder = join(TRACES, filter);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}.txt`);
  writeFileSync(file, `${trace.join("\n")}\n`);
  if (findings === "") return "";
  return `SEED=${seed} (again: SKEIN_SEED=${seed} npm test -- ${filter}; its trace ${digest}: ${file})\n${findings}`;
}
