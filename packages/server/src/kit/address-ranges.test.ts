import { expect, test } from "bun:test";
import { isRange } from "./address-ranges.ts";

test.each([
  ["127.0.0.1", true],
  ["10.0.0.0/8", true],
  ["::1", true],
  ["fd00::/8", true],
  ["10.0.0.0/33", false],
  ["fd00::/129", false],
  ["10.0.0.0/", false],
  ["10.0.0/8", false],
  ["localhost", false],
])("%s is an address or a range: %p", (text, is) => {
  expect(isRange(text)).toBe(is);
});
