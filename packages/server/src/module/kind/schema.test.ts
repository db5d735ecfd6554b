import { expect, test } from "bun:test";
import { fault, misfitOf } from "./schema.ts";

const order = {
  type: "object",
  properties: {
    id: { type: "string", minLength: 1, maxLength: 3 },
    items: { type: "array", minItems: 1, maxItems: 2, items: { type: "integer", minimum: 0, maximum: 9 } },
    state: { enum: ["paid", "sent"] },
    "a/b": { type: "null" },
    version: { const: 1 },
  },
  required: ["id"],
  additionalProperties: false,
};

test("a schema of the subset is good, and everything else is named by its place", () => {
  expect(fault(order, "/schema")).toBeUndefined();
  const bad: [unknown, string][] = [
    [[], "/s"],
    [{ pattern: "(a+)+$" }, "/s/pattern"],
    [{ type: "date" }, "/s/type"],
    [{ properties: { x: { $ref: "#" } } }, "/s/properties/x/$ref"],
    [{ properties: { "a/b": 1 } }, "/s/properties/a~1b"],
    [{ items: { minItems: -1 } }, "/s/items/minItems"],
    [{ required: [1] }, "/s/required"],
    [JSON.parse('{"__proto__":{}}'), "/s/__proto__"],
  ];
  for (const [schema, path] of bad) expect(fault(schema, "/s")?.path).toBe(path);
});

test("a value fits its schema, or the first place where it does not is named", () => {
  for (const good of [{ id: "x" }, { id: "👍👍👍", items: [0, 9], state: "sent", "a/b": null, version: 1 }]) {
    expect(misfitOf(order, good, "")).toBeUndefined();
  }
  const bad: [unknown, string][] = [
    ["x", ""],
    [{}, "/id"],
    [{ id: "" }, "/id"],
    [{ id: "long" }, "/id"],
    [{ id: "x", items: [] }, "/items"],
    [{ id: "x", items: [1, 1.5] }, "/items/1"],
    [{ id: "x", items: [10] }, "/items/0"],
    [{ id: "x", state: "lost" }, "/state"],
    [{ id: "x", version: 2 }, "/version"],
    [{ id: "x", "a/b": 0 }, "/a~1b"],
    [{ id: "x", more: 1 }, "/more"],
    [JSON.parse('{"id":"x","__proto__":1}'), "/__proto__"],
  ];
  for (const [value, path] of bad) expect(misfitOf(order, value, "")?.path).toBe(path);
});
