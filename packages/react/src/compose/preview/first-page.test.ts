import { expect, test } from "bun:test";
import { firstPage } from "./first-page.ts";

test.each([
  ["no page at all", undefined],
  ["see https://a.example/x, and https://b.example", "https://a.example/x"],
  ["write to mailto:ann@a.example or https://b.example", "https://b.example"],
  ["`https://a.example` is **https://b.example/**", "https://b.example/"],
  ["```\nhttps://a.example\n```\n> [there](https://b.example)", "https://b.example"],
  ["- one\n- https://a.example", "https://a.example"],
])("the first page of %p is %p", (text, page) => {
  expect(firstPage(text)).toBe(page);
});
