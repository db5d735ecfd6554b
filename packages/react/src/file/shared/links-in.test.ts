import { expect, test } from "bun:test";
import { linksIn } from "./links-in.ts";

test("links of a text, each once, none from code", () => {
  expect(linksIn("see https://a.example/x and **https://b.example** and https://a.example/x")).toEqual([
    "https://a.example/x",
    "https://b.example",
  ]);
  expect(linksIn("> https://c.example\n- https://d.example\n`https://e.example`")).toEqual([
    "https://c.example",
    "https://d.example",
  ]);
  expect(linksIn("nothing")).toEqual([]);
});
