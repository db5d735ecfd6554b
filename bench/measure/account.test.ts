import { expect, test } from "bun:test";
import { Account } from "./account.ts";

/** Keeps a core busy until it has used this much of it. */
const BURN = `
  const end = process.cpuUsage().user + 100_000;
  for (let i = 0; i % 1_000_000 !== 0 || process.cpuUsage().user < end; i++);`;

test("a part's CPU is its processes', with that of children that live and of children that ended", async () => {
  // a shell whose first child burns and ends, and whose second one burns and stays until it is told to go
  const stay = `${BURN} console.log('burnt'); await Bun.stdin.text();`;
  const script = '"$0" -e "$1"; "$0" -e "$2"; exit';
  const shell = Bun.spawn(["sh", "-c", script, process.execPath, BURN, stay], { stdin: "pipe", stdout: "pipe" });
  const account = new Account({ shell: [shell.pid], quiet: [process.ppid] });
  await shell.stdout.getReader().read();
  const { server, parts } = account.read();
  await shell.stdin.end();
  await shell.exited;
  expect(parts["shell"]).toBeGreaterThanOrEqual(0.2);
  expect(server).toBeCloseTo((parts["shell"] ?? 0) + (parts["quiet"] ?? 0), 5);
});

test("a process that is gone is no system to measure", () => {
  expect(() => new Account({ gone: [2 ** 22 + 1] })).toThrow("gone");
});
