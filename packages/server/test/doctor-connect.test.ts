import { FaultProxy, hasOpenssl, makeCertificate, startServer, temporaryFolder } from "@skein/testkit";
import { expect, test } from "bun:test";
import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { lifeOf } from "../src/cli/doctor/certificate.ts";
import type { Finding } from "../src/cli/doctor/finding.ts";
import { run } from "./program.ts";

/** What doctor finds on the way to a server, and how it exits. */
async function doctor(url: string, ...more: readonly string[]) {
  const { out, err, code } = await run(["doctor", "--connect", url, "--json", ...more]);
  expect(err).toBe("");
  const findings = JSON.parse(out) as readonly Finding[];
  const bad = findings.filter(({ state }) => state === "bad");
  return { code, all: findings.map(({ what }) => what).join("\n"), bad: bad.map(({ what }) => what), findings };
}

test("doctor --connect measures each way to a server with a token, and without one tells what it can", async () => {
  await using server = await startServer();
  await using proxy = await FaultProxy.start(server.url, { seed: 1 });
  const ann = await server.person("Ann");
  const own = await doctor(proxy.url, "--token", ann.token, "--idle", "1");
  expect(own).toMatchObject({ code: 0, bad: [] });
  expect(own.all).toMatch(/^WebSocket: open in .*, round trip .*\.$/m);
  expect(own.all).toMatch(/^A WebSocket bears \d+ ms of silence\.$/m);
  expect(own.all).toMatch(/^Event stream: open in .*, not held back\.$/m);
  expect(own.all).toMatch(/^Long-poll: .* ms\.$/m);
  expect(own.all).toMatch(/^Polling: .* ms\.$/m);
  expect(own.all).toMatch(/^Skein .* answers in/m);
  expect(own.findings.at(-1)?.what).toBe("From here clients come by a WebSocket, the best way.");
  const guest = await doctor(proxy.url);
  expect(guest).toMatchObject({ code: 0, bad: [] });
  expect(guest.all).toContain("wants a token, as it should");
  expect(guest.all).toContain("can only be told with a token");
  expect(await doctor(proxy.url, "--token", "wrong")).toMatchObject({ code: 1 });
});

test("doctor --connect says what a proxy does: upgrades refused, streams held back, silence cut, no server behind it", async () => {
  await using server = await startServer();
  await using proxy = await FaultProxy.start(server.url, { seed: 2 });
  const ann = await server.person("Ann");
  proxy.refuseUpgrades = 403;
  proxy.buffering = true;
  const { code, bad, all, findings } = await doctor(proxy.url, "--token", ann.token);
  expect(code).toBe(1);
  expect(bad).toHaveLength(2);
  expect(bad[0]).toContain("answered with 403: something in between refuses it");
  expect(bad[1]).toContain("Event streams are held back");
  expect(all).toMatch(/^Long-poll: /m);
  expect(findings.at(-1)?.what).toStartWith("From here clients come by long-poll");
  for (const { state, remedy } of findings) if (state === "bad") expect(remedy).toContain("docs/operate/proxy.md");
  proxy.heal();
  proxy.idle = { after: 700, how: "fin" };
  const silent = await doctor(proxy.url, "--token", ann.token, "--idle", "2");
  expect(silent.bad.join()).toContain("A silent WebSocket is cut after");
  proxy.heal();
  proxy.refusing = true;
  const away = await doctor(proxy.url);
  expect(away).toMatchObject({ code: 1 });
  expect(away.bad).toHaveLength(1);
});

test("doctor --connect knows what is no Skein, no name, no address", async () => {
  using other = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => new Response("hello", { status: 502 }),
  });
  expect((await doctor(`http://127.0.0.1:${other.port}`)).bad).toEqual([
    "Something else than Skein answers, with status 502.",
  ]);
  expect((await doctor("nowhere.invalid")).bad[0]).toContain("The name nowhere.invalid leads nowhere");
  expect((await run(["doctor", "--connect", "ftp://x"])).err).toContain("is no address of a server");
  expect((await run(["doctor", "--idle", "5"])).code).toBe(2);
  expect((await run(["doctor", "--connect", "http://127.0.0.1:1", "--idle", "5"])).err).toContain(
    "--idle needs --token",
  );
});

test("doctor --connect asks as a page of that address would: a server that knows itself by another name refuses it", async () => {
  await using server = await startServer();
  // as a proxy does that passes no Host on
  using proxy = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async ({ url, method, headers, body }) => {
      const passed = new Headers(headers);
      passed.set("host", new URL(server.url).host);
      return fetch(server.url + new URL(url).pathname, { method, headers: passed, body });
    },
  });
  const { bad, code } = await doctor(`http://localhost:${proxy.port}`);
  expect(code).toBe(1);
  expect(bad[0]).toContain("it knows itself by another name");
  expect(bad.join("\n")).toContain("An event stream is answered with status 403");
  expect(bad.join("\n")).not.toContain("Polling");
});

test.skipIf(!hasOpenssl)(
  "doctor --connect tells when a certificate ends, and looks behind one that is not trusted",
  async () => {
    await using folder = await temporaryFolder();
    const tls = await makeCertificate(folder.path, "own");
    await using server = await startServer({ tls });
    const ann = await server.person("Ann");
    const url = `https://localhost:${server.server.port}`;
    const found = await doctor(url, "--token", ann.token);
    expect(found.bad).toHaveLength(1);
    expect(found.bad[0]).toContain("The certificate is not trusted");
    expect(found.all).toMatch(/^The certificate is valid for \d+ more days?, until \d{4}-\d\d-\d\d\.$/m);
    expect(found.all).toMatch(/^TLSv1\.\d in /m);
    expect(found.all).toMatch(/^WebSocket: open in .*, round trip/m);
    expect(found.all).toMatch(/^Event stream: open in .*, not held back/m);
    // of one's own server it tells the same, and the metrics do
    const folded = ["--tls-certificate", tls.certificate, "--tls-key", tls.key];
    const { out } = await run(["doctor", "--data", folder.path, "--port", "0", ...folded]);
    expect(out).toMatch(/The certificate is valid for \d+ more days?/);
    const { validTo } = new X509Certificate(readFileSync(tls.certificate));
    const metrics = await (await fetch(`${url}/metrics`, { tls: { rejectUnauthorized: false } })).text();
    expect(metrics).toContain(`skein_certificate_end_seconds ${Date.parse(validTo) / 1_000}`);
  },
);

test("a certificate that ends soon is worth a note, one that has ended is bad", () => {
  const now = Date.parse("2026-12-01T00:00:00Z");
  const states = ["2027-06-01T00:00:00Z", "2026-12-10T12:00:00Z", "2026-11-30T00:00:00Z", "soon"].map(
    (validTo) => lifeOf(validTo, now)[0]?.state,
  );
  expect(states).toEqual(["good", "note", "bad", undefined]);
});
