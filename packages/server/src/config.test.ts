import { expect, test } from "bun:test";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigFault, configWith, loadConfig } from "./config.ts";
import type { GivenSettings } from "./config.ts";
import { ALL_SETTINGS } from "./config/names.ts";

const folder = () => mkdtempSync(join(tmpdir(), "skein-config-"));

function problemsOf(given: GivenSettings): readonly string[] {
  try {
    loadConfig(given);
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.problems;
    throw fault;
  }
  return [];
}

test("defaults < file < environment < flags", () => {
  const data = folder();
  const file = 'name = "from the file"\nport = 1\nhost = "::"\n[limits.linkRate]\nrate = 7\n';
  writeFileSync(join(data, "skein.toml"), file);
  const env = { SKEIN_DATA: data, SKEIN_PORT: "2", SKEIN_HOST: "0.0.0.0" };
  const { config, sources } = loadConfig({ env, flags: { port: "3" } });
  expect(config).toMatchObject({ name: "from the file", port: 3, host: "0.0.0.0", registration: "invite" });
  expect(config.limits.linkRate).toEqual({ rate: 7, burst: 200 });
  expect(sources.get("port")).toBe("--port");
  expect(sources.get("host")).toBe("SKEIN_HOST");
  expect(sources.get("name")).toBe(join(data, "skein.toml"));
  expect(sources.get("registration")).toBe("default");
});

test("each kind of value is read from text", () => {
  const env = {
    SKEIN_ORIGINS: "https://a.example, https://b.example",
    SKEIN_HOST_AUTH_ENABLED: "true",
    SKEIN_HOST_AUTH_ALGORITHMS: "RS256,EdDSA",
    SKEIN_LIMITS_CONVERSATIONS_IN_MEMORY: "1000",
  };
  const { config } = loadConfig({ env });
  expect(config.origins).toEqual(["https://a.example", "https://b.example"]);
  expect(config.hostAuth).toMatchObject({ enabled: true, algorithms: ["RS256", "EdDSA"] });
  expect(config.limits.conversationsInMemory).toBe(1000);
});

test("a problem names the setting, its source and what is allowed, and all are told at once", () => {
  const problems = problemsOf({ env: { SKEIN_PORT: "tcp://10.0.0.1:7300" }, flags: { registration: "maybe" } });
  expect(problems).toEqual([
    'port (from SKEIN_PORT): "tcp://10.0.0.1:7300" is not allowed; it must be a whole number from 0 to 65535.',
    'registration (from --registration): "maybe" is not allowed; it must be one of open, invite, closed.',
  ]);
});

test("a heartbeat that would give up links that live is refused", () => {
  const flags = { "heartbeat-interval": "1000", "heartbeat-timeout": "1999" };
  expect(problemsOf({ flags })).toEqual([
    'heartbeat.interval (from --heartbeat-interval): "1000" is not allowed; it must be a whole number from 2000 to 86400000.',
    'heartbeat.timeout (from --heartbeat-timeout): "1999" is not allowed; it must be a whole number from 2000 to 86400000.',
  ]);
  expect(problemsOf({ flags: { "heartbeat-interval": "2000", "heartbeat-timeout": "2000" } })).toEqual([]);
});

test.each(["-1", "65536", "1.5", "0x50", "", " ", "1e3", "NaN", "99999999999999999999"])(
  "port %p is refused",
  (port) => {
    expect(problemsOf({ flags: { port } })).toHaveLength(1);
  },
);

test.each([
  ["publicUrl", "ftp://a.example"],
  ["publicUrl", "https://a.example/chat"],
  ["origins", "https://a.example,,"],
  ["origins", "a.example"],
  ["trustedProxies", "10.0.0.0/33"],
  ["hostAuth.algorithms", "none"],
  ["hostAuth.jwksUrl", "file:///etc/passwd"],
])("%s = %p is refused", (name, value) => {
  const setting = ALL_SETTINGS.find((one) => one.name === name);
  expect(problemsOf({ flags: { [setting?.flag ?? ""]: value } })).toHaveLength(1);
});

test("a secret that is wrong is not shown", () => {
  const data = folder();
  writeFileSync(join(data, "skein.toml"), "[hostAuth]\nsecret = 12345678\n");
  const [problem] = problemsOf({ flags: { data } });
  expect(problem).toContain("hostAuth.secret");
  expect(problem).not.toContain("12345678");
});

test("a file that is not TOML, or names what does not exist, is told; an unknown variable only warned of", () => {
  const data = folder();
  const file = join(data, "other.toml");
  writeFileSync(file, "port = = 1");
  expect(problemsOf({ file })[0]).toContain(file);
  writeFileSync(file, "prot = 1\n[limits]\nrate = 5\n");
  expect(problemsOf({ file }).map((problem) => problem.split(" ")[0])).toEqual(["prot", "limits.rate"]);
  expect(problemsOf({ file: join(data, "missing.toml") })[0]).toContain("missing.toml");
  expect(loadConfig({ env: { SKEIN_SERVICE_HOST: "10.0.0.1" } }).warnings[0]).toContain("SKEIN_SERVICE_HOST");
});

test("configWith replaces what is given and keeps the rest", () => {
  const config = configWith({ port: 0, origins: ["*"], limits: { linkRate: { burst: 9 } } });
  expect(config).toMatchObject({ port: 0, origins: ["*"], limits: { linkRate: { rate: 50, burst: 9 } } });
});

test("addresses are kept in one form", () => {
  const { config } = loadConfig({ flags: { "public-url": "https://Chat.example:443/", origins: "http://A.example/" } });
  expect(config).toMatchObject({ publicUrl: "https://chat.example", origins: ["http://a.example"] });
});
