import { expect, test } from "bun:test";
import { countsIn, skippedIn } from "./bun-tests.mjs";

const summary = (pass: number, fail: number, files: number) =>
  `(fail) x\n\n ${pass} pass\n 1 skip\n ${fail} fail\n 1 error\n 3 expect() calls\nRan 9 tests across ${files} files. [5.00ms]\n`;

test("the counts are those of the summary", () => {
  expect(countsIn(summary(5, 2, 3), 1, 3)).toEqual({ passed: 5, failed: 2 });
  expect(countsIn(summary(5, 0, 3), 0, 3)).toEqual({ passed: 5, failed: 0 });
});

test("a run that ended badly, was cut short or left a file out is a failure", () => {
  expect(countsIn(summary(5, 0, 3), 1, 3).failed).toBe(1);
  expect(countsIn(summary(5, 0, 2), 0, 3).failed).toBe(1);
  expect(countsIn("segmentation fault", 139, 3)).toEqual({ passed: 0, failed: 1 });
});

test("skipped tests are named with their file", () => {
  const report = `<testsuite name="a.test.ts">
    <testcase name="runs" classname="" time="0" file="a.test.ts" line="2" assertions="0" />
    <testcase name="skipped &lt;one&gt;" classname="" time="0" file="a.test.ts" line="3" assertions="0">
      <skipped />
    </testcase></testsuite>`;
  expect(skippedIn(report)).toEqual(["a.test.ts: skipped <one>"]);
});
