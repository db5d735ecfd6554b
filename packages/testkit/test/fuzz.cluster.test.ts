import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { hasPostgres, SimPostgres } from "../src/index.ts";
import { type Outcome, runSeed } from "./fuzz/run.ts";
import { tell } from "./fuzz/tell.ts";
import { fuzzCluster } from "./fuzz/world.ts";

/** As in `fuzz.test.ts`. */
const ONE = Bun.env["SKEIN_SEED"];
const SEEDS = ONE === undefined ? Number(Bun.env["SKEIN_SEEDS"] ?? 8) : 1;
const FIRST = Number(ONE ?? 1);

// a seed takes a second or two where nothing else runs
setDefaultTimeout(120_000 + SEEDS * 20_000);

let postgres: Promise<SimPostgres> | undefined;

const run = (seed: number): Promise<Outcome> =>
  runSeed(seed, async (of) => fuzzCluster(of, await (postgres ??= SimPostgres.launch())));

afterAll(async () => {
  await (await postgres)?.[Symbol.asyncDispose]();
});

test.skipIf(!hasPostgres)(
  `[LOG-1][LOG-2][LOG-5][CONV-2][SEND-2][SEND-5][SEND-6][MARK-3][MARK-4][SYNC-1][SYNC-4][SYNC-7][SYNC-8][SYNC-9][SLOW-2][GROUP-2][GROUP-3][PRES-1][PROF-1][DIGEST-1][DIGEST-2][CLIENT-2][CLIENT-3][CLIENT-4][CLIENT-8][CLIENT-9][CLIENT-10][CLIENT-11] with three nodes on one PostgreSQL, every device and every node ends with the store's log, whatever broke on the way (${SEEDS} seeds from ${FIRST})`,
  async () => {
    const found: string[] = [];
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      const outcome = await run(seed);
      found.push(tell("fuzz.cluster", seed, outcome, ONE !== undefined));
    }
    expect(found.filter((what) => what !== "").join("\n\n")).toBe("");
  },
);

test.skipIf(!hasPostgres)("the same seed gives the same run with three nodes too", async () => {
  expect((await run(FIRST)).digest).toBe((await run(FIRST)).digest);
});
