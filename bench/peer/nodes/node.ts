import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { SomeConfig } from "@skein/server";
import { type Child, profiled, startProcess } from "../process.ts";
import type { Shared } from "../skein/settings.ts";

/** The program itself, beside the server package's own door. */
const MAIN = fileURLToPath(import.meta.resolve("@skein/server").replace("index.ts", "main.ts"));
const OPEN = /^\s*Open\s+http:\/\/[^\s:]+:(\d+)/;

/** One node as an operator starts it: `skein serve`, with a folder and settings file of its own. */
export async function startNode(data: string, { postgres, nats }: Shared, settings: SomeConfig): Promise<Child> {
  await mkdir(data, { mode: 0o700 });
  await Bun.write(join(data, "skein.toml"), tomlOf(settings));
  const flags = ["--postgres", postgres, "--nats", nats, "--data", data, "--port", "0"];
  return await startProcess({ run: [...profiled(), MAIN, "serve", ...flags], ready: OPEN });
}

/** Settings as the lines of a file: `limits.linkRate.rate = 50`. */
function tomlOf(settings: object, path = ""): string {
  return Object.entries(settings)
    .map(([name, value]: [string, unknown]) =>
      typeof value === "object" && value !== null
        ? tomlOf(value, `${path}${name}.`)
        : `${path}${name} = ${JSON.stringify(value)}\n`,
    )
    .join("");
}
