import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS, type Result } from "@skein/protocol";
import { direct, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

type Changes = Result<"sync.changes">;

let world: World;
let ann: Linked;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann] = await world.links("ann", "bob", "cyd");
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

type Query = Readonly<Record<string, string | number>>;

function changes(
  token: string,
  query: Query = {},
  { node = world.http, ...options }: RequestInit & { node?: string } = {},
) {
  const asked = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const headers = { Authorization: `Bearer ${token}` };
  return fetch(`${node}/v1/changes?${asked}`, { headers, ...options });
}

async function read(token: string, query: Query = {}, node = world.http): Promise<Changes> {
  const response = await changes(token, query, { node });
  expect(response.status).toBe(200);
  return (await response.json()) as Changes;
}

test("[HTTP-7] whoever polls gets what sync.changes tells, from one cursor to the next", async () => {
  const token = world.token("bob");
  const first = await read(token);
  expect(first).toMatchObject({ resume: "reset", reason: "no_cursor", conversations: [] });
  await ann.ask("message.send", words(conv, "one"));
  const then = await read(token, { since: first.cursor });
  expect(then.conversations.map(({ id, entries }) => [id, entries?.map(({ body }) => body)])).toEqual([
    [conv, [{ text: "one" }]],
  ]);
  expect(await read(token, { since: then.cursor })).toMatchObject({ resume: "delta", conversations: [], users: [] });
  expect(await read(token, { since: "another-store.1" })).toMatchObject({ resume: "reset" });
});

test("[HTTP-7] with wait the answer is held until something of theirs changes, by whatever node", async () => {
  const token = world.token("bob");
  const { cursor } = await read(token);
  for (let n = 0; n < 3; n++) {
    const held = read(token, { since: cursor, wait: LIMITS.changesWait });
    await ann.ask("message.send", words(direct("ann", "cyd"), "of others"));
    await ann.ask("message.send", words(conv, `held ${n}`));
    const { conversations } = await held;
    expect(conversations.map(({ id }) => id)).toEqual([conv]);
  }
});

test("[HTTP-7] where nothing changes it answers when the time is over, with the cursor from which one goes on", async () => {
  const token = world.token("dan");
  const { cursor } = await read(token);
  const began = performance.now();
  const then = await read(token, { since: cursor, wait: 300 });
  expect(performance.now() - began).toBeGreaterThanOrEqual(290);
  expect(then).toMatchObject({ resume: "delta", conversations: [], users: [] });
});

test("[HTTP-7] nothing is told to a device that was signed out while it waited", async () => {
  const token = world.token("eve");
  const { cursor } = await read(token);
  const eve = await world.link("eve", { token });
  const held = changes(token, { since: cursor, wait: LIMITS.changesWait });
  await eve.ask("account.signout", {});
  await ann.ask("message.send", words(direct("ann", "eve"), "too late"));
  const response = await held;
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({ name: "token_revoked" });
});

test("[HTTP-7] a wait that makes no sense, another method and a stranger are refused; whoever goes away is forgotten", async () => {
  const token = world.token("bob");
  for (const wait of ["-1", "1.5", "soon", String(LIMITS.changesWait + 1), "9".repeat(12)]) {
    const response = await changes(token, { wait });
    expect([wait, response.status]).toEqual([wait, 400]);
    expect(await response.json()).toMatchObject({ name: "invalid", path: "/wait" });
  }
  expect((await changes("nobody's", { wait: 1_000 })).status).toBe(401);
  expect((await fetch(`${world.http}/v1/changes`)).status).toBe(401);
  const posted = await fetch(`${world.http}/v1/changes`, { method: "POST" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);

  const { cursor } = await read(token);
  const gone = new AbortController();
  const left = outcomeOf(changes(token, { since: cursor, wait: LIMITS.changesWait }, { signal: gone.signal }));
  gone.abort();
  expect(await left).toBe("failed");
  // all the places that one person has on a node, and one more
  const node = world.http;
  const held = Array.from({ length: 6 }, () => read(token, { since: cursor, wait: LIMITS.changesWait }, node));
  expect(await Promise.race(held)).toMatchObject({ conversations: [] });
  await ann.ask("message.send", words(conv, "to all of them"));
  const told = await Promise.all(held);
  expect(told.filter(({ conversations }) => conversations.length === 1).length).toBeGreaterThanOrEqual(5);
});

test("[HTTP-8] by HTTP/1.0 and with `Connection: close` a request is answered whole, and the connection closed", async () => {
  const token = world.token("bob");
  const body = JSON.stringify({ ...words(conv, "from the past") });
  for (const [version, close] of [
    ["1.0", ""],
    ["1.1", "Connection: close\r\n"],
  ]) {
    const answer = await raw(
      `POST /v1/message.send HTTP/${version}\r\nHost: localhost\r\n${close}Authorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.[01] 200 OK\r\n/);
    const [head = "", text = ""] = answer.split("\r\n\r\n");
    expect(/^content-length: (\d+)$/im.exec(head)?.[1]).toBe(String(text.length));
    const { seq } = JSON.parse(text) as Result<"message.send">;
    expect(seq).toBeGreaterThan(0);
  }
});

const outcomeOf = (request: Promise<unknown>) =>
  request.then(
    () => "answered",
    () => "failed",
  );

/** All that the server says until it closes the connection. */
function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(world.port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (part) => (text += part.toString()));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}
