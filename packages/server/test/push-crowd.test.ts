import { temporaryFolder } from "@skein/testkit";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { Duties } from "../src/duty/index.ts";
import { migrations, openSqliteInline } from "../src/index.ts";
import { systemClock } from "../src/kit/clock.ts";
import { createLog } from "../src/kit/log.ts";
import { queued } from "../src/module/push/audience.ts";
import { spreadOut } from "../src/module/push/spread.ts";
import { makeConversation } from "../src/storage/contract/given.ts";
import type { Storage } from "../src/storage/storage.ts";
import { committing } from "./at-work.ts";

const CROWD = Array.from({ length: 2_300 }, (_, at) => `p${String(at).padStart(5, "0")}`);
const row = (sql: string, ...parameters: unknown[]) => ({ sql, parameters });

/** A node that tells of messages, until it has written so often. */
function node(storage: Storage, name: string, writes: number) {
  let left = writes;
  const died = Promise.withResolvers<void>();
  const { submit } = committing(storage, () => {
    if (left === 0) died.resolve();
    return left-- <= 0;
  });
  const duties = new Duties({ storage, commit: { submit }, clock: systemClock, log: createLog("silent"), node: name });
  duties.follow({
    ...({ name: "push", from: "start", gap: "skip" } as const),
    take: (entries) => queued(storage, entries, 99),
    settle: (held) => spreadOut({ storage, commit: { submit } }, held),
  });
  duties.start();
  return { died: died.promise, close: () => duties.close() };
}

test("[PUSH-3] what is said to all of a crowd is queued in pieces: whoever dies between two of them, each device has it once, and what was said since comes along", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "skein.db");
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "e1" }, Date.now);
  const devices = CROWD.map((person) =>
    row(
      `INSERT INTO push_devices (id, session, person, kind, address, place, created) VALUES (?, ?, ?, 'web', 'x', ?, 0)`,
      ...[person, person, person, person],
    ),
  );
  await storage.commit([
    { rows: [...makeConversation("g:crowd", CROWD), ...devices, row("CREATE TABLE told (device TEXT, seq BIGINT)")] },
  ]);
  const say = (key: string, mentions: object) => {
    const body = JSON.stringify({ text: key, mentions });
    const entry = { conv: "g:crowd", from: "p00000", key, kind: "text", countable: true, byMember: true, body };
    return storage.commit([{ entries: [entry] }]);
  };
  const count = async (table: "push_queue" | "push_spread") =>
    (await storage.query<{ n: number }>(row(`SELECT count(*) AS n FROM ${table}`)))[0]?.n;
  /** Who is in the queue is told, and out of it. */
  const tell = () =>
    storage.commit([
      { rows: [row("INSERT INTO told SELECT device, seq FROM push_queue"), row("DELETE FROM push_queue")] },
    ]);

  await say("to all", { all: true });
  // the duty is taken, the place of the cursor noted, then what is to be told; after each of these, and after each piece
  const queue: (number | undefined)[] = [];
  for (const [nth, writes] of [1, 2, 2, 2, 2].entries()) {
    const dying = node(storage, `n${nth}`, writes);
    await dying.died;
    await dying.close();
    queue.push(await count("push_queue"));
    await tell();
  }
  expect(queue).toEqual([0, 0, 0, 999, 1_000]);
  expect(await count("push_spread")).toBe(1);
  // said while nobody finishes: to one who has been told of the first, and to one who has not
  await say("to some", { users: ["p00001", "p02200"] });
  const last = node(storage, "last", Number.POSITIVE_INFINITY);
  while ((await count("push_queue")) !== 301) await Bun.sleep(10);
  await last.close();
  const waiting = await storage.query<{ device: string; first: number; seq: number; mention: number }>(
    row("SELECT device, first, seq, mention FROM push_queue WHERE seq = 2 ORDER BY device"),
  );
  expect(waiting).toEqual([
    { device: "p00001", first: 2, seq: 2, mention: 2 },
    { device: "p02200", first: 1, seq: 2, mention: 2 },
  ]);
  await tell();
  const told = await storage.query<{ device: string; times: number }>(
    row("SELECT device, count(*) AS times FROM told GROUP BY device ORDER BY device"),
  );
  // all but its author; one of them of both
  expect(told).toEqual(CROWD.slice(1).map((device) => ({ device, times: device === "p00001" ? 2 : 1 })));
  expect(await count("push_spread")).toBe(0);
  await storage.close();
});
