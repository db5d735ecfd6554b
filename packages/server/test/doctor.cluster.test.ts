import { expect, test } from "bun:test";
import { hasPostgres, NatsServer, sharedPostgres } from "@skein/testkit";
import { SQL } from "bun";
import { Folder, Program, run } from "./program.ts";

const doctor = (folder: Folder, ...flags: readonly string[]) =>
  run(["doctor", "--data", folder.path, "--port", "0", ...flags]);

if (hasPostgres) {
  test("doctor looks at PostgreSQL and NATS where they are set, before the first start and after it", async () => {
    using folder = new Folder();
    await using database = await (await sharedPostgres()).database();
    await using nats = await NatsServer.start();
    const flags = ["--postgres", database.url, "--nats", nats.url];
    const before = await doctor(folder, ...flags);
    expect(before.out).toMatch(/ok +PostgreSQL 1\d\.\d+ answers, and its database lacks \d+ steps/);
    expect(before.out).toMatch(/note +The next start shapes the database/);
    expect(before.out).toMatch(/ok +NATS \d+\.\d+\.\d+ answers/);
    await using server = await Program.serve(folder.path, ...flags);
    const after = await doctor(folder, ...flags);
    expect(after.out).toMatch(/ok +PostgreSQL 1\d\.\d+ answers, and its database has the shape of this version/);
    expect(after.out).toMatch(/ok +PostgreSQL takes \d+ connections/);
    expect(after.out).not.toContain(new URL(database.url).password);
    server.signal("SIGTERM");
    expect(await server.exit()).toBe(0);
  });

  test("doctor says what is wrong with them: out of reach, another login, a newer shape, read only, too short messages", async () => {
    using folder = new Folder();
    await using database = await (await sharedPostgres()).database();
    await using nats = await NatsServer.start("max_payload: 64KB");
    const gone = ["--postgres", "postgres://ann:secret@127.0.0.1:1/x", "--nats", "nats://127.0.0.1:1"];
    const away = await doctor(folder, ...gone);
    expect(away.code).toBe(1);
    expect(away.out).toMatch(/BAD +PostgreSQL cannot be reached at 127\.0\.0\.1:1\/x/);
    expect(away.out).toMatch(/BAD +NATS cannot be used/);
    expect(away.out).not.toContain("secret");
    const wrong = new URL(database.url);
    wrong.password = "wrong";
    const refused = await doctor(folder, "--postgres", wrong.href, "--nats", nats.url);
    expect(refused.out).toMatch(/BAD +PostgreSQL refuses the login/);
    expect(refused.out).toMatch(/BAD +NATS takes messages of 65536 bytes/);
    await using sql = new SQL({ url: database.url, max: 1 });
    await sql.unsafe("CREATE TABLE migrations (id text PRIMARY KEY, at bigint NOT NULL)");
    await sql.unsafe("INSERT INTO migrations VALUES ('from-the-future', 1)");
    expect((await doctor(folder, "--postgres", database.url)).out).toMatch(/BAD +The database .* newer Skein/);
    await sql.unsafe("DELETE FROM migrations");
    await sql.unsafe(
      `ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" SET default_transaction_read_only = on`,
    );
    expect((await doctor(folder, "--postgres", database.url)).out).toMatch(/BAD +The database takes no writes/);
  });
}
