import { CLOSE, type ServerFrame, directId } from "@skein/protocol";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type ClusterNode, SpawnedCluster, type TestPerson, type WireClient, WireFault } from "../../src/index.ts";
import { reasonsOf, until } from "./until.ts";

/*
 * What people on different nodes see of each other. One cluster for all of these stories: each has people of its own, and leaves
 * everything running.
 */

interface Pair {
  readonly ann: TestPerson;
  readonly bob: TestPerson;
  readonly other: string;
  readonly conv: string;
}

const STORIES = ["typing", "killed", "deaf", "revoked", "role", "profile"] as const;
type Story = (typeof STORIES)[number];

let cluster: SpawnedCluster<Record<Story, Pair>>;

beforeAll(async () => {
  cluster = await SpawnedCluster.start({
    nodes: 3,
    async settle({ person, device }) {
      const pairs = STORIES.map(async (story): Promise<[Story, Pair]> => {
        const ann = await person(`Ann-${story}`, "owner");
        const bob = await person(`Bob-${story}`);
        return [story, { ann, bob, other: await device(bob.id), conv: directId(ann.id, bob.id) }];
      });
      return Object.fromEntries(await Promise.all(pairs)) as Record<Story, Pair>;
    },
  });
  // who shares a conversation may see the other come and go
  for (const { ann, bob, conv } of Object.values(cluster.people)) {
    using hers = await cluster.nodes[0].connect(ann.token);
    await hers.ask("message.send", { conv, key: `hello-${bob.id}`, kind: "text", body: { text: "hello" } });
  }
}, 60_000);

afterAll(() => cluster[Symbol.asyncDispose]());

function nodes(): [ClusterNode, ClusterNode, ClusterNode] {
  return cluster.nodes as unknown as [ClusterNode, ClusterNode, ClusterNode];
}

const isPresence = (user: string, online: boolean) => (frame: ServerFrame) =>
  frame.type === "event" && frame.name === "presence" && frame.data.user === user && frame.data.online === online;

/** Until the one is told that the other is there. */
async function untilOnline(wire: WireClient, user: string): Promise<void> {
  const { presence } = await wire.ask("presence.watch", { users: [user] });
  if (!presence[0]?.online) await wire.next(isPresence(user, true));
}

/** Until the node refuses the token, and what it says then. */
async function untilRefused(node: ClusterNode, token: string): Promise<string> {
  let said = "";
  await until(
    async () => {
      try {
        using _ = await node.connect(token);
        return false;
      } catch (fault) {
        if (!(fault instanceof WireFault)) throw fault;
        said = fault.error;
        return true;
      }
    },
    () => "the token is still good",
  );
  return said;
}

describe("people on different nodes", () => {
  test("[PRES-1][PRES-2] see each other type, come and go", async () => {
    const { ann, bob, conv } = cluster.people.typing;
    const [one, two, three] = nodes();
    using hers = await one.connect(ann.token);
    using his = await two.connect(bob.token);
    await untilOnline(hers, bob.id);
    await untilOnline(his, ann.id);
    await hers.ask("conversation.typing", { conv, active: true });
    await his.next((frame) => frame.type === "event" && frame.name === "typing" && frame.data.user === ann.id);

    // from one node to the next without a break, and then away
    using again = await three.connect(bob.token);
    await untilOnline(again, ann.id);
    his.close();
    again.close();
    await hers.next(isPresence(bob.id, false));
  });

  test("[PRES-1][PRES-2] a node is killed: its people are told as offline", async () => {
    const { ann, bob } = cluster.people.killed;
    const [one, two] = nodes();
    using hers = await one.connect(ann.token);
    using his = await two.connect(bob.token);
    await untilOnline(hers, bob.id);
    await two.kill("SIGKILL");
    await his.closed;
    await hers.next(isPresence(bob.id, false));
    await two.start();
    using _ = await two.connect(bob.token);
    await hers.next(isPresence(bob.id, true));
  });

  test("[PRES-1] NATS dies and comes back: who came and went meanwhile is told", async () => {
    const { ann, bob } = cluster.people.deaf;
    const [one, two, three] = nodes();
    using hers = await one.connect(ann.token);
    const his = await two.connect(bob.token);
    await untilOnline(hers, bob.id);
    await cluster.nats.kill("SIGKILL");
    his.close();
    await cluster.nats.restart();
    await hers.next(isPresence(bob.id, false));

    await cluster.nats.kill("SIGKILL");
    using _ = await three.connect(bob.token);
    await cluster.nats.restart();
    await hers.next(isPresence(bob.id, true));
  });

  test("[SESS-2] a device that is signed out on one node is cut off on another and refused everywhere, also while NATS is away", async () => {
    const { bob, other } = cluster.people.revoked;
    const [one, two, three] = nodes();
    using asking = await one.connect(bob.token);
    using signedOut = await two.connect(other);
    // this node knows the token from memory
    using known = await three.connect(other);
    known.close();
    await cluster.nats.kill("SIGKILL");
    await asking.ask("session.revoke", { session: signedOut.welcome.session });
    expect((await signedOut.closed).code).toBe(CLOSE.revoked.code);
    for (const node of [one, two, three]) expect(await untilRefused(node, other)).toBe("token_revoked");
    await cluster.nats.restart();
    for (const { url } of nodes())
      await until(
        async () => (await reasonsOf(url)).length === 0,
        () => "not ready",
      );
  });

  test("a role that is given on one node counts on another, on links that are there already", async () => {
    const { ann, bob } = cluster.people.role;
    const [one, two] = nodes();
    using hers = await one.connect(ann.token);
    using his = await two.connect(bob.token);
    const invites = () => his.request("invite.list", {});
    expect(await invites()).toMatchObject({ type: "error", name: "forbidden" });
    await hers.ask("user.role", { user: bob.id, role: "admin" });
    await until(
      async () => (await invites()).type === "ok",
      () => "he is no admin yet",
    );
    await hers.ask("user.role", { user: bob.id, role: "member" });
    await until(
      async () => (await invites()).type === "error",
      () => "he is still an admin",
    );
  });

  test("[PROF-1] a profile that is changed on one node is told on another", async () => {
    const { ann, bob } = cluster.people.profile;
    const [one, two] = nodes();
    using hers = await one.connect(ann.token);
    using his = await two.connect(bob.token);
    // the old one is in this node's memory
    await his.ask("user.get", { ids: [ann.id] });
    await hers.ask("account.update", { name: "Ann, renamed" });
    const told = await his.next(
      (frame) => frame.type === "event" && frame.name === "user" && frame.data.user.id === ann.id,
    );
    expect(told).toMatchObject({ data: { user: { name: "Ann, renamed" } } });
    expect(await his.ask("user.get", { ids: [ann.id] })).toMatchObject({ users: [{ name: "Ann, renamed" }] });
  });

  test("[ACCT-5] who tries passwords on one node finds the others closed too", async () => {
    const [one, two, three] = nodes();
    const attempt = async ({ url }: ClusterNode): Promise<string> => {
      const body = JSON.stringify({ login: "nobody-we-know", password: "a guess of many" });
      const answer = await fetch(`${url}/v1/account.signin`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
      });
      return ((await answer.json()) as { name: string }).name;
    };
    let tried = 0;
    while ((await attempt(one)) === "wrong_credentials") tried += 1;
    for (const node of [two, three]) {
      while ((await attempt(node)) === "wrong_credentials") tried += 1;
    }
    // ten at once; a few more where the word of the last one was on its way, or time went by. Alone, each node would allow ten.
    expect(tried).toBeGreaterThanOrEqual(10);
    expect(tried).toBeLessThan(20);
  });
});
