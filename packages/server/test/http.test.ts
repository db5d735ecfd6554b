import { afterAll, beforeAll, expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { COMMANDS, type CommandName } from "@skein/protocol/schema";
import { configWith } from "../src/config.ts";
import { createServer, type SkeinServer } from "../src/server.ts";
import { dial } from "../src/transport/dial.ts";
import { Folder } from "./program.ts";

const folder = new Folder();
let server: SkeinServer;
let base: string;
let ann: { user: string; token: string };

beforeAll(async () => {
  server = await createServer(configWith({ port: 0, data: folder.path, log: { level: "silent" } }));
  base = `http://127.0.0.1:${server.port}`;
  const user = await server.account.addPerson({ name: "Ann", role: "member", login: "ann" });
  ann = { user, token: await server.account.makeToken(user, { name: "test" }) };
});

afterAll(async () => {
  await server.close();
  folder[Symbol.dispose]();
});

function post(name: string, params: unknown, token = ann.token): Promise<Response> {
  return fetch(`${base}/v1/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify(params),
  });
}

/** The answers to requests that are sent over one WebSocket, in the order of the requests. */
function overSocket(requests: readonly { readonly type: string; readonly params?: unknown }[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const answers = new Map<number, unknown>();
    const link = dial(`ws://127.0.0.1:${server.port}/v1/socket`, {
      opened() {
        link.send({ type: "hello", token: ann.token });
        requests.forEach((request, i) => {
          link.send({ ...request, id: i + 1 });
        });
      },
      frame(text) {
        const { type, id, result, ...rest } = JSON.parse(text) as { type: string; id?: number; result?: unknown };
        if (id !== undefined) answers.set(id, type === "ok" ? result : rest);
        if (answers.size === requests.length) link.close();
      },
      closed(code) {
        if (answers.size === requests.length) resolve(requests.map((_, i) => answers.get(i + 1)));
        else reject(new Error(`closed with ${code}`));
      },
    });
  });
}

test("[HTTP-1][HTTP-2] the same row answers over HTTP and over WebSocket", async () => {
  const conv = `d:${ann.user}:${ann.user}`;
  const key = "http-and-socket-1";
  const said = await post("message.send", { conv, key, kind: "text", body: { text: "over HTTP" } });
  expect(said.status).toBe(200);
  const requests = [
    { type: "message.send", params: { conv, key, kind: "text", body: { text: "over HTTP" } } },
    { type: "message.list", params: { conv } },
    { type: "conversation.list", params: {} },
    { type: "account.get" },
    { type: "message.list", params: { conv: "g:unknown" } },
    { type: "message.list", params: { conv, limit: 0 } },
    { type: "message.shout" },
  ];
  const answers = await overSocket(requests);
  expect(answers[0]).toEqual(await said.json());
  for (const [i, { type, params }] of requests.entries()) {
    expect(await (await post(type, params ?? {})).json()).toEqual(answers[i]);
  }
});

test("[HTTP-1] every command has its place, and asks for a token unless it is for anyone", async () => {
  for (const name of Object.keys(COMMANDS) as CommandName[]) {
    const response = await fetch(`${base}/v1/${name}`, { method: "POST" });
    const body = (await response.json()) as { name?: string };
    expect([name, body.name]).not.toEqual([name, "unknown_command"]);
    expect([name, response.status]).not.toEqual([name, 500]);
    if (COMMANDS[name].access !== "anyone")
      expect([name, body.name]).toEqual([name, body.name === "invalid" ? "invalid" : "unauthenticated"]);
  }
});

test("presence cannot be watched without a connection", async () => {
  const response = await post("presence.watch", { users: [ann.user] });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ name: "invalid" });
});

test("[CONN-7] a token in the URL is worth nothing, for commands and for connections", async () => {
  const response = await fetch(`${base}/v1/account.get?token=${ann.token}&access_token=${ann.token}`, {
    method: "POST",
  });
  expect(response.status).toBe(401);
  const closed = await new Promise<number>((resolve) => {
    const link = dial(`ws://127.0.0.1:${server.port}/v1/socket?token=${ann.token}`, {
      opened() {
        link.send({ type: "account.get", id: 1 });
      },
      frame(text) {
        expect(JSON.parse(text)).toMatchObject({ type: "error", name: "hello_required" });
      },
      closed: resolve,
    });
  });
  expect(closed).toBe(4500);
});

test("[HTTP-4] a body of any size over the limit is too_large, told before it is read", async () => {
  for (const size of [LIMITS.frame + 1, 2_000_000, 60_000_000]) {
    const response = await fetch(`${base}/v1/account.get`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${ann.token}` },
      body: new Uint8Array(size).fill(0x20),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ name: "too_large", retry: "never" });
  }
});

test("[HTTP-5] the documents name the address that the server is reached by", async () => {
  const document = (await (await fetch(`${base}/asyncapi.json`)).json()) as object;
  expect(document).toMatchObject({ servers: { skein: { host: `localhost:${server.port}` } } });
});

test("a server that is embedded has no local calls", async () => {
  expect(
    (await fetch(`${base}/local/token`, { method: "POST", headers: { Authorization: "Bearer undefined" } })).status,
  ).toBe(404);
});
