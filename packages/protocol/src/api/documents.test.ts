import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { asyncApi } from "../asyncapi.ts";
import { ERRORS } from "../errors.ts";
import { openApi } from "../openapi.ts";
import { COMMANDS, EVENTS, KINDS, type CommandName } from "../schema/index.ts";

type Tree = { readonly [name: string]: Tree };
const plain = (document: unknown) => JSON.parse(JSON.stringify(document)) as Tree;
const names = Object.keys(COMMANDS) as CommandName[];
const open = plain(openApi());
const async = plain(asyncApi());

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === "$ref" && typeof part === "string" ? [part] : refsIn(part),
  );
}

function resolves(document: Tree, ref: string): boolean {
  const path = ref.replace(/^#\//, "").split("/");
  return path.reduce<Tree | undefined>((at, key) => at?.[key], document) !== undefined;
}

test.each([
  ["openapi.json", open],
  ["asyncapi.json", async],
])("%s: every reference leads somewhere, and the committed file is what the tables give", (file, document) => {
  const refs = refsIn(document);
  expect(refs.length).toBeGreaterThan(20);
  expect(refs.filter((ref) => !resolves(document, ref))).toEqual([]);
  const committed = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  expect(JSON.parse(committed)).toEqual(document);
});

test("OpenAPI: every command is a POST with its params, its result and the errors of the table", () => {
  // beside the commands: what a poller asks, and links over requests
  const others = ["/v1/changes", "/v1/link", "/v1/link/{link}"];
  expect(Object.keys(open["paths"] ?? {})).toEqual([...names.map((name) => `/v1/${name}`), ...others]);
  for (const name of names) {
    const { post } = open["paths"]?.[`/v1/${name}`] ?? {};
    expect(post).toMatchObject({ operationId: name, summary: COMMANDS[name].summary });
    expect(post?.["security"]).toHaveLength(COMMANDS[name].access === "anyone" ? 0 : 1);
    expect(post).toHaveProperty(["requestBody", "content", "application/json", "schema"]);
    expect(post).toHaveProperty(["responses", "200", "content", "application/json", "schema"]);
    expect(post).toHaveProperty(["responses", "429", "headers", "Retry-After"]);
  }
  expect(open).toHaveProperty(["components", "schemas", "Error", "properties", "name", "enum"], Object.keys(ERRORS));
});

test("OpenAPI: a link over requests is opened, read and written by what its paths say", () => {
  const { post } = open["paths"]?.["/v1/link"] ?? {};
  const one = open["paths"]?.["/v1/link/{link}"] ?? {};
  const named = (parameters: unknown) => (parameters as { readonly name: string }[]).map(({ name }) => name);
  expect(named(post?.["parameters"])).toEqual(["wait"]);
  expect([one["get"], one["post"]].map((of) => named(of?.["parameters"]))).toEqual([
    ["after", "wait"],
    ["n", "ack", "close"],
  ]);
  for (const of of [post, one["get"]]) expect(of).toHaveProperty(["responses", "200", "content", "text/event-stream"]);
  for (const of of [post, one["get"], one["post"]]) expect(of?.["security"]).toEqual([] as never);
});

test("AsyncAPI: every command with its answer, every event and every kind of entry is a message and part of an operation", () => {
  const messages = Object.keys(async["components"]?.["messages"] ?? {});
  const expected = [
    ...names.flatMap((name) => [name, `${name}.ok`]),
    ...Object.keys(EVENTS).map((name) => `event.${name}`),
    ...Object.keys(KINDS).map((kind) => `entry.${kind}`),
    ...["hello", "pong", "welcome", "delta", "error", "ping", "drain"],
  ];
  expect(messages.toSorted()).toEqual(expected.toSorted());
  const used = new Set(refsIn(async["operations"]).map((ref) => ref.split("/").at(-1)));
  expect(messages.filter((name) => !used.has(name))).toEqual([]);
});

test("what has a name stands in the documents once", () => {
  const text = JSON.stringify(open["paths"]);
  expect(text).toContain('"$ref":"#/components/schemas/Summary"');
  expect(text).not.toContain('"readCount"');
});
