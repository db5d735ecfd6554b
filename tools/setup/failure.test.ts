import { expect, test } from "bun:test";
import { explain } from "./failure.mjs";

test.each([
  ["npm error code ENOSPC", "the disk is full"],
  ["npm error code EROFS", "read-only"],
  ["npm error code EACCES", "cannot be written"],
  ["npm error code EAI_AGAIN", "cannot be reached"],
  ["npm error code EUSAGE", "disagree"],
  ["npm error code E404", "does not hold"],
])("%s is told in words", (output, words) => {
  expect(explain("Installing packages", output).message).toContain(words);
});

test("an unknown failure keeps what was printed", () => {
  expect(explain("Building the web app", "something odd")).toMatchObject({
    message: "Building the web app failed.",
    detail: "something odd",
  });
});
