import { expect, test } from "bun:test";
import { join } from "node:path";

/* What is promised of a link holds whatever carries it: the same tests again, over requests. */

/** Those that say most about order, resuming and limits. */
const FILES = ["sending", "sync", "frames", "renew"];
/** On three nodes each takes a part of them: what carries a link stands before the store, and knows of no other node. */
const SHARES =
  Bun.env["SKEIN_ENGINE"] === "cluster"
    ? { sse: ["sync"], "long-poll": ["sending", "frames", "renew"] }
    : { sse: FILES, "long-poll": FILES };

test.each(Object.entries(SHARES))(
  "[CARRY-7] over %s the promises about order, resuming and frames hold",
  async (carrier, names) => {
    const files = names.map((name) => join(import.meta.dir, `${name}.test.ts`));
    const run = Bun.spawn([process.execPath, "test", "--timeout", "30000", ...files], {
      env: { ...Bun.env, SKEIN_TRANSPORT: carrier },
      stdout: "ignore",
      stderr: "pipe",
    });
    const told = await new Response(run.stderr).text();
    expect(told.split("\n").filter((line) => line.startsWith("(fail)"))).toEqual([]);
    expect(await run.exited).toBe(0);
  },
  120_000,
);
