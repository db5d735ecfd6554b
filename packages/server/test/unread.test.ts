import { expect, test } from "bun:test";
import { readRunning } from "../src/home/lock.ts";
import { Folder, Program } from "./program.ts";

test("a server whose output nobody reads any more stops like any other", async () => {
  using folder = new Folder();
  // `head` closes the pipe after the first line; the exit code is the server's
  const within = ["bash", "-c", 'set -o pipefail; "$0" "$@" | head -n 1'];
  await using server = Program.start(["serve", "--data", folder.path, "--port", "0"], { within });
  let pid: number | undefined;
  for (; pid === undefined; pid = readRunning(folder.path)?.pid) await Bun.sleep(10);
  process.kill(pid, "SIGTERM");
  expect(await server.exit()).toBe(0);
});
