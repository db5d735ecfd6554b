import { type Client, createClient } from "@skein/client";
import { expect, test } from "bun:test";
import { SpawnedCluster, type TestPerson } from "../../src/index.ts";
import { Balancer } from "./balancer.ts";
import { reasonsOf, until } from "./until.ts";

/** Messages that a device has under way at most, and ms between two of them: somebody who never stops talking. */
const WINDOW = 20;
const PACE = 25;
/** How long a device may find nobody: clients come back within the drain's spread, and then at their own pace. */
const FLAGS = ["--drain-spread", "500", "--drain-timeout", "5000"];

/** A device of somebody, who is shown what goes wrong. */
class Device implements AsyncDisposable {
  /** What a person would have seen of it. */
  readonly shown: string[] = [];
  readonly said: string[] = [];
  /** Times that it came back. */
  returns = -1;
  #talking: Promise<void> | undefined;
  #quiet = false;
  readonly client: Client;

  constructor(
    readonly name: string,
    url: string,
    person: TestPerson,
    token: string,
    private readonly group: string,
  ) {
    const client = createClient({ url, token, user: person.id, wake: () => () => undefined });
    client.on("error", (error) => this.shown.push(`${name}: ${error.name}`));
    client.on("signedOut", ({ name: why }) => this.shown.push(`${name} was signed out: ${why}`));
    let online = false;
    client.connection.subscribe(() => {
      const { phase } = client.connection.get();
      if (phase === "stopped") this.shown.push(`${name} stopped`);
      if (phase === "online" && !online) this.returns += 1;
      online = phase === "online";
    });
    this.client = client;
  }

  get talk() {
    return this.client.conversation(this.group);
  }

  get pending(): number {
    const { items } = this.talk.timeline.state.get();
    for (const { state, id } of items) if (state === "failed") this.shown.push(`${this.name}: ${id} failed`);
    return items.filter(({ state }) => state === "pending").length;
  }

  /** Talks until told to be quiet. */
  talks(): void {
    this.#talking = (async () => {
      for (; !this.#quiet; await Bun.sleep(PACE)) {
        if (this.pending >= WINDOW) continue;
        const text = `${this.name} ${this.said.length}`;
        this.talk.send({ text });
        this.said.push(text);
      }
    })();
  }

  async quiet(): Promise<void> {
    this.#quiet = true;
    await this.#talking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.quiet();
    await this.client.close();
  }
}

test("[SEND-2][SYNC-1][SYNC-4][DRAIN-1][CLIENT-2] each of three nodes is stopped and started again while people talk: nobody is shown anything, nothing is lost or doubled", async () => {
  await using cluster = await SpawnedCluster.start({
    nodes: 3,
    settle: async ({ person, device }) => {
      const people = await Promise.all(["Ann", "Bob", "Cleo"].map((name) => person(name)));
      const second = await Promise.all(people.slice(0, 2).map(({ id }) => device(id)));
      return { people, second };
    },
    flags: FLAGS,
  });
  const { people, second } = cluster.people;
  const [ann, bob, cleo] = people as [TestPerson, TestPerson, TestPerson];
  const group = await makeGroup(cluster, ann, people);
  await using balancer = await Balancer.start(cluster.nodes);
  await using up = new AsyncDisposableStack();
  const tokens = [
    ["ann", ann, ann.token],
    ["bob", bob, bob.token],
    ["cleo", cleo, cleo.token],
    ["ann's other", ann, second[0] ?? ""],
    ["bob's other", bob, second[1] ?? ""],
  ] as const;
  const devices = tokens.map(([name, person, token]) => up.use(new Device(name, balancer.url, person, token, group)));
  const online = (): Promise<void> =>
    until(
      () => devices.every(({ client, talk }) => client.connection.get().phase === "online" && talk.view.get()),
      () => devices.map(({ name, client }) => `${name} is ${client.connection.get().phase}`).join(),
    );
  await online();
  for (const { talk } of devices) up.defer(talk.timeline.open());
  const talkers = devices.slice(0, 3);
  for (const device of talkers) device.talks();

  for (const node of cluster.nodes) {
    const before = talkers.map(({ said }) => said.length);
    expect(await node.kill("SIGTERM")).toBe(0);
    await node.start();
    await until(
      async () => (await reasonsOf(node.url)).length === 0,
      () => "the node is not ready",
    );
    await online();
    // everybody has gone on talking meanwhile
    await until(
      () => talkers.every(({ said }, at) => said.length > (before[at] ?? 0) + 10),
      () => "nobody says anything",
    );
  }

  for (const device of talkers) await device.quiet();
  await until(
    () => devices.every(({ pending }) => pending === 0),
    () => devices.map(({ name, pending }) => `${name} has ${pending} pending`).join(),
  );
  const texts = await textsOf(cluster, ann, group);
  expect(texts.toSorted()).toEqual(talkers.flatMap(({ said }) => said).toSorted());
  for (const { name, said } of talkers) expect(texts.filter((text) => text.startsWith(`${name} `))).toEqual(said);
  for (const device of devices) {
    await until(
      () => device.talk.view.get()?.head === devices[0]?.talk.view.get()?.head,
      () => `${device.name} is behind`,
    );
    expect((await device.client.verify(group)).state).not.toBe("different");
    expect(device.shown).toEqual([]);
    expect(device.client.connection.get().phase).toBe("online");
  }
  expect(devices.reduce((sum, { returns }) => sum + returns, 0)).toBeGreaterThan(0);
}, 120_000);

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

/** All that was said, in the order of the log. */
async function textsOf(cluster: SpawnedCluster<unknown>, reader: TestPerson, conv: string): Promise<string[]> {
  using wire = await cluster.nodes[1].connect(reader.token);
  const texts: string[] = [];
  for (let after = 0; ; ) {
    const { entries, head } = await wire.ask("message.list", { conv, after, limit: 100 });
    for (const entry of entries) if (entry.kind === "text") texts.push(entry.body.text);
    after = entries.at(-1)?.seq ?? head;
    if (after >= head) return texts;
  }
}
