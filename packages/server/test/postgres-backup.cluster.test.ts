import { directId } from "@skein/protocol";
import { hasPostgres, NatsServer, sharedPostgres, WireClient } from "@skein/testkit";
import { expect, test } from "bun:test";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Folder, Program, run } from "./program.ts";

/** Nothing in the log, and nobody slowed down. */
const QUIET = [
  ...["--log-level", "silent"],
  ...["link-rate", "person-rate"].flatMap((name) =>
    ["rate", "burst"].flatMap((part) => [`--limits-${name}-${part}`, "1000000"]),
  ),
];

test.skipIf(!hasPostgres)(
  "[SEND-1][SYNC-5] a cluster is backed up while it serves, and what was acknowledged before is in the database that it is put back into",
  async () => {
    using folder = new Folder();
    using other = new Folder();
    const postgres = await sharedPostgres();
    await using database = await postgres.database();
    await using empty = await postgres.database();
    await using nats = await NatsServer.start();
    const settings = (url: string) => ({ SKEIN_POSTGRES: url, SKEIN_NATS: nats.url });
    const archive = join(other.path, "backup.skein");

    await using program = Program.start(["serve", "--data", folder.path, "--port", "0", ...QUIET], {
      env: settings(database.url),
    });
    await program.says("Ctrl-C stops it.");
    const added = await run(["user", "add", "ann", "--data", folder.path], { env: settings(database.url) });
    const ann = /Id +(\S+)/.exec(added.out)?.[1] ?? "";
    const token = /skt_\S+/.exec((await run(["token", ann, "--data", folder.path])).out)?.[0] ?? "";
    using link = await WireClient.connect({ url: program.base, token });
    const conv = directId(ann, ann);
    const say = (text: string) =>
      link.ask("message.send", { conv, key: `key-of-${text}`, kind: "text", body: { text } });
    for (let n = 1; n <= 50; n++) await say(`${n}`);
    const { cursor } = await link.ask("sync.changes", {});
    const backup = { made: false };
    const talk = (async () => {
      for (let n = 51; !backup.made; n++) await say(`${n}`);
    })();
    const made = await run(["backup", archive, "--data", folder.path], { env: settings(database.url) });
    backup.made = true;
    await talk;
    expect({ code: made.code, err: made.err }).toEqual({ code: 0, err: "" });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(made.out).not.toContain(new URL(database.url).password);

    // not over another store, nor into a folder
    const taken = await run(["restore", archive, "--data", other.path], { env: settings(database.url) });
    expect(taken.code).toBe(4);
    expect(taken.err).toContain("is not empty");
    expect((await run(["restore", archive, "--data", other.path])).err).toContain("a back-up of PostgreSQL");
    const running = await run(["restored", "--data", other.path], { env: settings(database.url) });
    expect(running.code).toBe(5);

    const back = await run(["restore", archive, "--data", other.path], { env: settings(empty.url) });
    expect({ code: back.code, err: back.err }).toEqual({ code: 0, err: "" });
    expect((await run(["verify", "--store", empty.url])).code).toBe(0);
    await using again = Program.start(["serve", "--data", other.path, "--port", "0", ...QUIET], {
      env: settings(empty.url),
    });
    await again.says("Ctrl-C stops it.");
    using home = await WireClient.connect({ url: again.base, token, cursor });
    expect(home.welcome).toMatchObject({ resume: "reset", reason: "other_store" });
    const { entries, head } = await home.ask("message.list", { conv, after: 0, limit: 50 });
    expect(entries.map(({ body }) => (body as { text: string }).text)).toEqual(
      Array.from({ length: 50 }, (_, i) => `${i + 1}`),
    );
    const next = { conv, key: "after-restoring", kind: "text", body: { text: "on" } } as const;
    expect(await home.ask("message.send", next)).toMatchObject({ seq: head + 1 });

    writeFileSync(archive, "PGDMP and no more");
    await using third = await postgres.database();
    const damaged = await run(["restore", archive, "--data", other.path], { env: settings(third.url) });
    expect(damaged.code).toBe(4);
    expect(damaged.err).toContain("PostgreSQL's own programs");
  },
);
