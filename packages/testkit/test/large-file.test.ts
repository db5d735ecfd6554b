import { expect, test } from "bun:test";
import { SpawnedServer } from "../src/index.ts";
import { Courier, hashOf, memoryOf } from "./large-file/courier.ts";

const MB = 1024 * 1024;
/** 2048 where somebody wants to see it with two gigabytes. */
const SIZE = Number(Bun.env["SKEIN_FILE_MB"] ?? 64);
/** More than so much a server must not grow, whatever the size. */
const GROWTH = 50 * MB;

test("[FILE-3][FILE-7] a large file goes up and down with cuts and a crash in between, byte by byte, in memory that stays flat", async () => {
  await using server = await SpawnedServer.create(({ person }) => person("Ann"));
  await server.start();
  const courier = new Courier(server.people.token, () => server.url);
  const whole = SIZE * MB;
  const sha256 = hashOf(SIZE);
  const { path = "", upload = "" } = await courier.ask("file.begin", { name: "large.bin", size: whole, sha256 });
  let most = 0;
  let before = memoryOf(server.pid ?? 0);
  const look = setInterval(() => {
    if (server.pid !== undefined) most = Math.max(most, memoryOf(server.pid) - before);
  }, 20);

  await courier.send(path, 0, Math.floor(whole * 0.3) + 1, whole);
  const cut = await courier.offset(path);
  expect(cut).toBeGreaterThan(0);
  await Promise.all([courier.send(path, cut, Math.floor(whole * 0.6), whole), Bun.sleep(20)]);
  const second = await courier.offset(path);
  expect(second).toBeGreaterThanOrEqual(cut);
  await server.kill("SIGKILL");
  await server.start();
  before = memoryOf(server.pid ?? 0);
  const after = await courier.offset(path);
  // what was told is kept
  expect(after).toBeGreaterThanOrEqual(second);
  await courier.send(path, after, whole, whole);
  const { file } = await courier.ask("file.finish", { upload });
  expect(file.size).toBe(whole);
  expect(await courier.fetched(file.id, whole, 3)).toBe(sha256);

  const slow = await Promise.all(Array.from({ length: 8 }, () => courier.stall(file.id)));
  expect(await courier.fetched(file.id, whole, 0)).toBe(sha256);
  for (const socket of slow) socket.destroy();
  clearInterval(look);
  console.log(`${SIZE} MB: the server grew by ${(most / MB).toFixed(1)} MB at most`);
  expect(most).toBeLessThan(GROWTH);
}, 600_000);
