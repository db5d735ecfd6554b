import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { createLog } from "../kit/log.ts";
import { Refusal } from "../kit/refusal.ts";
import { Ledger } from "./ledger.ts";

const ASKING = { asker: { address: "192.0.2.1", base: "" }, request: "r1", ms: 2 };

test("a thousand refusals of interest are a few lines, and a later one tells how many were left out", () => {
  const clock = new ManualClock();
  const written: string[] = [];
  const ledger = new Ledger(createLog("info", { write: (line) => written.push(line) }), clock);
  const account = ledger.open("message.send");
  for (let i = 0; i < 1000; i++) ledger.failed(account, ASKING, new Refusal("unavailable"));
  expect(written).toHaveLength(20);
  clock.pass(10_000);
  ledger.failed(account, ASKING, new Refusal("unavailable"));
  expect(JSON.parse(written.at(-1) ?? "")).toMatchObject({ result: "unavailable", unsaid: 980, request: "r1" });
  expect(account.refused.get("unavailable")).toBe(1001);
  expect(account.seconds.cumulative().count).toBe(1001);
});

test("what is no refusal becomes `internal` and is an error in the log; usual refusals are no line at all", () => {
  const written: string[] = [];
  const ledger = new Ledger(createLog("info", { write: (line) => written.push(line) }), new ManualClock());
  const account = ledger.open("message.send");
  expect(ledger.failed(account, ASKING, new TypeError("no such thing")).error).toBe("internal");
  ledger.failed(account, ASKING, new Refusal("not_found"));
  ledger.done(account, ASKING);
  expect(written).toHaveLength(1);
  expect(JSON.parse(written[0] ?? "")).toMatchObject({ level: 50, request: "r1", result: "internal" });
  expect(account.done).toBe(1);
});
