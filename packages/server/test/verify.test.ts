import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { mayMount, readOnly } from "./disk.ts";
import { Folder, Program, run } from "./program.ts";

async function talkIn(folder: string): Promise<string> {
  for (const login of ["ann", "bob"]) await run(["user", "add", login, "--data", folder]);
  const { out } = await run(["send", "ann", "bob", "hello", "--data", folder]);
  return out.split(" ")[0] ?? "";
}

test("a store is proven, also while its server runs; what was changed by hand is named", async () => {
  using folder = new Folder();
  const conv = await talkIn(folder.path);
  const verify = (...more: readonly string[]) => run(["verify", "--data", folder.path, ...more]);
  const whole = "Proved 3 conversations with 1 entry in ";
  expect(await verify()).toMatchObject({
    code: 0,
    out: expect.stringMatching(/All is whole\.\n$/) as unknown,
    err: "",
  });
  expect((await verify("--conversation", conv)).out).toStartWith("Proved 1 conversation with 1 entry in ");
  expect((await verify("--against", folder.path)).out).toContain("3 conversations the same in ");
  {
    await using server = await Program.serve(folder.path);
    expect((await verify()).out).toStartWith(whole);
    server.signal("SIGTERM");
    await server.exit();
  }
  {
    using database = new Database(join(folder.path, "skein.db"));
    database.run("UPDATE entries SET at = at + 1");
  }
  const changed = await verify();
  expect(changed.code).toBe(1);
  expect(changed.out).toStartWith(`  ${conv}: the entry is not what its digest was made of at seq 1\n${whole}`);
  expect(changed.out).toEndWith("\n1 thing is wrong.\n");
  expect((await verify("--conversation", "g:none")).code).toBe(1);
});

test("what is no store is told as such", async () => {
  using folder = new Folder();
  const verify = (...more: readonly string[]) => run(["verify", "--data", folder.path, ...more]);
  expect(await verify()).toMatchObject({ code: 4, out: "" });
  writeFileSync(join(folder.path, "skein.db"), "");
  expect((await verify()).err).toContain("There is no store of Skein in ");
  writeFileSync(join(folder.path, "skein.db"), "a text that is no database".repeat(100));
  expect((await verify()).code).toBe(8);
  const unreachable = await verify("--store", "postgres://ann:secret@127.0.0.1:1/x");
  expect(unreachable).toMatchObject({ code: 4, out: "" });
  expect(unreachable.err).toContain("postgres://ann:…@127.0.0.1:1/x cannot be reached");
});

test.skipIf(!mayMount)("a store on a disk that cannot be written to is proven, and is not called damaged", async () => {
  using folder = new Folder();
  await talkIn(folder.path);
  const within = readOnly(folder.path);
  expect(await run(["verify", "--data", folder.path], { within })).toMatchObject({ code: 0, err: "" });
  expect((await run(["doctor", "--data", folder.path], { within })).out).toContain("The database is whole");
  // with words of a killed server beside it, what lies there is not all
  writeFileSync(join(folder.path, "skein.db-wal"), "some");
  const { code, err } = await run(["verify", "--data", folder.path], { within });
  expect(code).toBe(4);
  expect(err).toContain("cannot be opened");
  expect((await run(["doctor", "--data", folder.path], { within })).out).not.toContain("damaged");
});
