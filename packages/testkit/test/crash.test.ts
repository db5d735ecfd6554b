import { directId, type Entry } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SeededRandom, SpawnedServer, type WireClient } from "../src/index.ts";
import { textOf } from "./crash/copy.ts";
import { Talker } from "./crash/talker.ts";

const KILLS = Number(Bun.env["SKEIN_KILLS"] ?? 100);
const SEED = Number(Bun.env["SKEIN_SEED"] ?? 1);
/** Messages that one person has under way at a time. */
const WINDOW = 12;

/** Nobody is slowed down: the load is the point. */
const FLAGS = ["link-rate", "person-rate"].flatMap((name) => [
  `--limits-${name}-rate`,
  "1000000",
  `--limits-${name}-burst`,
  "1000000",
]);

test(`[SEND-1][SEND-2][LOG-1][LOG-2][LOG-3][LOG-4][LOG-5][MARK-6][SYNC-1][SYNC-4][SYNC-9] ${KILLS} kills -9 under load: every acknowledged message is there once, seq is dense, all readers agree`, async () => {
  const random = new SeededRandom(SEED);
  await using server = await SpawnedServer.create(
    ({ person }) => Promise.all(["Ann", "Bob", "Cleo", "Dan"].map((name) => person(name))),
    FLAGS,
  );
  let answers = 0;
  let enough = (): void => undefined;
  const talkers = server.people.map(
    (person, i) => new Talker("abcd"[i] ?? "", person, random.fork(), () => ++answers && enough()),
  );
  const [ann, bob] = talkers as [Talker, Talker, Talker, Talker];
  await server.start();
  const group = await makeGroup(server, ann, talkers);
  const direct = directId(ann.person.id, bob.person.id);
  const talksIn = (talker: Talker): string =>
    random.chance(0.3) && (talker === ann || talker === bob) ? direct : group;

  for (let kill = 1; kill <= KILLS; kill++) {
    await Promise.all(talkers.map((talker) => talker.connect(server)));
    const until = answers + random.integer(0, 120);
    await new Promise<void>((resolve) => {
      // whenever an answer came, all windows are filled again; the kill falls wherever the server happens to be
      enough = () => {
        if (answers >= until) resolve();
        for (const talker of talkers) while (talker.unanswered < WINDOW) talker.write(talksIn(talker));
        if (answers % 10 === 0) random.pick(talkers).mark(group);
      };
      enough();
    });
    enough = () => undefined;
    await server.kill("SIGKILL");
    await Promise.all(talkers.map((talker) => talker.lost()));
    await server.start();
  }

  // what was not answered is said once more, and then the world is quiet
  await Promise.all(talkers.map((talker) => talker.connect(server)));
  await new Promise<void>((resolve) => {
    enough = () => {
      if (talkers.every(({ unanswered }) => unanswered === 0)) resolve();
    };
    enough();
  });
  const logs = new Map([
    [group, await wholeLog(ann.wire, group)],
    [direct, await wholeLog(ann.wire, direct)],
  ]);
  // frames keep their order, so whatever was on its way to a link has come when its next answer has
  for (const { wire } of talkers) await wire.ask("account.get", {});

  for (const talker of talkers) {
    for (const [conv, read] of talker.marked) {
      const { conversation } = await talker.wire.ask("conversation.get", { conv });
      expect(conversation.read).toBeGreaterThanOrEqual(read);
    }
    const history = await wholeLog(talker.wire, group);
    expect(history.map(textOf)).toEqual(logs.get(group)?.map(textOf) ?? []);
    talker.wire.close();
    await talker.lost();
    expect(talker.faults).toEqual([]);
    for (const [conv, heard] of talker.copy.logs) {
      for (const [seq, text] of heard) expect(text).toBe(textAt(logs.get(conv), seq));
    }
    for (const { message, seq, at } of talker.acknowledged.values()) {
      const entry = logs.get(message.conv)?.[seq - 1];
      expect(entry).toMatchObject({ seq, at, from: talker.person.id, key: message.key, body: message.body });
    }
  }
  const said = [...logs.values()].flat().filter(({ kind }) => kind === "text");
  expect(new Set(said.map(({ key }) => key)).size).toBe(said.length);
  expect(said.length).toBe(talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0));
  for (const log of logs.values()) {
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    let count = 0;
    for (const entry of log) expect(entry.count).toBe((count += entry.kind === "text" ? 1 : 0));
  }
}, 240_000);

async function makeGroup(server: SpawnedServer, maker: Talker, all: readonly Talker[]): Promise<string> {
  using wire = await server.connect(maker.person.token);
  const users = all.map(({ person }) => person.id);
  const { conversation } = await wire.ask("group.create", { key: "key-of-the-group", name: "All", users });
  return conversation.id;
}

async function wholeLog(wire: WireClient, conv: string): Promise<Entry[]> {
  const log: Entry[] = [];
  for (;;) {
    const { entries, head } = await wire.ask("message.list", { conv, after: log.length, limit: 100 });
    log.push(...entries);
    if (log.length >= head || entries.length === 0) return log;
  }
}

/** An entry of which a device that was removed or never there knows nothing is no entry. */
function textAt(log: readonly Entry[] | undefined, seq: number): string {
  const entry = log?.[seq - 1];
  return entry ? textOf(entry) : "";
}
