import { expect, test } from "bun:test";
import { findings } from "./rules.ts";

const spec = {
  path: "SPEC.md",
  text: ["# Rules", "- **CONN-1** One.", "- **CONN-2** Two, see CONN-1.", "- **SEND-10** Three."].join("\n"),
};

function title(numbers: string): { path: string; text: string } {
  return { path: "x.test.ts", text: `// about [CONN-9]\ntest("${numbers} it holds", () => {});` };
}

test("all is well when each rule has a test, also where one test proves two", () => {
  expect(findings([spec], [title("[CONN-1][CONN-2]"), title("[SEND-10]")])).toEqual([]);
  expect(findings([spec], [title("[CONN-1] [CONN-2] [SEND-10]")])).toEqual([]);
});

test("a rule without a test is found", () => {
  expect(findings([spec], [title("[CONN-1][SEND-10]")])).toEqual(["SPEC.md:3 CONN-2 has no test"]);
});

test("a test of an unknown rule is found", () => {
  const tests = [title("[CONN-1][CONN-2]"), title("[SEND-10]"), title("[SEND-11]")];
  expect(findings([spec], tests)).toEqual(["x.test.ts:2 SEND-11 is no rule"]);
});

test("a number used twice is found", () => {
  const twice = { path: "SPEC.md", text: `${spec.text}\n- **CONN-1** Again.` };
  const tests = [title("[CONN-1][CONN-2][SEND-10]")];
  expect(findings([twice], tests)).toEqual(["SPEC.md:5 CONN-1 is the number of another rule already"]);
});
