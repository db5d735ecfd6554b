import { directId } from "@skein/protocol";
import { expect, test } from "bun:test";
import { hasPostgres, SpawnedCluster, WebPushService } from "../src/index.ts";
import { pushFlags, sayTo, subscribed } from "./push/subscribed.ts";

/** A lease is over after 5 s, and others try for it each 1.5 s; the rest is room for a slow machine. ms */
const SECONDS = 20_000;

test.skipIf(!hasPostgres)(
  "[PUSH-3][PUSH-11] in a cluster one node tells of a message, once; when a node dies right after it took one, another tells of it within seconds",
  async () => {
    await using service = WebPushService.start();
    await using cluster = await SpawnedCluster.start({
      nodes: 2,
      settle: ({ person }) => Promise.all([person("Ann"), person("Bob")]),
      flags: pushFlags(300),
      postgres: { fsync: false },
    });
    const [ann, bob] = cluster.people;
    const [one, two] = cluster.nodes;
    const conv = directId(ann.id, bob.id);
    // made by one node, and good for what the other sends
    await subscribed(one, ann.token, service);
    await sayTo(two, bob.token, conv, "with both");
    await service.pushes.one(({ message }) => message.body === "with both");
    // one of them had the duties; each dies once
    for (const [dying, living] of [
      [one, two],
      [two, one],
    ] as const) {
      const text = `without ${dying.url}`;
      await sayTo(dying, bob.token, conv, text);
      await dying.kill("SIGKILL");
      const began = performance.now();
      await service.pushes.one(({ message }) => message.body === text);
      expect(performance.now() - began).toBeLessThan(SECONDS);
      await dying.start();
      await sayTo(living, bob.token, conv, `both again ${dying.url}`);
      await service.pushes.one(({ message }) => message.body === `both again ${dying.url}`);
    }
    expect(service.pushes.items).toHaveLength(5);
    expect(new Set(service.pushes.items.map(({ message }) => message.id)).size).toBe(5);
    expect(service.faults).toEqual([]);
  },
  120_000,
);
