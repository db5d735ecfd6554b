import { expect, test } from "bun:test";
import { fileURLToPath } from "node:url";
import { SpawnedServer } from "@skein/testkit";
import { conform, SECTIONS, UNSEEN } from "../src/index.ts";
import { FLAGS, HOST_APP, HOST_FLAGS } from "./settings.ts";
import { failed, skipped } from "./told.ts";

const SPEC = fileURLToPath(import.meta.resolve("@skein/protocol")).replace("src/index.ts", "SPEC.md");

test("each rule of SPEC.md is looked at in its section, or listed as one that nobody sees from outside", async () => {
  const spec = await Bun.file(SPEC).text();
  const looked = SECTIONS.flatMap(({ number, checks }) =>
    checks.flatMap(({ rules }) => rules.map((rule) => ({ number, rule }))),
  );
  const unseen = UNSEEN.flatMap(({ rules }) => rules);
  const sections = spec.split(/^## (?=\d)/m).slice(1);
  const rules = sections.flatMap((section) =>
    [...section.matchAll(/^- \*\*([A-Z]+-\d+)\*\*/gm)].map(([, rule = ""]) => ({
      number: Number.parseInt(section, 10),
      rule,
    })),
  );
  const known = new Map(rules.map(({ rule, number }) => [rule, number]));
  const seen = new Set([...looked.map(({ rule }) => rule), ...unseen]);
  expect(rules.filter(({ rule }) => !seen.has(rule))).toEqual([]);
  expect([...seen].filter((rule) => !known.has(rule))).toEqual([]);
  expect(unseen.filter((rule) => looked.some((one) => one.rule === rule))).toEqual([]);
  expect(SECTIONS.flatMap(({ checks }) => checks).filter((check) => check.rules.length === 0)).toEqual([]);
  // a check may stand for rules of other sections too, but stands where one of its own is
  for (const { number, checks } of SECTIONS)
    for (const { rules: own, title } of checks)
      expect({ title, there: own.some((rule) => known.get(rule) === number) }).toEqual({ title, there: true });
});

test("a server keeps the rules over all ways", async () => {
  await using server = await SpawnedServer.create(({ person }) => person("Root", "owner"), [...FLAGS, ...HOST_FLAGS]);
  await server.start();
  const { url, people } = server;
  const report = await conform({ urls: [url], adminToken: people.token, hostApp: HOST_APP, patience: 30_000 });
  expect(failed(report)).toEqual([]);
  expect(skipped(report)).toMatchInlineSnapshot(`
    [
      "BEAT-1 BEAT-3: whoever polls is never silent: each request is a sign of life",
      "CARRY-8: needs two addresses of one server: give more than one URL",
    ]
  `);
}, 120_000);
