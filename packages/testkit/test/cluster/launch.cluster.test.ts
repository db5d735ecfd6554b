import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { SpawnedCluster } from "../../src/index.ts";

test("two nodes on engines that crash and come back: what was said on one is heard on the other", async () => {
  await using cluster = await SpawnedCluster.start({
    nodes: 2,
    settle: ({ person }) => Promise.all([person("Ann"), person("Bob")]),
  });
  const [ann, bob] = cluster.people;
  const [one, two] = cluster.nodes;
  const conv = directId(ann.id, bob.id);
  using his = await two.connect(bob.token);
  const say = async (key: string): Promise<void> => {
    using hers = await one.connect(ann.token);
    const { seq } = await hers.ask("message.send", { conv, key, kind: "text", body: { text: key } });
    await his.next((frame) => frame.type === "entry" && frame.seq === seq);
  };
  await say("before-anything");
  for (const signal of ["SIGKILL", "SIGQUIT"] as const) {
    await cluster.postgres.kill(signal);
    await cluster.postgres.restart();
  }
  cluster.postgres.pause();
  cluster.postgres.resume();
  await cluster.nats.kill("SIGKILL");
  await cluster.nats.restart();
  one.pause();
  expect(cluster.lively).toEqual([two]);
  one.resume();
  await one.kill("SIGKILL");
  await one.start();
  await say("after-everything");
});
