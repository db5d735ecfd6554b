import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { SeededRandom, SpawnedServer } from "@skein/testkit";
import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./program.ts";

const ROOMY = ["link", "person"].flatMap((whose) =>
  ["rate", "burst"].flatMap((what) => [`--limits-${whose}-rate-${what}`, "1000000"]),
);
/** Messages that are sent before each kill. */
const SENT = 120;

test("kill -9 while it indexes: each message is found once; built anew while the server runs, it takes the old one's place", async () => {
  const random = new SeededRandom(4);
  await using server = await SpawnedServer.create(async ({ person }) => [await person("Ann")] as const, ROOMY);
  const [ann] = server.people;
  const conv = directId(ann.id, ann.id);
  let said = 0;
  const say = async (): Promise<void> => {
    const body = { text: `记录 number${++said}x` };
    const message = { conv, key: makeKey(Date.now(), random.next), kind: "text" as const, body };
    await http(server.url, "message.send", message, ann.token);
  };
  /** The numbers of all that are found, page by page. */
  const found = async (text: string): Promise<number[]> => {
    const numbers: number[] = [];
    let after: string | undefined;
    do {
      const page = await http(
        server.url,
        "search.messages",
        { text, limit: 50, ...(after !== undefined && { after }) },
        ann.token,
      );
      for (const { excerpt } of page.hits) numbers.push(Number(/number(\d+)x/.exec(excerpt.text)?.[1]));
      after = page.next;
    } while (after !== undefined);
    return numbers;
  };
  const all = () => Array.from({ length: said }, (_, at) => said - at);

  for (let kill = 0; kill < 3; kill++) {
    await server.start();
    const kills = random.integer(1, SENT);
    for (let at = 1; at <= SENT; at++) {
      await say();
      if (at !== kills) continue;
      // it takes in what is new before it answers: that is when it dies
      const asked = found("记录").catch(() => undefined);
      if (kill % 2 === 0) await asked;
      await server.kill("SIGKILL");
      await asked;
      await server.start();
    }
    await server.kill("SIGKILL");
  }
  await server.start();
  expect(await found("记录")).toEqual(all());

  const folder = join(server.data, "search");
  const rebuilding = run(["search", "rebuild", "--data", server.data]);
  for (let at = 0; at < 40; at++) {
    await say();
    expect(await found(`number${said}x`)).toEqual([said]);
  }
  const built = await rebuilding;
  expect([built.code, built.err]).toEqual([0, ""]);
  expect(built.out).toContain("the index takes");
  expect(await found("录")).toEqual(all());
  expect(readdirSync(folder).filter((name) => name.endsWith(".db"))).toEqual(["index-2.db"]);
  await server.kill("SIGTERM");

  // no server runs, and no index is there
  const again = await run(["search", "rebuild", "--data", server.data]);
  expect(again.code).toBe(0);
  await server.start();
  expect(await found("记录 number1")).toEqual(all().filter((number) => String(number).startsWith("1")));
}, 90_000);
