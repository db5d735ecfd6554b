import { createClient, memoryStore, type Item } from "@skein/client";
import type { Entry } from "@skein/protocol";
import { SpawnedServer, type WireClient } from "@skein/testkit";
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mayMount, onDisk } from "./disk.ts";
import { Folder, Program, run } from "./program.ts";

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** Nobody is slowed down: the load is the point. */
const FLAGS = ["link-rate", "person-rate"].flatMap((name) => [
  `--limits-${name}-rate`,
  "1000000",
  `--limits-${name}-burst`,
  "1000000",
]);

/** Somebody who goes on writing into one conversation, some messages at a time. */
class Writer {
  /** What was acknowledged: text by seq. */
  readonly acknowledged = new Map<number, string>();
  #over = false;
  #waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  readonly #ended: Promise<unknown>;

  constructor(
    private readonly name: string,
    private readonly wire: WireClient,
    private readonly conv: string,
  ) {
    this.#ended = Promise.all(Array.from({ length: 8 }, (_, lane) => this.#write(lane)));
  }

  /** Resolves once so many more were acknowledged. */
  more(count: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ count: this.acknowledged.size + count, resolve }));
  }

  async stop(): Promise<void> {
    this.#over = true;
    await this.#ended;
  }

  async #write(lane: number): Promise<void> {
    for (let n = 0; ; n++) {
      if (this.#over) return;
      const text = `${this.name} ${lane} ${n} ${"so it goes ".repeat(30)}`;
      const key = `key-${this.name}-${lane}-${n}`;
      const { seq } = await this.wire.ask("message.send", { conv: this.conv, key, kind: "text", body: { text } });
      this.acknowledged.set(seq, text);
      const due = this.#waiting.filter(({ count }) => this.acknowledged.size >= count);
      this.#waiting = this.#waiting.filter((one) => !due.includes(one));
      for (const { resolve } of due) resolve();
    }
  }
}

async function wholeLog(wire: WireClient, conv: string): Promise<Entry[]> {
  const log: Entry[] = [];
  for (;;) {
    const page = await wire.ask("message.list", { conv, after: log.length, limit: 100 });
    log.push(...page.entries);
    if (log.length >= page.head) return log;
  }
}

const textOf = (entry: Entry | Item | undefined) => (entry?.kind === "text" ? entry.body.text : "");

test("[SYNC-1] backed up under load and put back: all that was acknowledged before is there, seq is dense, clients read anew and agree", async () => {
  using elsewhere = new Folder();
  const archive = join(elsewhere.path, "skein.tar");
  await using server = await SpawnedServer.create(({ person }) => Promise.all([person("Ann"), person("Bob")]), FLAGS);
  const [ann, bob] = server.people;
  await server.start();
  const [hers, his] = [await server.connect(ann.token), await server.connect(bob.token)];
  const { conversation } = await hers.ask("group.create", { key: "group-key-1", name: "Harbour", users: [bob.id] });
  const conv = conversation.id;
  const client = createClient({ url: server.url, token: bob.token, user: bob.id, store: memoryStore() });
  const timeline = client.conversation(conv).timeline;
  const closeTimeline = timeline.open();
  const shows = (what: (items: readonly Item[]) => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (what(timeline.state.get().items)) resolve();
      };
      timeline.state.subscribe(look);
      look();
    });

  const writers = [new Writer("ann", hers, conv), new Writer("bob", his, conv)];
  await Promise.all(writers.map((writer) => writer.more(200)));
  const before = writers.flatMap(({ acknowledged }) => [...acknowledged]);
  const made = await run(["backup", archive, "--data", server.data]);
  expect(made).toMatchObject({ code: 0, err: "" });
  expect(made.out).toContain(archive);
  const during = writers.flatMap(({ acknowledged }) => [...acknowledged]).length - before.length;
  expect(during).toBeGreaterThan(0);
  expect([mode(archive), readdirSync(elsewhere.path)]).toEqual(["600", ["skein.tar"]]);

  // the future that is going to be lost
  await Promise.all(writers.map((writer) => writer.more(50)));
  await Promise.all(writers.map((writer) => writer.stop()));
  const { head: lost } = await hers.ask("message.list", { conv, limit: 1 });
  const { cursor } = await hers.ask("sync.changes", {});
  await shows((items) => items.at(-1)?.seq === lost);
  expect(await server.kill("SIGTERM")).toBe(0);

  const put = await run(["restore", archive, "--replace", "--data", server.data]);
  expect(put).toMatchObject({ code: 0, err: "" });
  expect([mode(server.data), mode(join(server.data, "skein.db")), mode(join(server.data, "secrets.json"))]).toEqual([
    "700",
    "600",
    "600",
  ]);
  await server.start();
  const back = await server.connect(ann.token, cursor);
  expect(back.welcome).toMatchObject({ resume: "reset", reason: "other_store" });
  const log = await wholeLog(back, conv);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
  for (const [seq, text] of before) expect(textOf(log[seq - 1])).toBe(text);
  expect(log.length).toBeLessThan(lost);

  // whoever had seen the lost future comes to what is there now, and goes on with everybody
  const { seq: next } = await back.ask("message.send", {
    conv,
    key: "key-after-1",
    kind: "text",
    body: { text: "after" },
  });
  expect(next).toBe(log.length + 1);
  const whole = await wholeLog(back, conv);
  await shows((items) => items.at(-1)?.seq === next);
  const { items } = timeline.state.get();
  expect(items.map(textOf)).toEqual(whole.slice(-items.length).map(textOf));
  closeTimeline();
  await client.close();
});

/** An archive of a small server, and where its parts stand in it. */
async function small(folder: Folder) {
  const data = join(folder.path, "data");
  const archive = join(folder.path, "skein.tar");
  expect((await run(["user", "add", "ann", "--data", data])).code).toBe(0);
  writeFileSync(join(data, "skein.toml"), 'name = "Harbour"\n', { mode: 0o600 });
  expect((await run(["backup", archive, "--data", data])).code).toBe(0);
  return { data, archive, target: join(folder.path, "target") };
}

test("an archive is a tar file like any other, with the secrets and the settings, and is not written over unasked", async () => {
  using folder = new Folder();
  const { data, archive, target } = await small(folder);
  const listed = Bun.spawnSync(["tar", "tf", archive]).stdout.toString().trim().split("\n");
  expect(listed).toEqual(["skein.db", "secrets.json", "skein.toml", "manifest.json"]);
  const again = await run(["backup", archive, "--data", data]);
  expect([again.code, again.err]).toEqual([4, expect.stringContaining("is there already") as string]);
  expect((await run(["backup", archive, "--force", "--data", data])).code).toBe(0);
  expect((await run(["backup", join(data, "skein.tar"), "--data", data])).code).toBe(4);
  expect((await run(["backup", join(folder.path, "none", "skein.tar"), "--data", data])).code).toBe(4);
  expect((await run(["backup", archive, "--force", "--data", join(folder.path, "none")])).code).toBe(4);

  expect((await run(["restore", archive, "--data", target])).code).toBe(0);
  for (const name of ["secrets.json", "skein.toml"])
    expect([name, readFileSync(join(target, name), "utf8")]).toEqual([name, readFileSync(join(data, name), "utf8")]);
  expect((await run(["user", "list", "--data", target])).out).toBe((await run(["user", "list", "--data", data])).out);
});

test("a folder that is in use or not empty is left as it is; told to replace it, what was there is kept beside", async () => {
  using folder = new Folder();
  const { data, archive } = await small(folder);
  const full = await run(["restore", archive, "--data", data]);
  expect([full.code, full.err]).toEqual([4, expect.stringContaining("is not empty") as string]);
  {
    await using server = await Program.serve(data);
    expect((await run(["restore", archive, "--replace", "--data", data])).code).toBe(5);
    expect((await fetch(`${server.base}/readyz`)).status).toBe(200);
  }
  expect((await run(["user", "add", "bob", "--data", data])).code).toBe(0);
  const replaced = await run(["restore", archive, "--replace", "--data", data]);
  expect([replaced.code, replaced.out]).toEqual([0, expect.stringContaining("replaced-1") as string]);
  expect((await run(["user", "list", "--data", data])).out).not.toContain("bob");
  expect(readdirSync(join(data, "replaced-1"))).toContain("skein.db");
  expect((await run(["doctor", "--data", data, "--port", "0"])).out).toContain("replaced-1 is what a restore replaced");
  // neither what was replaced nor what belongs to a process goes into the next archive
  expect((await run(["backup", archive, "--force", "--data", data])).code).toBe(0);
  expect(Bun.spawnSync(["tar", "tf", archive]).stdout.toString().split("\n")).toHaveLength(5);
});

test("a damaged archive is refused, wherever the damage is, and the folder is as it was", async () => {
  using folder = new Folder();
  const { archive, target } = await small(folder);
  const bytes = readFileSync(archive);
  const damaged = join(folder.path, "damaged.tar");
  const flipped = (at: number) => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] as number) ^ 0x01;
    return copy;
  };
  const manifest = bytes.indexOf("manifest.json", bytes.lastIndexOf("ustar") - 512);
  const cases: Record<string, Buffer> = {
    nothing: Buffer.alloc(0),
    "no tar": Buffer.from("hello"),
    "a bit of a head": flipped(20),
    "a bit of the database": flipped(60_000),
    "a bit of a sum": flipped(bytes.indexOf('"sha256": "', manifest) + 15),
    "cut in the database": bytes.subarray(0, 50_000),
    "cut before the manifest": bytes.subarray(0, manifest),
    "cut in the manifest": bytes.subarray(0, manifest + 600),
    "without an end": bytes.subarray(0, bytes.length - 1024),
  };
  for (const [what, content] of Object.entries(cases)) {
    writeFileSync(damaged, content, { mode: 0o600 });
    const { code, err } = await run(["restore", damaged, "--data", target]);
    expect([what, code, err.split("\n")[0]]).toEqual([what, 8, expect.stringContaining("cannot be used") as string]);
    const left = readdirSync(target).filter((name) => name !== "lock");
    expect([what, left.filter((name) => name !== "restore-part")]).toEqual([what, []]);
  }
  // the folder is still empty for whoever has a good one
  expect((await run(["restore", archive, "--data", target])).code).toBe(0);
});

test("an archive that a newer Skein made is left to that one", async () => {
  using folder = new Folder();
  const { data, archive, target } = await small(folder);
  {
    using database = new Database(join(data, "skein.db"));
    database.run("INSERT INTO migrations (id, at) VALUES ('future-1', 0)");
  }
  expect((await run(["backup", archive, "--force", "--data", data])).code).toBe(0);
  const { code, err } = await run(["restore", archive, "--data", target]);
  expect([code, err]).toEqual([9, expect.stringContaining("future-1") as string]);
});

test("permissions: a folder that others can read is refused, an archive that others can read is told of", async () => {
  using folder = new Folder();
  const { data, archive, target } = await small(folder);
  chmodSync(archive, 0o644);
  const told = await run(["restore", archive, "--data", target]);
  expect([told.code, told.err]).toEqual([0, expect.stringContaining(`chmod 600 ${archive}`) as string]);
  expect([mode(target), mode(join(target, "skein.toml")), mode(join(target, "skein.db"))]).toEqual([
    "700",
    "600",
    "600",
  ]);
  for (const command of [
    ["restore", archive, "--replace"],
    ["backup", archive, "--force"],
  ]) {
    chmodSync(data, 0o755);
    const { code, err } = await run([...command, "--data", data]);
    expect([code, err]).toEqual([4, expect.stringContaining(`chmod 700 ${data}`) as string]);
  }
});

test("a damaged database is not backed up: the last good archive stays", async () => {
  using folder = new Folder();
  const { data, archive } = await small(folder);
  const good = readFileSync(archive);
  const file = join(data, "skein.db");
  const bytes = readFileSync(file);
  bytes.fill(0x5a, 4096, 3 * 4096);
  writeFileSync(file, bytes);
  const { code, err } = await run(["backup", archive, "--force", "--data", data]);
  expect([code, err]).toEqual([8, expect.stringContaining("damaged") as string]);
  expect(readFileSync(archive).equals(good)).toBeTrue();
  expect(existsSync(`${archive}.part`)).toBeFalse();
});

/** Runs a back-up on a disk of so many KiB; the disk becomes full when a stage begins. */
async function onSmallDisk(data: string, kib: number, when = "never") {
  using disk = new Folder();
  const program = fileURLToPath(import.meta.resolve("./full-disk-backup.ts"));
  const ran = Bun.spawn(
    [...onDisk(kib, disk.path), process.execPath, program, data, join(disk.path, "skein.tar"), when],
    {
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  return (await new Response(ran.stdout).json()) as { readonly told: string; readonly left: readonly string[] };
}

test.each(mayMount ? [64, 700] : [])("a disk of %d KiB is too small: nothing is begun", async (kib) => {
  using folder = new Folder();
  const { data } = await small(folder);
  const { told, left } = await onSmallDisk(data, kib);
  expect([told, left]).toEqual([expect.stringContaining("The disk is too full") as string, []]);
});

test.each(mayMount ? ["Copying the database", "Packing"] : [])(
  "a disk that becomes full at the stage %p: it is told, and nothing of the back-up is left",
  async (stage) => {
    using folder = new Folder();
    const { data } = await small(folder);
    const { told, left } = await onSmallDisk(data, 4096, stage);
    expect([told, left]).toEqual([expect.stringContaining("The disk became full") as string, ["ballast"]]);
    expect((await onSmallDisk(data, 4096)).left).toEqual(["skein.tar"]);
  },
);

test("a restore that is killed, wherever it is, leaves what was there or the whole of what comes", async () => {
  using folder = new Folder();
  const { data, archive } = await small(folder);
  const names = async () => (await run(["user", "list", "--data", data])).out;
  const restored = await names();
  expect((await run(["user", "add", "bob", "--data", data])).code).toBe(0);
  const before = await names();
  for (let event = 1; event <= 9; event++) {
    const work = new AbortController();
    await using restore = Program.start(["restore", archive, "--replace", "--data", data]);
    // each change in the folder is a moment to die at
    let seen = 0;
    watch(data, { signal: work.signal }, () => {
      if (++seen === event) restore.signal("SIGKILL");
    });
    await restore.exit();
    work.abort();
    const after = await names();
    expect([event, [before, restored].includes(after)]).toEqual([event, true]);
    expect([event, existsSync(join(data, "secrets.json"))]).toEqual([event, true]);
    expect([event, readdirSync(data).filter((name) => /^restore-(ready|placed)$/.test(name))]).toEqual([event, []]);
    if (after === restored) expect((await run(["user", "add", "bob", "--data", data])).code).toBe(0);
  }
  expect((await run(["restore", archive, "--replace", "--data", data])).code).toBe(0);
  expect(await names()).toBe(restored);
});

test("the files that people sent are in a back-up, and come back by it", async () => {
  using elsewhere = new Folder();
  const archive = join(elsewhere.path, "skein.tar");
  await using server = await SpawnedServer.create(({ person }) => person("Ann"));
  await server.start();
  const { token } = server.people;
  const ask = async (method: string, path: string, body: BodyInit, headers: Record<string, string>) =>
    fetch(`${server.url}${path}`, { method, body, headers: { Authorization: `Bearer ${token}`, ...headers } });
  const call = async (name: string, params: object) =>
    (await (
      await ask("POST", `/v1/${name}`, JSON.stringify(params), { "Content-Type": "application/json" })
    ).json()) as {
      readonly path: string;
      readonly upload: string;
      readonly file: { readonly id: string };
    };
  const tus = { "Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" };
  const kept = await call("file.begin", { name: "a.txt", size: 9 });
  await ask("PATCH", kept.path, "the words", tus);
  const { file } = await call("file.finish", { upload: kept.upload });
  const open = await call("file.begin", { name: "b.txt", size: 9 });
  await ask("PATCH", open.path, "half", tus);
  expect((await run(["backup", archive, "--data", server.data])).code).toBe(0);
  await server.kill("SIGTERM");
  expect((await run(["restore", archive, "--replace", "--data", server.data])).code).toBe(0);
  await server.start();
  const got = await fetch(`${server.url}/v1/files/${file.id}`, { headers: { Authorization: `Bearer ${token}` } });
  expect(await got.text()).toBe("the words");
  // also one that was on its way
  expect((await ask("PATCH", open.path, " more", { ...tus, "Upload-Offset": "4" })).status).toBe(204);
  expect((await call("file.finish", { upload: open.upload })).file.id).toBeString();
}, 60_000);
