import { directId } from "@skein/protocol";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { SpawnedCluster, type TestPerson, type WireClient } from "../../src/index.ts";
import { reasonsOf, until } from "./until.ts";

/*
 * What a node does without NATS, without PostgreSQL, and with one that takes no writes. One cluster, which is whole after each story.
 */

let cluster: SpawnedCluster<readonly [TestPerson, TestPerson]>;

beforeAll(async () => {
  cluster = await SpawnedCluster.start({
    nodes: 2,
    settle: ({ person }) => Promise.all([person("Ann"), person("Bob")]),
  });
}, 60_000);

afterAll(() => cluster[Symbol.asyncDispose]());

let said = 0;

/** Says something new until it is acknowledged, with one key. */
async function say(wire: WireClient, conv: string): Promise<{ key: string; seq: number }> {
  const key = `key-of-${++said}`;
  for (;;) {
    const answer = await trySay(wire, conv, key);
    if (answer.type === "ok") return { key, seq: (answer.result as { seq: number }).seq };
    expect(["unavailable", "busy"]).toContain(answer.name);
    await Bun.sleep(50);
  }
}

const trySay = (wire: WireClient, conv: string, key: string) =>
  wire.request("message.send", { conv, key, kind: "text", body: { text: key } });

const heard = (wire: WireClient, key: string) => wire.next((frame) => frame.type === "entry" && frame.key === key);

/** Until both nodes name just these parts. */
async function untilLost(...parts: readonly string[]): Promise<void> {
  for (const { url } of cluster.nodes) {
    let found: readonly string[] = [];
    await until(
      async () => {
        found = await reasonsOf(url);
        return parts.length === 0 ? found.length === 0 : parts.every((part) => found.includes(part));
      },
      () => `it lacks ${found.join()} instead of ${parts.join()}`,
    );
  }
}

async function pair() {
  const [ann, bob] = cluster.people;
  const [one, two] = cluster.nodes;
  return { hers: await one.connect(ann.token), his: await two.connect(bob.token), conv: directId(ann.id, bob.id) };
}

describe("a node that has lost", () => {
  test("[SYNC-4] NATS says so, goes on by way of the store, and is well by itself when NATS is back", async () => {
    const { hers, his, conv } = await pair();
    using _ = hers;
    using __ = his;
    await cluster.nats.kill("SIGKILL");
    await untilLost("nats");
    for (let more = 0; more < 5; more++) await heard(his, (await say(hers, conv)).key);
    await cluster.nats.restart();
    await untilLost();
    await heard(his, (await say(hers, conv)).key);

    // it stands still instead: nobody tells the nodes
    cluster.nats.pause();
    await heard(his, (await say(hers, conv)).key);
    await untilLost("nats");
    cluster.nats.resume();
    await untilLost();
  });

  test("[SEND-1] PostgreSQL says so, refuses what it cannot keep, and is well by itself when PostgreSQL is back", async () => {
    const { hers, his, conv } = await pair();
    using _ = hers;
    using __ = his;
    const before = await say(hers, conv);
    await cluster.postgres.kill("SIGKILL");
    expect(await trySay(hers, conv, "while-it-is-away")).toMatchObject({
      type: "error",
      name: "unavailable",
      retry: "later",
    });
    await untilLost("postgres");
    for (const wire of [hers, his])
      expect(await wire.request("conversation.list", {})).toMatchObject({ type: "error", name: "unavailable" });
    await cluster.postgres.restart();
    await untilLost();
    const after = await say(hers, conv);
    await heard(his, after.key);
    const { entries } = await his.ask("message.list", { conv, limit: 100 });
    for (const { key, seq } of [before, after])
      expect(entries.filter((entry) => entry.key === key)).toMatchObject([{ seq }]);
    expect(entries.filter(({ key }) => key === "while-it-is-away")).toEqual([]);
  });

  test("PostgreSQL for a while, as it stands still: what is asked meanwhile is answered afterwards", async () => {
    const { hers, his, conv } = await pair();
    using _ = hers;
    using __ = his;
    // the second one is sent from memory
    for (let more = 0; more < 2; more++) await heard(his, (await say(hers, conv)).key);
    cluster.postgres.pause();
    const saying = say(hers, conv);
    // it is under way by now, and what needs no store goes on
    await hers.ask("conversation.typing", { conv, active: true });
    cluster.postgres.resume();
    await heard(his, (await saying).key);
    await untilLost();
  });

  test("the right to write: sends are refused as unavailable, what is there can be read, and it is well by itself", async () => {
    const { hers, his, conv } = await pair();
    using _ = hers;
    using __ = his;
    const before = await say(hers, conv);
    await using sql = cluster.sql();
    const [{ name } = { name: "" }] = await sql.unsafe<{ name: string }[]>("SELECT current_database() AS name");
    const others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'skein'";
    await sql.unsafe(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await sql.unsafe(others);
    await until(
      async () => (await trySay(hers, conv, "not-to-be-kept")).type === "error",
      () => "it is still kept",
    );
    await untilLost("storage");
    expect(await trySay(hers, conv, "not-to-be-kept-either")).toMatchObject({ type: "error", name: "unavailable" });
    for (const wire of [hers, his]) {
      const { entries } = await wire.ask("message.list", { conv, limit: 100 });
      expect(entries.filter(({ key }) => key === before.key)).toMatchObject([{ seq: before.seq }]);
    }
    await sql.unsafe("SET default_transaction_read_only = off");
    await sql.unsafe(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await untilLost();
    await heard(his, (await say(hers, conv)).key);
  });
});
