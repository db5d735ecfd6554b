import { expect, test } from "bun:test";
import { pairCode } from "./pair-code.ts";

test("a code is taken from the link, or by itself, and from nothing else", () => {
  const code = "abcdefghijklmnopqrstuvwxyz012345";
  expect(pairCode(` https://chat.example/pair#${code}\n`)).toBe(code);
  expect(pairCode(code)).toBe(code);
  for (const other of ["", "hello", `https://chat.example/signin#${code}`, `${code}!`, `x ${code}`])
    expect(pairCode(other)).toBeUndefined();
});
