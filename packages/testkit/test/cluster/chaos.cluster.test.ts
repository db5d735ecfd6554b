import { directId, selfId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SeededRandom, SpawnedCluster, type TestPerson } from "../../src/index.ts";
import { checkAll } from "./chaos/check.ts";
import { Roamer } from "./chaos/roamer.ts";
import { Storm } from "./chaos/storm.ts";
import { reasonsOf, until } from "./until.ts";

const SEED = Number(Bun.env["SKEIN_SEED"] ?? 1);
const MINUTES = Number(Bun.env["SKEIN_CHAOS_MINUTES"] ?? 0.6);
/** After so many ms of storm there is a calm, in which everybody must have heard everything. */
const STORM = 9_000;
/** Messages that one person has under way at a time. */
const WINDOW = 6;

/** Nobody is slowed down: the load is the point. Little is kept in memory, so that some come back by the store. */
const FLAGS = [
  ...["--limits-recent-changes", "2000"],
  ...["link-rate", "person-rate"].flatMap((name) => [
    ...[`--limits-${name}-rate`, "1000000"],
    ...[`--limits-${name}-burst`, "1000000"],
  ]),
  ...["--drain-spread", "100", "--drain-timeout", "2000"],
];

const NAMES = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Fay"] as const;

test(
  `[SEND-1][SEND-2][LOG-1][LOG-2][LOG-3][LOG-4][LOG-5][MARK-6][SYNC-1][SYNC-4][SYNC-9][DIGEST-1][DIGEST-2] three nodes under load, while they and PostgreSQL and NATS are killed and paused: nothing acknowledged is lost or doubled, and all hear all`,
  async () => {
    const random = new SeededRandom(SEED);
    await using cluster = await SpawnedCluster.start({
      nodes: 3,
      settle: ({ person }) => Promise.all(NAMES.map((name) => person(name))),
      flags: FLAGS,
    });
    const [ann, bob] = cluster.people as [TestPerson, TestPerson];
    const guests = cluster.people.slice(4);
    const steady = cluster.people.slice(0, 4);
    const group = await makeGroup(cluster, ann, steady);
    const direct = directId(ann.id, bob.id);
    const places = { urls: () => cluster.lively.map(({ url }) => url) };
    const roamers = cluster.people.map(
      (person, at) =>
        new Roamer(NAMES[at] ?? "", person, random.fork(), places, new Set(guests.includes(person) ? [group] : [])),
    );
    const writers = roamers.slice(0, 4);
    const storm = new Storm(cluster, random.fork(), MINUTES > 1);
    try {
      for (const roamer of roamers) roamer.start();
      for (const end = Date.now() + MINUTES * 60_000; Date.now() < end; ) {
        for (const writer of writers) {
          writer.busy = ({ unanswered, person, random: dice }) => {
            for (let more = unanswered; more < WINDOW; more++)
              writer.write(dice.chance(0.3) && [ann, bob].includes(person) ? direct : group);
            if (dice.chance(0.1)) writer.mark(group);
            if (person === ann && dice.chance(0.05))
              writer.attempt("group.add", { conv: group, users: [dice.pick(guests).id] });
            if (person === ann && dice.chance(0.05))
              writer.attempt("group.update", { conv: group, name: `n${dice.integer(0, 99)}` });
          };
        }
        for (const guest of roamers.slice(4)) {
          guest.busy = ({ random: dice }) => {
            if (dice.chance(0.03)) guest.wire?.ask("group.leave", { conv: group }).catch(() => undefined);
          };
        }
        await storm.rage(STORM);
        for (const roamer of roamers) roamer.busy = undefined;
        await calm(cluster, roamers);
        await allHeard(
          cluster,
          roamers,
          new Map([
            [group, ann],
            [direct, ann],
          ]),
        );
      }
      const readers = new Map([
        [group, ann],
        [direct, ann],
        ...cluster.people.map((one) => [selfId(one.id), one] as const),
      ]);
      for (const roamer of roamers) await roamer.stop();
      const said = await checkAll(cluster, roamers, readers);
      const resumed = roamers.flatMap((roamer) => roamer.resumed);
      const deltas = resumed.filter((how) => how === "delta").length;
      console.log(`${said} messages, ${storm.log.length} events, ${deltas} deltas, ${resumed.length - deltas} resets`);
      expect(deltas).toBeGreaterThan(0);
    } catch (fault) {
      console.log(`SKEIN_SEED=${SEED}\n${storm.log.join("\n")}`);
      throw fault;
    } finally {
      for (const roamer of roamers) await roamer.stop();
    }
  },
  MINUTES * 60_000 + 240_000,
);

async function makeGroup(
  cluster: SpawnedCluster<unknown>,
  maker: TestPerson,
  all: readonly TestPerson[],
): Promise<string> {
  using wire = await cluster.nodes[0].connect(maker.token);
  const users = all.map(({ id }) => id);
  const { conversation } = await wire.ask("group.create", { key: "key-of-the-group", name: "All", users });
  return conversation.id;
}

/** Every node is well, and all that was said is answered. */
async function calm(cluster: SpawnedCluster<unknown>, roamers: readonly Roamer[]): Promise<void> {
  for (const node of cluster.nodes) {
    let reasons: readonly string[] = [];
    await until(
      async () => (reasons = await reasonsOf(node.url)).length === 0,
      () => `node ${cluster.nodes.indexOf(node)} is not ready: ${reasons.join()}`,
    );
  }
  await until(
    () => roamers.every(({ unanswered }) => unanswered === 0),
    () => roamers.map(({ name, unanswered }) => `${name} ${unanswered}`).join(),
  );
}

/** Without another word, whoever is connected has heard all that was said. */
async function allHeard(
  cluster: SpawnedCluster<unknown>,
  roamers: readonly Roamer[],
  readers: ReadonlyMap<string, TestPerson>,
): Promise<void> {
  for (const [conv, reader] of readers) {
    using wire = await cluster.nodes[0].connect(reader.token);
    const { head } = await wire.ask("message.list", { conv, limit: 1 });
    const { members } = await wire.ask("conversation.members", { conv });
    const ids = new Set(members.map(({ user }) => user));
    const behind = (): Roamer[] =>
      roamers.filter(({ person, heard }) => ids.has(person.id) && heard.headOf(conv) < head);
    await until(
      () => behind().length === 0,
      () =>
        `of ${conv}, whose head is ${head}, ${behind()
          .map(({ name, heard, wire: link }) => `${name} (${link ? "connected" : "away"}) heard ${heard.headOf(conv)}`)
          .join()}`,
    );
  }
}
