import { expect, test } from "bun:test";
import { configWith, type SomeConfig } from "../config.ts";
import { advice, refusals } from "./safety.ts";

const production = { environment: "production", data: "/var/lib/skein", publicUrl: "https://chat.example" } as const;

test("the defaults are good, and good for production behind TLS", () => {
  expect(refusals(configWith())).toEqual([]);
  expect(advice(configWith())).toEqual([]);
  expect(refusals(configWith({ ...production, host: "0.0.0.0", registration: "open" }))).toEqual([]);
});

test.each<[string, SomeConfig]>([
  ["origins", { ...production, origins: ["*"] }],
  ["registration", { ...production, publicUrl: "http://chat.example", registration: "open" }],
  ["host", { ...production, publicUrl: "http://chat.example", host: "0.0.0.0" }],
  ["hostAuth.secret", { ...production, hostAuth: { enabled: true, secret: "x".repeat(31) } }],
  ["hostAuth.jwksUrl", { ...production, hostAuth: { enabled: true, jwksUrl: "http://app.example/keys" } }],
  ["metrics.token", { ...production, metrics: { token: "x".repeat(15) } }],
  ["data", { ...production, data: "./data" }],
])("production with unsafe %s is refused with the reason; development says it as advice", (name, some) => {
  const reasons = refusals(configWith(some));
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toStartWith(name);
  const development = configWith({ ...some, environment: "development" });
  expect(refusals(development)).toEqual([]);
  expect(advice(development)).toEqual(name === "data" ? [] : reasons);
});

test.each<SomeConfig>([
  { hostAuth: { enabled: true, algorithms: ["RS256"] } },
  { hostAuth: { enabled: true, algorithms: [] } },
  { tls: { certificate: "/etc/skein/chat.crt" } },
])("settings that contradict each other are refused everywhere: %p", (some) => {
  expect(refusals(configWith(some))).toHaveLength(1);
});
