import { expect, test } from "bun:test";
import { errorIn } from "../../../test/account-room.ts";
import { Passwords } from "./password.ts";

const easy = { memory: 8, passes: 1 };

test("[ACCT-4] a password matches its own hash alone, and nobody's matches nothing", async () => {
  const passwords = new Passwords(easy);
  const hash = await passwords.hash("correct horse");
  expect(await passwords.hash("correct horse")).not.toBe(hash);
  expect(await passwords.matches("correct horse", hash)).toBe(true);
  expect(await passwords.matches("correct horse ", hash)).toBe(false);
  for (const nobody of [null, undefined]) {
    expect(await passwords.matches("nobody's", nobody)).toBe(false);
    expect(await passwords.matches("", nobody)).toBe(false);
  }
});

test("more hashes than may wait are refused as busy, and the others are done", async () => {
  const passwords = new Passwords(easy);
  const told = await Promise.all(Array.from({ length: 300 }, () => errorIn(passwords.hash("correct horse"))));
  // two at work, two hundred in line
  expect(told.filter((error) => error === undefined)).toHaveLength(202);
  expect(told.filter((error) => error === "busy")).toHaveLength(98);
  expect(await errorIn(passwords.hash("again"))).toBeUndefined();
});
