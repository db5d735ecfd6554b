import { hasOpenssl, makeCertificate } from "@skein/testkit";
import { expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { watch } from "node:fs/promises";
import { join } from "node:path";
import { Folder, Program, run } from "./program.ts";

test("help, version, and what is not understood", async () => {
  const help = await run(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  expect(help.out).toContain("skein user add <login>");
  expect((await run(["send", "--help"])).out).toContain("--key <value>");
  expect((await run(["--version"])).out).toMatch(/^skein \d+\.\d+\.\d+ \(Bun /);
  for (const args of [
    ["sing"],
    ["user"],
    ["user", "add"],
    ["user", "list", "x"],
    ["serve", "--prot", "1"],
    ["user", "list", "--port", "1"],
  ]) {
    const wrong = await run(args);
    expect({ args, code: wrong.code, out: wrong.out }).toEqual({ args, code: 2, out: "" });
    expect(wrong.err).toContain("--help");
  }
});

test("people, tokens and messages, without a server that runs", async () => {
  using folder = new Folder();
  const skein = (...args: readonly string[]) => run([...args, "--data", folder.path]);
  expect((await skein("user", "add", "ann", "--name", "Ann 安")).out).toMatch(
    /Link +http:\/\/localhost:7300\/signin#[\w-]+/,
  );
  expect((await skein("user", "add", "ann")).err).toContain("Somebody has this log-in name already");
  expect((await skein("user", "add", "Not A Login")).code).toBe(10);
  expect((await skein("user", "add", "bob", "--role", "owner")).code).toBe(0);
  expect((await skein("user", "list")).out).toMatch(
    /bob +owner +bob[^]*ann +member +Ann 安|ann +member +Ann 安[^]*bob +owner +bob/,
  );
  expect((await skein("token", "nobody")).code).toBe(10);
  expect((await skein("token", "ann")).out).toMatch(/^skt_\S+\n$/);
  const first = await skein("send", "ann", "bob", "hello", "--key", "greeting-1");
  expect(first.out).toMatch(/^d:\S+ 1\n$/);
  expect((await skein("send", "ann", "bob", "hello", "--key", "greeting-1")).out).toBe(first.out);
  expect((await skein("send", "ann", "bob", "other", "--key", "greeting-1")).code).toBe(10);
  expect((await skein("send", "ann", "g:unknown", "hello")).code).toBe(10);
  expect((await skein("tail", first.out.split(" ")[0] ?? "", "--as", "ann")).err).toContain("No server runs");
});

test("with a server that runs the same commands go through it", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path);
  const skein = (...args: readonly string[]) => run([...args, "--data", folder.path]);
  const added = await skein("user", "add", "ann");
  expect((await skein("user", "add", "bob")).code).toBe(0);
  const link = new URL(/http:\S+/.exec(added.out)?.[0] ?? "");
  expect(link.origin).toBe(server.base);
  const redeem = () =>
    fetch(`${server.base}/v1/account.redeem`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code: link.hash.slice(1) }),
    });
  expect((await redeem()).status).toBe(200);
  expect((await redeem()).status).toBe(403);

  const [conv = ""] = (await skein("send", "ann", "bob", "first")).out.split(" ");
  await using tail = Program.start(["tail", conv, "--as", "bob", "--data", folder.path]);
  await tail.says("ann: first");
  expect((await skein("send", "ann", conv, "second\u001b[2J\nline")).code).toBe(0);
  await tail.says("ann: second\\x1b[2J\n    line");
  tail.signal("SIGINT");
  expect(await tail.exit()).toBe(0);
  expect(tail.out.match(/first/g)).toHaveLength(1);

  const token = (await skein("token", "bob")).out.trim();
  const sessions = await fetch(`${server.base}/v1/session.list`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
  });
  // what send and tail signed in for a moment is signed out again
  expect((await sessions.json()) as object).toMatchObject({ sessions: [{ name: "skein token", current: true }] });
});

test("[TRACE-1][TRACE-8][TRACE-10] trace tells the way of a message, or what the log knows of it", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path, "--trace-sample", "1");
  const skein = (...args: readonly string[]) => run([...args, "--data", folder.path]);
  expect((await skein("user", "add", "ann", "--name", "Ann")).code).toBe(0);
  expect((await skein("user", "add", "bob", "--name", "Bob")).code).toBe(0);
  const [conv = ""] = (await skein("send", "ann", "bob", "the words", "--key", "key-to-trace-1")).out.split(" ");
  const traced = await skein("trace", conv, "1");
  expect(traced).toMatchObject({ code: 0, err: "" });
  expect(traced.out).toMatch(/accepted from Ann \(\w+\) on skein send \(\w+\), over HTTP\n/);
  expect(traced.out).toMatch(/committed after \d+ ms, in a batch of 1\n/);
  expect(traced.out).toMatch(/no connection: Bob \(\w+\)\n[^]*In the log since [^]*Not delivered to: Bob/);
  expect(traced.out).not.toContain("the words");
  expect((await skein("trace", "--key", "key-to-trace-1")).out).toBe(traced.out);
  expect((await skein("trace", "--watch", "bob", "--minutes", "5")).out).toContain("for 5 minutes, on the one node");
  expect((await skein("trace", "--watch", "nobody")).code).toBe(10);
  expect((await skein("trace", conv, "2")).out).toContain("Neither the log nor any node");
  for (const wrong of [
    ["trace"],
    ["trace", conv],
    ["trace", "bob", "1"],
    ["trace", conv, "1", "--key", "k"],
    ["trace", "--watch", "bob", "--minutes", "0"],
  ])
    expect((await skein(...wrong)).code).toBe(2);
  // no person may ask, whatever their role
  expect((await skein("user", "add", "owner", "--role", "owner")).code).toBe(0);
  const token = (await skein("token", "owner")).out.trim();
  for (const headers of [{}, { Authorization: `Bearer ${token}` }])
    for (const call of ["trace", "watch"]) {
      const body = JSON.stringify({ conv, seq: 1, whom: conv, ms: 1_000 });
      expect((await fetch(`${server.base}/local/${call}`, { method: "POST", headers, body })).status).toBe(404);
    }
  server.signal("SIGINT");
  expect(await server.exit()).toBe(0);
  expect((await skein("trace", conv, "1")).out).toMatch(/Its way was not recorded\.[^]*In the log since/);
  expect((await skein("trace", "--watch", "bob")).err).toContain("No server runs");
});

test("tail ends when the server does", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path);
  await run(["user", "add", "ann", "--data", folder.path]);
  const [conv = ""] = (await run(["send", "ann", "ann", "note", "--data", folder.path])).out.split(" ");
  await using tail = Program.start(["tail", conv, "--as", "ann", "--data", folder.path]);
  await tail.says("ann: note");
  server.signal("SIGINT");
  expect(await tail.exit()).toBe(10);
});

test("--demo makes its people and talk once, and new links each time", async () => {
  using folder = new Folder();
  const list = () => run(["user", "list", "--data", folder.path]);
  const links = (program: Program): readonly string[] => program.out.match(/signin#[\w-]+/g) ?? [];
  await using first = await Program.serve(folder.path, "--demo");
  const people = (await list()).out;
  expect(people.trim().split("\n")).toHaveLength(7);
  const talk = await talkOf(first);
  expect(talk.length).toBeGreaterThan(3);
  first.signal("SIGINT");
  expect(await first.exit()).toBe(0);

  await using second = await Program.serve(folder.path, "--demo");
  expect((await list()).out).toBe(people);
  expect(await talkOf(second)).toEqual(talk);
  expect(links(second)).toHaveLength(6);
  expect(links(first).filter((link) => links(second).includes(link))).toEqual([]);

  async function talkOf(program: Program) {
    const token = (await run(["token", "linyue", "--data", folder.path])).out.trim();
    const answer = await fetch(`${program.base}/v1/conversation.list`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}` },
    });
    const { conversations } = (await answer.json()) as {
      conversations: { id: string; head: number; unread: number }[];
    };
    return conversations.filter(({ id }) => !id.startsWith("s:")).map(({ id, head, unread }) => ({ id, head, unread }));
  }
});

test("a demo that was cut off goes on where it stood", async () => {
  using folder = new Folder();
  const program = Program.start(["serve", "--demo", "--data", folder.path, "--port", "0"]);
  const people = async () => (await run(["user", "list", "--data", folder.path])).out.trim().split("\n").length;
  // killed as soon as it plays: it has told where it answers
  for await (const { filename } of watch(folder.path)) if (filename === "running.json") break;
  program.signal("SIGKILL");
  await program.exit();
  await using again = await Program.serve(folder.path, "--demo");
  expect(again.out.match(/signin#/g)).toHaveLength(6);
  expect(await people()).toBe(7);
});

test("config print shows where each value comes from and hides secrets", async () => {
  using folder = new Folder();
  writeFileSync(join(folder.path, "skein.toml"), '[hostAuth]\nsecret = "do-not-show-me-do-not-show-me-please"\n');
  const { out, code } = await run(["config", "print", "--data", folder.path, "--port", "99"], {
    env: { SKEIN_NAME: "Harbour" },
  });
  expect(code).toBe(0);
  expect(out).toMatch(/port +99 +--port/);
  expect(out).toMatch(/name +"Harbour" +SKEIN_NAME/);
  expect(out).toMatch(/hostAuth\.secret +\(hidden\) +\//);
  expect(out).not.toContain("do-not-show-me");
});

test("docs/operate/config.md is what the table of settings gives", async () => {
  const { out } = await run(["config", "manual"]);
  expect(readFileSync(join(import.meta.dir, "../../../docs/operate/config.md"), "utf8")).toBe(out);
});

test("doctor finds nothing wrong with a server that runs", async () => {
  using folder = new Folder();
  await using server = await Program.serve(folder.path);
  const port = new URL(server.base).port;
  const { out, code } = await run(["doctor", "--data", folder.path, "--port", port]);
  expect(out).toMatch(new RegExp(`ok +Port ${port} is held by this server`));
  expect(out).toMatch(/ok +The database is whole/);
  expect(code).toBe(0);
});

test.skipIf(!hasOpenssl)(
  "the command line reaches a server that speaks TLS itself, also to follow a talk",
  async () => {
    using folder = new Folder();
    const { certificate, key } = await makeCertificate(folder.path, "own");
    const settings = ["--tls-certificate", certificate, "--tls-key", key];
    await using server = await Program.serve(folder.path, ...settings);
    expect(server.base).toStartWith("https://localhost:");
    const skein = (...args: string[]) => run([...args, "--data", folder.path]);
    for (const name of ["ann", "bob"]) expect((await skein("user", "add", name)).code).toBe(0);
    const sent = await skein("send", "ann", "bob", "by TLS");
    expect(sent).toMatchObject({ code: 0 });
    await using tail = Program.start(["tail", sent.out.split(" ")[0] ?? "", "--as", "bob", "--data", folder.path]);
    await tail.says("ann: by TLS");
    await skein("send", "ann", "bob", "and on");
    await tail.says("ann: and on");
  },
);
