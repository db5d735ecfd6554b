import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { startServer, WireClient } from "@skein/testkit";
import { createLog } from "../src/kit/log.ts";

/** Words that stand in what people say, in their names, log-ins and passwords, and nowhere in our own. */
const PRIVATE = ["zugvogel", "kranich", "wildgans", "storch", "pelikan", "kormoran", "schwalbe", "eisvogel"];

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly request?: string;
  readonly command?: string;
  readonly user?: string;
  readonly result?: string;
  readonly ms?: number;
}

/** A server whose log is kept. */
async function logging() {
  const written: string[] = [];
  const log = createLog("debug", { write: (line) => written.push(line) });
  const limits = { personRate: { rate: 1_000_000, burst: 1_000_000 } };
  const server = await startServer({ registration: "open", limits }, { log });
  const post = (name: string, params: object, token = "", id?: string) =>
    fetch(`${server.url}/v1/${name}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(id && { "X-Request-Id": id }),
      },
      body: JSON.stringify(params),
    });
  const lines = (matches: (line: Line) => boolean) => written.map((line) => JSON.parse(line) as Line).filter(matches);
  return { server, post, lines, written, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test("the log of a whole talk says who asked what, when and with which result, and nothing of what was said", async () => {
  await using logged = await logging();
  const { server, post, lines, written } = logged;
  const secrets: string[] = [...PRIVATE];

  // accounts: made, signed in to, and not
  const account = { login: "zugvogel", password: "kranich-kranich-1", name: "Frau Wildgans" };
  const { token } = (await (await post("account.register", { ...account, device: { name: "storch" } })).json()) as {
    token: string;
  };
  await post("account.signin", { login: "zugvogel", password: "kranich-kranich-1" });
  expect((await post("account.signin", { login: "zugvogel", password: "kranich-wrong" })).status).toBe(401);
  expect((await post("account.get", {}, "eisvogel-token")).status).toBe(401);
  const bob = await server.person("Pelikan");
  secrets.push(token, bob.token);

  // a talk over both ways, with what goes wrong in talks
  using wire = await WireClient.connect({ url: server.url, token, device: { name: "storch" } });
  const { conversation } = await wire.ask("conversation.open", { user: bob.id });
  const conv = conversation.id;
  const { conversation: group } = await wire.ask("group.create", {
    key: "group-key-1",
    name: "Kormoran",
    users: [bob.id],
  });
  const say = (key: string, text: string) => ({ conv, key, kind: "text" as const, body: { text } });
  await wire.ask("message.send", say("schwalbe-key-1", "eisvogel eins"));
  await wire.request("message.send", say("schwalbe-key-1", "eisvogel zwei"));
  await wire.request("message.send", { ...say("schwalbe-key-2", "eisvogel"), kind: "eisvogel" });
  await wire.request("eisvogel.command", { text: "eisvogel" });
  await wire.request("user.search", { query: "Pelikan" });
  await wire.request("account.update", { name: "Eisvogel" });
  await wire.request("account.password", { current: "kranich-kranich-1", next: "kranich-kranich-2" });
  wire.write('{"type":"eisvogel"');
  expect((await post("message.send", say("schwalbe-key-3", "eisvogel drei"), token, "trace-1")).status).toBe(200);
  await post("message.send", { text: "eisvogel", pad: "x".repeat(LIMITS.frame) }, token);
  await fetch(`${server.url}/eisvogel?token=${token}`);
  await post("eisvogel", { text: "eisvogel" }, token);

  // the store refuses: SQLite's own bound stands for the disk's
  const pages = (most: number) =>
    server.server.storage.commit([{ rows: [{ sql: `PRAGMA max_page_count = ${most}`, parameters: [] }] }]);
  await pages(1);
  for (let i = 0; i < 12; i++) await wire.request("message.send", say(`schwalbe-full-${i}`, "eisvogel ".repeat(800)));
  await pages(100_000);

  const frames = wire.frames.filter(({ type }) => type === "error").map((frame) => "name" in frame && frame.name);
  expect(frames).toContain("unavailable");
  const { session, user: me } = wire.welcome;

  const text = written.join("").toLowerCase();
  for (const secret of secrets) expect([secret, text.includes(secret.toLowerCase())]).toEqual([secret, false]);

  const [made, again] = lines(({ command, user }) => command === "group.create" && user === me);
  expect(made).toMatchObject({ level: 20, result: "ok", request: `${session}-3` });
  expect(again).toBeUndefined();
  expect(typeof made?.ms).toBe("number");
  expect(lines(({ request }) => request === "trace-1").map(({ msg }) => msg)).toEqual(["command", "http"]);
  expect(lines(({ result }) => result === "wrong_credentials")[0]).toMatchObject({
    level: 40,
    command: "account.signin",
  });
  expect(lines(({ result }) => result === "unavailable")[0]).toMatchObject({ level: 40, command: "message.send" });
  // what is small may still find room in between
  const told = lines(({ msg }) => msg === "not ready" || msg === "ready again").map(({ msg }) => msg);
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(told.map((_, at) => (at % 2 === 0 ? "not ready" : "ready again")));
  expect(told.at(-1)).toBe("ready again");
  expect(lines(({ command }) => command === "unknown")).not.toEqual([]);
  expect(group.id).toStartWith("g:");
});

test("what nobody expected is an error in the log, under the id that the answer bears", async () => {
  await using logged = await logging();
  const { server, post, lines } = logged;
  const ann = await server.person("Ann");
  const sql = "ALTER TABLE conversations RENAME TO elsewhere";
  await server.server.storage.commit([{ rows: [{ sql, parameters: [] }] }]);
  const response = await post("conversation.list", {}, ann.token);
  expect(response.status).toBe(500);
  const id = response.headers.get("x-request-id") ?? "";
  const told = lines(({ level, request }) => level === 50 && request === id);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ command: "conversation.list", user: ann.id, msg: "a command failed" });
  await server.server.storage.commit([
    { rows: [{ sql: "ALTER TABLE elsewhere RENAME TO conversations", parameters: [] }] },
  ]);
});
