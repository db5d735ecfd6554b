import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configWith, createServer } from "../src/index.ts";

async function folder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "skein-close-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test("closing twice, also at once, is closing once", async () => {
  await using data = await folder();
  const server = await createServer(configWith({ port: 0, data: data.path, log: { level: "silent" } }));
  await Promise.all([server.close(), server.close()]);
  await server.close();
});

test("a port that is taken leaves nothing open: the same folder can be used at once", async () => {
  await using data = await folder();
  await using other = await folder();
  const first = await createServer(configWith({ port: 0, data: data.path, log: { level: "silent" } }));
  const taken = configWith({ port: first.port, data: other.path, log: { level: "silent" } });
  expect(await createServer(taken).catch((fault: unknown) => String(fault))).toContain("port");
  const second = await createServer(configWith({ port: 0, data: other.path, log: { level: "silent" } }));
  expect(await second.account.hasOwner()).toBeFalse();
  await second.close();
  await first.close();
});
