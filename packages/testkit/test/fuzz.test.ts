import { expect, setDefaultTimeout, test } from "bun:test";
import { runSeed } from "./fuzz/run.ts";
import { tell } from "./fuzz/tell.ts";

/** `SKEIN_SEED=82` runs that one again, and keeps its trace. */
const ONE = Bun.env["SKEIN_SEED"];
/** `SKEIN_SEEDS=5000` soaks for longer. */
const SEEDS = ONE === undefined ? Number(Bun.env["SKEIN_SEEDS"] ?? 320) : 1;
const FIRST = Number(ONE ?? 1);
const GROUPS = Math.min(8, SEEDS);

// a seed takes a tenth of a second; a soak takes as long as it takes
setDefaultTimeout(60_000 + SEEDS * 1_000);

for (let group = 0; group < GROUPS; group++) {
  const seeds = Array.from({ length: SEEDS }, (_, i) => FIRST + i).filter((_, i) => i % GROUPS === group);
  test(`[LOG-1][LOG-2][LOG-5][CONV-2][SEND-2][SEND-5][SEND-6][MARK-3][MARK-4][SYNC-1][SYNC-4][SYNC-7][SYNC-8][SYNC-9][SLOW-2][GROUP-2][GROUP-3][PRES-1][PROF-1][CLIENT-2][CLIENT-3][CLIENT-4][CLIENT-8][CLIENT-9][CLIENT-10][CLIENT-11][OP-1][OP-5][OP-6] every device ends with the server's log, whatever broke on the way (${seeds.length} seeds from ${seeds[0]})`, async () => {
    const found: string[] = [];
    for (const seed of seeds) found.push(tell("fuzz.test", seed, await runSeed(seed), ONE !== undefined));
    expect(found.filter((what) => what !== "").join("\n\n")).toBe("");
  });
}

test("the same seed gives the same run to the letter", async () => {
  const seeds = ONE === undefined ? [1, 2, 3, 4, 5, 6] : [FIRST];
  for (const seed of seeds) expect((await runSeed(seed)).digest).toBe((await runSeed(seed)).digest);
});
