import { directId } from "@skein/protocol";
import { startCore } from "@skein/testkit";
import { expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fill, mayMount, onDisk, seenFromOutside } from "./disk.ts";
import { Folder, Program } from "./program.ts";

test("a batch that the store refused makes the node unready, and it finds out by itself when the store is well again", async () => {
  await using world = await startCore();
  const { server, clock } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const wire = await world.connect("phone", ann.token);
  const { readiness } = server.core;
  const conv = directId(ann.id, bob.id);
  const send = (key: string) =>
    clock.settle(wire.request("message.send", { conv, key, kind: "text", body: { text: "hi" } }));
  expect(await send("ready-key-1")).toMatchObject({ type: "ok" });
  expect(readiness.ready).toBeTrue();
  server.storage.next = "refused";
  expect(await send("ready-key-2")).toMatchObject({ type: "error", name: "unavailable" });
  expect(readiness.reasons).toEqual(["storage"]);
  // nobody asks for anything, as behind a load balancer that has turned away
  await clock.advance(2_000);
  expect(readiness.ready).toBeTrue();
  // what was tried has not taken a place in any log
  expect(await send("ready-key-2")).toMatchObject({ type: "ok", result: { seq: 2 } });
});

test.each(mayMount ? [16_384] : [])(
  "a disk of %d KiB fills while the server runs: it is not ready but lives, and is ready again once there is room",
  async (kib) => {
    using folder = new Folder();
    const within = onDisk(kib, folder.path);
    await using server = Program.start(["serve", "--data", folder.path, "--port", "0"], { within });
    await server.says("Ctrl-C stops it.");
    const post = (name: string, params: object, token = "") =>
      fetch(`${server.base}/v1/${name}`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
        body: JSON.stringify(params),
      });
    const account = { login: "ann", password: "correct-horse-1", name: "Ann" };
    const code = /setup#(\S+)/.exec(server.out)?.[1];
    const owner = (await (await post("account.setup", { code, ...account })).json()) as { token: string };
    const { profile } = (await (await post("account.get", {}, owner.token)).json()) as { profile: { id: string } };
    const conv = directId(profile.id, profile.id);
    let said = 0;
    const send = () =>
      post(
        "message.send",
        { conv, key: `full-key-${++said}`, kind: "text", body: { text: "x".repeat(9_000) } },
        owner.token,
      );
    const ready = () => fetch(`${server.base}/readyz`);
    expect([(await send()).status, (await ready()).status]).toEqual([200, 200]);

    const ballast = seenFromOutside(server.pid, join(folder.path, "ballast"));
    fill(ballast);
    while ((await ready()).status === 200) await send();
    expect(await (await ready()).json()).toEqual({ status: "unready", reasons: ["storage"] });
    expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
    expect((await post("message.list", { conv }, owner.token)).status).toBe(200);

    rmSync(ballast);
    while ((await ready()).status !== 200);
    expect((await send()).status).toBe(200);
  },
);
