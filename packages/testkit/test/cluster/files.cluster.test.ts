import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hasSwift, SpawnedCluster, SwiftServer } from "../../src/index.ts";
import { Courier, hashOf } from "../large-file/courier.ts";

const MB = 1024 * 1024;
const SIZE = 24;

test.skipIf(!hasSwift)(
  "[FILE-3] over S3, any node goes on with an upload, also of one that was killed while it wrote",
  async () => {
    await using s3 = await SwiftServer.start();
    const { credentials, endpoint, bucket } = s3;
    const settings = {
      endpoint,
      bucket,
      "access-key-id": credentials.accessKeyId,
      "secret-access-key": credentials.secretAccessKey,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => [`--files-s3-${name}`, value]);
    await using cluster = await SpawnedCluster.start({ nodes: 3, settle: ({ person }) => person("Ann"), flags });
    const [first, second] = cluster.nodes;
    let node: { readonly url: string } = first;
    const courier = new Courier(cluster.people.token, () => node.url);
    const whole = SIZE * MB;
    const sha256 = hashOf(SIZE);
    const { path = "", upload = "" } = await courier.ask("file.begin", { name: "a.bin", size: whole, sha256 });
    // not all of what was handed over has come when its node dies
    const sending = courier.send(path, 0, 20 * MB, whole);
    node = second;
    await sending;
    // its first part has been kept, of the rest nobody knows
    await using sql = cluster.sql();
    for (let have = 0; have < 8 * MB; await Bun.sleep(20)) {
      const [row] = (await sql`SELECT have FROM uploads`) as { have: string }[];
      have = Number(row?.have);
    }
    await first.kill("SIGKILL");
    const offset = await courier.offset(path);
    expect(offset).toBeGreaterThanOrEqual(8 * MB);
    await courier.send(path, offset, whole, whole);
    const third = cluster.nodes[2] ?? second;
    node = third;
    expect(await courier.offset(path)).toBe(whole);
    const { file } = await courier.ask("file.finish", { upload });
    expect(file.size).toBe(whole);
    node = second;
    expect(await courier.fetched(file.id, whole, 2)).toBe(sha256);
    expect(cluster.nodes.some(({ data }) => existsSync(join(data, "files")))).toBeFalse();
    // the same content is there at once, whatever node is asked
    node = third;
    expect((await courier.ask("file.begin", { name: "b.bin", size: whole, sha256 })).file?.size).toBe(whole);
  },
  120_000,
);
