import { expect, test } from "bun:test";
import { hasPostgres, sharedPostgres } from "@skein/testkit";
import { SQL } from "bun";
import { Folder, Program, run } from "./program.ts";

interface Changes {
  readonly resume: string;
  readonly cursor: string;
}

/** A command over HTTP. */
async function ask<Answer>(server: Program, token: string, name: string, params: object): Promise<Answer> {
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const response = await fetch(`${server.base}/v1/${name}`, { method: "POST", headers, body: JSON.stringify(params) });
  return (await response.json()) as Answer;
}

async function stop(server: Program): Promise<void> {
  server.signal("SIGTERM");
  expect(await server.exit()).toBe(0);
}

if (hasPostgres) {
  test("from one folder to a cluster's database: refused while a server runs, then everything is there, and devices read anew", async () => {
    using folder = new Folder();
    await using database = await (await sharedPostgres()).database();
    const skein = (...args: readonly string[]) => run([...args, "--data", folder.path]);
    const migrate = () => skein("migrate", "--to", database.url);
    for (const login of ["ann", "bob"]) await skein("user", "add", login);
    const [conv = ""] = (await skein("send", "ann", "bob", '雁书 "quoted" \\ \'')).out.split(" ");
    const token = (await skein("token", "ann")).out.trim();

    await using before = await Program.serve(folder.path);
    const refused = await migrate();
    expect(refused.code).toBe(5);
    expect(refused.err).toContain("Stop it first");
    const { cursor } = await ask<Changes>(before, token, "sync.changes", {});
    const log = await ask<object>(before, token, "message.list", { conv });
    const digest = await ask<object>(before, token, "sync.verify", { conv });
    await stop(before);

    const moved = await migrate();
    expect(moved).toMatchObject({ code: 0, err: "" });
    expect(moved.out).toContain("3 conversations with 1 entry are what they were");
    expect(moved.out).not.toContain(new URL(database.url).password);
    expect((await skein("verify", "--store", database.url, "--against", folder.path)).code).toBe(0);

    await using after = await Program.serve(folder.path, "--postgres", database.url);
    expect(await ask<object>(after, token, "message.list", { conv })).toEqual(log);
    expect(await ask<object>(after, token, "sync.verify", { conv })).toEqual(digest);
    expect(await ask<Changes>(after, token, "sync.changes", { cursor })).toMatchObject({ resume: "reset" });
    const { cursor: here } = await ask<Changes>(after, token, "sync.changes", {});
    const said = { conv, key: "after-the-move", kind: "text", body: { text: "we are here" } };
    expect(await ask<object>(after, token, "message.send", said)).toMatchObject({ seq: 2, count: 2 });
    const changes = await ask<Changes>(after, token, "sync.changes", { cursor: here });
    expect(changes).toMatchObject({ resume: "delta", conversations: [{ id: conv, head: 2 }] });
    await stop(after);
    expect((await skein("verify", "--postgres", database.url)).code).toBe(2);
    expect((await skein("verify", "--store", database.url, "--against", folder.path)).code).toBe(1);
    expect((await migrate()).err).toContain("This store was moved there");
  });

  test("a server does not start on a database that only half a store is in, and says what to do", async () => {
    using folder = new Folder();
    await using database = await (await sharedPostgres()).database();
    await run(["user", "add", "ann", "--data", folder.path]);
    expect((await run(["migrate", "--to", database.url, "--data", folder.path])).code).toBe(0);
    await using sql = new SQL({ url: database.url, max: 1 });
    await sql.unsafe("UPDATE moved_from SET finished = NULL");
    const refused = await run(["serve", "--port", "0", "--data", folder.path, "--postgres", database.url]);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain("is not all there");
    expect(refused.err).toContain("skein migrate");
  });

  test("where it cannot go is told: no database named, none there, nobody let in, something in it", async () => {
    using folder = new Folder();
    await using database = await (await sharedPostgres()).database();
    const to = (url: string) => run(["migrate", "--to", url, "--data", folder.path]);
    expect(await to(database.url)).toMatchObject({ code: 4, out: "" });
    await run(["user", "add", "ann", "--data", folder.path]);
    expect((await run(["migrate", "--data", folder.path])).code).toBe(2);
    expect((await to("mysql://ann:secret@localhost/x")).code).toBe(2);
    const wrong = new URL(database.url);
    wrong.password = "wrong";
    expect(await to(wrong.href)).toMatchObject({
      code: 4,
      err: expect.stringContaining("does not let us in") as unknown,
    });
    wrong.href = database.url;
    wrong.pathname = "/not-there";
    expect(await to(wrong.href)).toMatchObject({ code: 4, err: expect.stringContaining("not-there") as unknown });
    const nobody = await to("postgres://ann:secret@127.0.0.1:1/x");
    expect(nobody).toMatchObject({ code: 4, out: "" });
    expect(nobody.err).toContain("postgres://ann:…@127.0.0.1:1/x cannot be reached");
    await using sql = new SQL({ url: database.url, max: 1 });
    await sql.unsafe("CREATE TABLE recipes (id int)");
    expect(await to(database.url)).toMatchObject({ code: 10, err: expect.stringContaining("recipes") as unknown });
  });
}
