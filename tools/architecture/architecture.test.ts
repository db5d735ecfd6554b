import { expect, test } from "bun:test";
import { cycleViolations } from "./cycles.ts";
import { edgeViolations } from "./edges.ts";
import { nameViolations } from "./names.ts";
import { outsideViolations } from "./outside.ts";
import { sizeViolations } from "./sizes.ts";
import { readSource, type Source } from "./source.ts";
import { wordingViolations } from "./wording.ts";

/** A tree of the given files, by path. */
function tree(files: Record<string, string>): Source[] {
  return Object.entries(files).map(([path, text]) => readSource(path, text));
}

function edges(path: string, text: string): string[] {
  return edgeViolations(tree({ [path]: text })).map(({ what }) => what);
}

test("imports of every form are seen, those of types included", () => {
  const text = [
    'import { a } from "./a.ts";',
    'import type { B } from "./b.ts";',
    'export type { C } from "./c.ts";',
    'export * from "./d.ts";',
    'const e = import("./e.ts");',
    'import "./f.css";',
    '// import "./no.ts"',
  ].join("\n");
  const { imports } = readSource("packages/server/src/kit/x.ts", text);
  expect(imports.map(({ specifier, line }) => `${line} ${specifier}`).sort()).toEqual([
    "1 ./a.ts",
    "2 ./b.ts",
    "3 ./c.ts",
    "4 ./d.ts",
    "5 ./e.ts",
    "6 ./f.css",
  ]);
});

test("a room of the server imports only what lies below it", () => {
  expect(edges("packages/server/src/transport/link.ts", 'import "../message/send.ts";')).toHaveLength(1);
  expect(edges("packages/server/src/message/send.ts", 'import type { Hub } from "../session/hub.ts";')).toHaveLength(1);
  expect(edges("packages/server/src/attic/old.ts", 'import "../kit/clock.ts";')[0]).toContain("no room of the server");
  expect(edges("packages/server/src/message/send.ts", 'import "../storage/storage.ts"; import "./commit.ts";')).toEqual(
    [],
  );
});

test("a module is entered by its index.ts only", () => {
  expect(edges("packages/server/src/command/table.ts", 'import "../module/chat/store.ts";')).toHaveLength(1);
  expect(edges("packages/server/src/module/group/commands.ts", 'import "../chat/store.ts";')).toHaveLength(1);
  expect(edges("packages/server/src/message/admit.ts", 'import "../module/chat/index.ts";')).toHaveLength(1);
  expect(
    edges("packages/server/src/module/group/commands.ts", 'import "../chat/index.ts"; import "./store.ts";'),
  ).toEqual([]);
});

test("a package imports only the packages below it, by name", () => {
  expect(edges("packages/protocol/src/frame.ts", 'import { z } from "zod";')).toHaveLength(1);
  expect(edges("packages/client/src/client.ts", 'import "@skein/server";')).toHaveLength(1);
  expect(edges("packages/client/src/client.ts", 'import "node:fs";')).toHaveLength(1);
  expect(edges("packages/client/src/client.ts", 'import "../../protocol/src/index.ts";')).toHaveLength(1);
  expect(edges("packages/react/src/bubble.tsx", 'import { useState } from "react"; import "@skein/client";')).toEqual(
    [],
  );
  expect(edges("packages/client/test/line.test.ts", 'import "@skein/testkit"; import "bun:test";')).toEqual([]);
  expect(edges("packages/protocol/src/frame.test.ts", 'import "@skein/server";')).toHaveLength(1);
});

test("a circle of imports is found, of types too, within a package and across", () => {
  const circle = tree({
    "packages/server/src/kit/a.ts": 'import type { B } from "./b.ts"; export type A = B;',
    "packages/server/src/kit/b.ts": 'export type { A } from "./c.ts"; export type B = 1;',
    "packages/server/src/kit/c.ts": 'import type { A } from "./a.ts"; export type { A };',
    "packages/client/src/index.ts": 'import "@skein/protocol";',
    "packages/protocol/src/index.ts": 'import "@skein/client";',
  });
  expect(cycleViolations(circle).map(({ what }) => what)).toEqual([
    "imports itself: packages/server/src/kit/a.ts → packages/server/src/kit/b.ts → packages/server/src/kit/c.ts → packages/server/src/kit/a.ts",
    "imports itself: packages/client/src/index.ts → packages/protocol/src/index.ts → packages/client/src/index.ts",
  ]);
});

test("a long file needs a permission, a very long one gets none, and one no longer needed is told", () => {
  const long = tree({
    "packages/server/src/a.ts": "\n".repeat(251),
    "packages/server/src/a.test.ts": "\n".repeat(500),
    "packages/server/src/session/session.ts": "\n".repeat(201),
    "packages/server/src/fits.ts": "\n".repeat(250),
  });
  const paths = (allowed: Record<string, string>) => sizeViolations(long, allowed).map(({ path }) => path);
  expect(paths({})).toEqual(["packages/server/src/a.ts", "packages/server/src/session/session.ts"]);
  expect(paths({ "packages/server/src/a.ts": "one table" })).toEqual(["packages/server/src/session/session.ts"]);
  expect(paths({ "packages/server/src/fits.ts": "was long" })).toContain("packages/server/src/fits.ts");
  expect(
    sizeViolations(tree({ "packages/server/src/b.ts": "\n".repeat(401) }), { "packages/server/src/b.ts": "x" }),
  ).toHaveLength(1);
});

test("names that say nothing or are not kebab-case are found", () => {
  const bad = [
    "src/utils/x.ts",
    "src/http-helper.ts",
    "src/BaseThing.ts",
    "src/send_message.ts",
    "src/user.service.ts",
  ];
  const good = [
    "src/database.ts",
    "src/service-worker.ts",
    "src/commonmark.ts",
    "src/send.test.ts",
    "src/0001-first.ts",
  ];
  expect(nameViolations(bad.map((path) => ({ path }))).map(({ path }) => path)).toEqual(bad);
  expect(nameViolations(good.map((path) => ({ path })))).toEqual([]);
});

test("clock, randomness, environment and sockets are used only in the file they stand behind", () => {
  const text = [
    "export const a = Date.now(), b = new Date(), c = Math.random();",
    "setTimeout(() => {}, 1); globalThis.setTimeout(() => {}, 1);",
    'export const d = process.env["X"], e = new WebSocket("ws://x");',
    "export const fine = [clock.setTimeout(1), new Date(5), { setTimeout: 1 }, clock.now()];",
    "export type Timer = ReturnType<typeof setTimeout>;",
  ].join("\n");
  const found = outsideViolations(tree({ "packages/client/src/outbox.ts": text }));
  expect(found.map(({ what }) => what.split(":")[0])).toEqual([
    "Date.now",
    "new Date()",
    "Math.random",
    "setTimeout",
    "setTimeout",
    "process.env.X",
    "new WebSocket",
  ]);
  expect(outsideViolations(tree({ "packages/client/src/clock.ts": "export const now = Date.now();" }))).toEqual([]);
  expect(outsideViolations(tree({ "packages/client/src/outbox.test.ts": text }))).toEqual([]);
});

test("words that hide something from a check are found", () => {
  const hiding = ["// @ts-", "ignore\n", "x as", " any;\n", "// TO", "DO later\n", "test.", "only('x')\n"].join("");
  expect(wordingViolations([{ path: "a.ts", text: hiding }]).map(({ line }) => line)).toEqual([1, 2, 3, 4]);
});
