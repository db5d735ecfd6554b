import { afterAll, expect, test } from "bun:test";
import { http, serverInfo, signIn } from "./http.ts";

const asked: { path: string; authorization: string | null; body: unknown }[] = [];

const server = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  async fetch(request) {
    const { pathname } = new URL(request.url);
    asked.push({ path: pathname, authorization: request.headers.get("authorization"), body: await request.json() });
    if (pathname.endsWith("account.signin")) {
      const wrong = { code: 2003, name: "wrong_credentials", retry: "never", message: "No." };
      return Response.json(wrong, { status: 403 });
    }
    if (pathname.endsWith("session.list")) return Response.json({ oops: true }, { status: 500 });
    return pathname.endsWith("server.info")
      ? Response.json({ name: "Skein" })
      : new Response("<html>", { status: 502 });
  },
});

afterAll(() => server.stop(true));

test("commands go as one request, and their errors come as SkeinErrors", async () => {
  const url = `http://127.0.0.1:${server.port}/`;
  expect((await serverInfo(url)).name).toBe("Skein");
  const wrong = signIn(url, { login: "ann", password: "12345678" });
  expect(wrong).rejects.toMatchObject({ name: "wrong_credentials", code: 2003, retry: "never" });
  expect(http(url, "account.get", {}, "token")).rejects.toMatchObject({ name: "offline", retry: "later" });
  expect(http(url, "session.list", {}, "token")).rejects.toMatchObject({ name: "offline" });
  expect(http("http://127.0.0.1:1", "account.get", {})).rejects.toMatchObject({ name: "offline" });
  await Promise.allSettled([wrong]);
  expect(asked.slice(0, 2)).toEqual([
    { path: "/v1/server.info", authorization: null, body: {} },
    { path: "/v1/account.signin", authorization: null, body: { login: "ann", password: "12345678" } },
  ]);
});
