import { afterAll, beforeAll, expect, test } from "bun:test";
import { Meddler, type Meddling, SpawnedServer, type TestPerson } from "@skein/testkit";
import { conform } from "../src/index.ts";
import { type Fault, FAULTS } from "./faults.ts";

/* A real server behind somebody who does what a faulty one would: is each fault found, by the rule that it breaks? */

const NAMES = ["Ann", "Bob", "Cleo", "Dan", "Eve"];
const ROOMY = ["link-rate", "person-rate", "patience"].flatMap((name) => [
  `--limits-${name}-rate`,
  "100000",
  `--limits-${name}-burst`,
  "100000",
]);

let server: SpawnedServer<TestPerson[][]>;

beforeAll(async () => {
  // five for each, and five for the run without a fault: so all can go on at once
  const casts = [...FAULTS, undefined];
  server = await SpawnedServer.create(
    ({ person }) => Promise.all(casts.map((_, at) => Promise.all(NAMES.map((name) => person(`${name}-${at}`))))),
    ROOMY,
  );
  await server.start();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

/** Which rules are broken of those that are looked at, with what was seen. */
async function broken(meddling: Meddling, rules: readonly string[], at: number, patience: number) {
  await using meddler = Meddler.start(server.url, meddling);
  const tokens = (server.people[at] ?? []).map(({ token }) => token);
  const { outcomes } = await conform({
    urls: [meddler.url],
    ways: ["websocket"],
    rules,
    tokens,
    patience,
    quick: true,
  });
  return outcomes.filter(({ result }) => result === "fail").map((one) => ({ ...one, rules: one.rules.join(" ") }));
}

test("without a fault none of these rules is broken", async () => {
  const rules = FAULTS.map(({ rule }) => rule);
  expect(await broken({}, rules, FAULTS.length, 30_000)).toEqual([]);
});

test.concurrent.each(FAULTS.map((fault, at) => [fault.what, fault.rule, fault, at] as const))(
  "it is found that a server %s, by %s",
  async (_, rule, { meddling }: Fault, at) => {
    const found = await broken(meddling(), [rule], at, 2_000);
    expect(found.map(({ rules }) => rules).join(" ")).toContain(rule);
  },
);
