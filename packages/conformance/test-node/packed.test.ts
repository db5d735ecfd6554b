import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";

const BUN = join(process.cwd(), "node_modules/.bin/bun");
const SKEIN = join(process.cwd(), "packages/server/src/main.ts");

const folder = mkdtempSync(join(tmpdir(), "skein-packed-"));
const COMMAND = join(folder, "app/node_modules/.bin/skein-conformance");
let server: ChildProcess | undefined;
after(() => {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** As whoever has the package's file installs it; nothing is asked of a registry, as it depends on nothing. */
function install(): void {
  const dist = join(folder, "dist");
  execFileSync(BUN, ["packages/conformance/build.ts", "--outdir", dist]);
  execFileSync("npm", ["pack", dist, "--silent"], { cwd: folder });
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  const offline = ["--offline", "--no-audit", "--no-fund", "--prefix", join(folder, "app")];
  execFileSync("npm", ["install", ...offline, join(folder, file)], { cwd: folder });
}

/** Starts a server as people run it, and tells its address. */
async function serve(): Promise<string> {
  const flags = ["--data", join(folder, "data"), "--port", "0", "--registration", "open"];
  const child = spawn(BUN, [SKEIN, "serve", ...flags], { stdio: ["ignore", "pipe", "ignore"] });
  server = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/localhost:\d+/.exec(line)?.[0];
    if (url === undefined) continue;
    child.stdout.resume();
    return url;
  }
  throw new Error("The server did not start.");
}

function run(...args: string[]) {
  // Node's own test runner tells its children so
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8", env });
}

await test("the packed command looks at a server under Node, over each way, and says by its exit code what it found", {
  timeout: 120_000,
}, async () => {
  install();
  const url = await serve();
  const chosen = ["--rule", "SEND-4", "--rule", "HTTP-2", "--rule", "FRAME-13"];
  const { stdout, status, stderr } = run(url, ...chosen, "--json");
  assert.equal(status, 0, stdout + stderr);
  const { outcomes, left } = JSON.parse(stdout) as { outcomes: { result: string; way: string }[]; left: string[] };
  assert.deepEqual(new Set(outcomes.map(({ result }) => result)), new Set(["pass"]));
  const ways = new Set(outcomes.map(({ way }) => way));
  assert.deepEqual(ways, new Set(["websocket", "sse", "long-poll", "http"]));
  assert.deepEqual(left, []);

  const nowhere = run("http://127.0.0.1:1");
  assert.match(nowhere.stderr, /127.0.0.1:1 does not answer as a Skein server does/);
  assert.equal(nowhere.status, 2);
  const usage = run("--way", "pigeon", url);
  assert.match(usage.stderr, /--way is one of websocket, sse, long-poll, http, not pigeon/);
  assert.equal(usage.status, 2);
  const nobody = run(url, "--token", "nobody's");
  assert.equal(nobody.status, 2, nobody.stderr);
});
