import { afterAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMITS } from "@skein/protocol";
import { COMMANDS, type CommandName } from "@skein/protocol/schema";
import { command, type Caller } from "../command/command.ts";
import { Dispatch } from "../command/dispatch.ts";
import { Limiter } from "../command/limiter.ts";
import { systemClock } from "../kit/clock.ts";
import { systemRandom } from "../kit/id.ts";
import { createLog } from "../kit/log.ts";
import { Readiness } from "../kit/readiness.ts";
import { Refusal } from "../kit/refusal.ts";
import { Tally } from "../kit/tally.ts";
import { Waits } from "../message/waits.ts";
import { createHttp } from "./http.ts";
import type { HttpRoom } from "./room.ts";

const folder = mkdtempSync(join(tmpdir(), "skein-http-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const log = createLog("silent");
const asked: (Caller | { readonly address: string })[] = [];

/** Rows that answer what a test wants to see of HTTP itself. */
const rows = (Object.keys(COMMANDS) as CommandName[]).map((name) => {
  if (name === "message.list") {
    return command("message.list", async () => {
      throw new TypeError("the secret of the database is 42");
    });
  }
  if (name === "user.get") {
    return command("user.get", async () => {
      throw new Refusal("busy", { after: 1500 });
    });
  }
  return command(name, async (asker) => {
    asked.push(asker);
    return {};
  });
});

function serve(room: Partial<HttpRoom> = {}) {
  const answer = createHttp({
    links: () => Promise.resolve(new Response("a link")),
    files: {
      upload: () => Promise.resolve(new Response("an upload")),
      fetch: () => Promise.resolve(new Response("a file")),
      avatar: () => Promise.resolve(new Response("a picture")),
    },
    config: { origins: ["https://app.example"], compression: true },
    dispatch: new Dispatch(rows, new Limiter({ rate: 1, burst: 3 }, systemClock), systemClock, log),
    address: { base: "http://localhost:7300" },
    app: folder,
    log,
    clock: systemClock,
    random: systemRandom,
    requests: new Tally(),
    readiness: new Readiness(log),
    waits: new Waits(() => [], systemClock),
    metrics: { token: undefined, text: () => "" },
    async authenticate(token) {
      if (token !== "good") throw new Refusal("token_revoked");
      return { user: "ann", role: "member", session: "s1", until: Number.POSITIVE_INFINITY };
    },
    ...room,
  });
  return (path: string, init: RequestInit = {}, from = "192.0.2.1") =>
    answer(new Request(new URL(path, "http://localhost:7300"), init), from);
}

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream | null;
function post(body: Body, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", Authorization: "Bearer good", ...headers },
  };
}

const errorOf = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });

test("[HTTP-1][HTTP-2] a command is a POST with its params; the asker is whose token it is", async () => {
  const ask = serve();
  const response = await ask("/v1/conversation.get", post('{"conv":"g:a"}'));
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({});
  expect(asked.at(-1)).toMatchObject({ user: "ann", session: "s1", address: "192.0.2.1" });
  expect(asked.at(-1)).not.toHaveProperty("here");
  expect((await ask("/v1/account.get", post(null))).status).toBe(200);
});

test("[HTTP-2] an error has the status of its row and the error as its body", async () => {
  const ask = serve();
  expect(await errorOf(await ask("/v1/conversation.get", post("{}")))).toMatchObject({
    status: 400,
    code: 1001,
    name: "invalid",
    path: "/conv",
  });
  const revoked = await ask("/v1/account.get", post("{}", { Authorization: "Bearer bad" }));
  expect(revoked.headers.get("www-authenticate")).toBe("Bearer");
  expect(await errorOf(revoked)).toMatchObject({ status: 401, name: "token_revoked", retry: "after-login" });
});

test("[CONN-7] a token is taken from the header alone", async () => {
  const ask = serve();
  for (const path of [
    "/v1/account.get?token=good",
    "/v1/account.get?access_token=good",
    "/v1/account.get?authorization=Bearer+good",
  ]) {
    const response = await ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
    expect(await errorOf(response)).toMatchObject({ status: 401, name: "unauthenticated" });
  }
  const basic = await serve()("/v1/account.get", post("{}", { Authorization: "Basic Z29vZA==" }));
  expect(await errorOf(basic)).toMatchObject({ status: 401, name: "unauthenticated" });
});

test("a token that is no longer good does not keep anyone from what needs none", async () => {
  const response = await serve()("/v1/server.info", post("{}", { Authorization: "Bearer bad" }));
  expect(response.status).toBe(200);
});

test("[HTTP-3] another method is method_not_allowed, another path unknown_command", async () => {
  const ask = serve();
  for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
    const response = await ask("/v1/message.send", { method });
    expect(response.headers.get("allow")).toBe("POST");
    expect(await errorOf(response)).toMatchObject({ status: 405, name: "method_not_allowed" });
  }
  for (const path of [
    "/v1/message.shout",
    "/v1/",
    "/v1/message.send/1",
    "/v1/constructor",
    "/v1/__proto__",
    "/v1/%00",
  ]) {
    expect(await errorOf(await ask(path, post("{}")))).toMatchObject({ status: 404, name: "unknown_command" });
  }
});

test("[HTTP-4] a body over the limit is too_large, whether it says so or not", async () => {
  const ask = serve();
  const text = JSON.stringify({ pad: "x".repeat(LIMITS.frame) });
  expect(
    await errorOf(await ask("/v1/account.get", post(text, { "Content-Length": String(text.length) }))),
  ).toMatchObject({ status: 413, name: "too_large" });
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  expect(await errorOf(await ask("/v1/account.get", post(endless)))).toMatchObject({ status: 413, name: "too_large" });
  expect(sent).toBeLessThan(10 * LIMITS.frame);
});

const deep = `${'{"a":'.repeat(40)}1${"}".repeat(40)}`;
test.each([
  ["not JSON", "{", "malformed"],
  ["an array", "[]", "malformed"],
  ["nested too deep", deep, "malformed"],
  ["a lone surrogate", '{"conv":"\\ud800"}', "malformed"],
  ["U+0000", '{"a\\u0000":1}', "malformed"],
  ["no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "malformed"],
  ["a number where text belongs", '{"conv":5}', "invalid"],
])("a body that is %s is refused", async (_what, body, name) => {
  expect(await errorOf(await serve()("/v1/conversation.get", post(body)))).toMatchObject({ status: 400, name });
});

test("a body must be JSON by its type, which pages of other sites cannot send unasked", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
    const response = await serve()("/v1/account.get", post("{}", { "Content-Type": type }));
    expect(await errorOf(response)).toMatchObject({ status: 400, name: "malformed" });
  }
  expect(
    (await serve()("/v1/account.get", post("{}", { "Content-Type": "Application/JSON; charset=utf-8" }))).status,
  ).toBe(200);
});

test("[ERR-2] where waiting helps, both the body and Retry-After tell how long", async () => {
  const ask = serve();
  const busy = await ask("/v1/user.get", post('{"ids":["bob"]}'));
  expect(busy.headers.get("retry-after")).toBe("2");
  expect(await errorOf(busy)).toMatchObject({ status: 503, name: "busy", after: 1500, retry: "later" });
  const answers = [];
  for (let i = 0; i < 5; i++) answers.push(await ask("/v1/account.get", post("{}")));
  const limited = answers.at(-1) as Response;
  expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
  const error = (await errorOf(limited)) as { after?: number };
  expect(error).toMatchObject({ status: 429, name: "rate_limited" });
  expect(error.after).toBeGreaterThan(0);
});

test("[ERR-4] a fault of the server is told without its details", async () => {
  const inRow = await serve()("/v1/message.list", post('{"conv":"g:a"}'));
  const inHttp = await serve({
    async authenticate() {
      throw new Error("the secret of the database is 42");
    },
  })("/v1/account.get", post("{}"));
  for (const response of [inRow, inHttp]) {
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({ name: "internal", retry: "later" });
    expect(text).not.toContain("42");
  }
});

test("[HTTP-5] the API documents are served, with the address people use", async () => {
  const ask = serve({ address: { base: "https://chat.example" } });
  const open = (await (await ask("/openapi.json")).json()) as { openapi: string };
  const events = (await (await ask("/asyncapi.json")).json()) as { asyncapi: string; servers: unknown };
  expect(open.openapi).toBe("3.1.0");
  expect(events).toMatchObject({ asyncapi: "3.0.0", servers: { skein: { host: "chat.example", protocol: "wss" } } });
});

test("pages of configured origins may ask; others get no permission", async () => {
  const preflight = (origin: string): RequestInit => ({
    method: "OPTIONS",
    headers: {
      Origin: origin,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "authorization",
    },
  });
  const ask = serve();
  const allowed = await ask("/v1/account.get", preflight("https://app.example"));
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://app.example");
  const refused = await ask("/v1/account.get", preflight("https://evil.example"));
  expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  const answer = await ask("/v1/account.get", post("{}", { Origin: "https://app.example" }));
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://app.example");
  expect(answer.headers.get("vary")).toContain("Origin");
});

test.each([
  ["/healthz", "/readyz"],
  ["/health", "/ready"],
])("%s answers always, %s only while every part is ready, and names those that are not", async (alive, ready) => {
  const readiness = new Readiness(log);
  const ask = serve({ readiness });
  const state = async (): Promise<unknown[]> => {
    const answer = await ask(ready);
    return [(await ask(alive)).status, answer.status, (await answer.json()) as object];
  };
  expect(await state()).toEqual([200, 200, { status: "ready" }]);
  readiness.report("storage", false, "the secret of the database is 42");
  readiness.report("bus", false);
  expect(await state()).toEqual([200, 503, { status: "unready", reasons: ["bus", "storage"] }]);
  readiness.report("storage", true);
  readiness.report("bus", true);
  expect(await state()).toEqual([200, 200, { status: "ready" }]);
  readiness.report("draining", false);
  expect(await state()).toEqual([200, 503, { status: "draining", reasons: ["draining"] }]);
});

test("metrics are for programs on this machine, by its own name and through no proxy", async () => {
  const ask = serve({ metrics: { token: undefined, text: () => "skein_ready 1\n" } });
  const good = await ask("/metrics", {}, "127.0.0.1");
  expect([good.status, await good.text()]).toEqual([200, "skein_ready 1\n"]);
  expect(good.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect((await ask("http://[::1]:7300/metrics", {}, "::1")).status).toBe(200);
  const proxied = ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"].map((name) =>
    ask("/metrics", { headers: { [name]: "192.0.2.9" } }, "127.0.0.1"),
  );
  const renamed = ["http://chat.example/metrics", "http://127.0.0.1.evil.example/metrics"].map((url) =>
    ask(url, {}, "127.0.0.1"),
  );
  const others = [ask("/metrics"), ask("/metrics", {}, "::ffff:192.0.2.1"), ask("/metrics", { method: "POST" }, "::1")];
  for (const refused of await Promise.all([...proxied, ...renamed, ...others])) expect(refused.status).toBe(404);
});

test("with a token set, metrics are for whoever says it, from wherever, and for nobody else", async () => {
  const ask = serve({ metrics: { token: "s3cret", text: () => "skein_ready 1\n" } });
  const as = (authorization: string, from: string) =>
    ask("/metrics", { headers: { Authorization: authorization } }, from);
  expect((await as("Bearer s3cret", "192.0.2.1")).status).toBe(200);
  for (const wrong of ["Bearer s3creT", "Bearer good", "s3cret", "Basic s3cret"])
    expect((await as(wrong, "127.0.0.1")).status).toBe(404);
  expect((await ask("/metrics", {}, "127.0.0.1")).status).toBe(404);
});

test("[HTTP-6] every answer bears an id: the request's own where it is fit for a log, else a new one", async () => {
  const requests = new Tally();
  const ask = serve({ requests });
  const idOf = async (path: string, given?: string) =>
    (await ask(path, given === undefined ? {} : { headers: { "X-Request-Id": given } })).headers.get("x-request-id");
  expect(await idOf("/healthz", "Trace-1.a_b")).toBe("Trace-1.a_b");
  expect(await idOf("/v1/message.shout", "x".repeat(64))).toBe("x".repeat(64));
  const made = [await idOf("/healthz"), await idOf("/none")];
  for (const bad of ["", "x".repeat(65), "a b", 'a"b', "é"]) made.push(await idOf("/healthz", bad));
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^[0-9a-z]{16}$/);
  expect([requests.of("health", "200"), requests.of("command", "404"), requests.of("app", "404")]).toEqual([7, 1, 1]);
});

test("local calls exist only for whoever knows the secret", async () => {
  const local = { secret: "s3cret", calls: { greet: async ({ name }: Record<string, unknown>) => ({ hello: name }) } };
  const ask = serve({ local });
  const good = await ask("/local/greet", post('{"name":"ann"}', { Authorization: "Bearer s3cret" }));
  expect(await good.json()).toEqual({ hello: "ann" });
  for (const authorization of ["Bearer good", "Bearer s3creT", "Bearer s3cret ", ""]) {
    const response = await ask("/local/greet", post("{}", { Authorization: authorization }));
    if (authorization.trim() !== "Bearer s3cret") expect(response.status).toBe(404);
  }
  expect((await ask("/local/toString", post("{}", { Authorization: "Bearer s3cret" }))).status).toBe(404);
  expect((await serve()("/local/greet", post("{}", { Authorization: "Bearer s3cret" }))).status).toBe(404);
});

const navigation = { headers: { Accept: "text/html,*/*;q=0.8" } };

test("without a built web app a page says so", async () => {
  const response = await serve({ app: join(folder, "missing") })("/", navigation);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("npm start");
  expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
});

test("the web app: its page for every navigation, hashed files for ever, nothing outside of the folder", async () => {
  const app = join(folder, "dist");
  mkdirSync(join(app, "assets"), { recursive: true });
  writeFileSync(join(folder, "outside.txt"), "private");
  writeFileSync(join(app, "index.html"), "<!doctype html><title>Skein</title>");
  writeFileSync(join(app, "assets", "main-2b4k9x7q.js"), `console.log(1);${" ".repeat(4000)}`);
  writeFileSync(join(app, "icon-maskable.png"), "png");
  writeFileSync(join(app, "manifest.webmanifest"), "{}");
  const ask = serve({ app });

  for (const path of ["/", "/setup", "/chat/g:abc", "/signin?x=1"]) {
    const page = await ask(path, navigation);
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-cache");
    expect(await page.text()).toContain("<title>Skein</title>");
  }
  const script = await ask("/assets/main-2b4k9x7q.js", { headers: { "Accept-Encoding": "br, gzip" } });
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(script.headers.get("content-encoding")).toBe("gzip");
  expect(script.headers.get("content-type")).toStartWith("text/javascript");
  expect(
    (await ask("/assets/main-2b4k9x7q.js", { headers: { "Accept-Encoding": "gzip;q=0" } })).headers.get(
      "content-encoding",
    ),
  ).toBeNull();
  expect((await ask("/icon-maskable.png")).headers.get("cache-control")).toBe("no-cache");
  expect((await ask("/manifest.webmanifest")).headers.get("content-type")).toBe("application/manifest+json");
  const again = await ask("/", {
    headers: { ...navigation.headers, "If-None-Match": (await ask("/", navigation)).headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);

  for (const path of [
    "/assets/none.js",
    "/favicon.ico",
    "/chat",
    "/..%2foutside.txt",
    "/%2e%2e/outside.txt",
    "/assets/..%2f..%2foutside.txt",
    "/%",
    "/%00",
  ]) {
    const response = await ask(path);
    expect([path, response.status]).toEqual([path, 404]);
  }
  expect((await ask("/", { method: "POST" })).status).toBe(404);
  const head = await ask("/", { method: "HEAD", ...navigation });
  expect(await head.text()).toBe("");
  expect(head.headers.get("content-length")).toBe("35");
});
