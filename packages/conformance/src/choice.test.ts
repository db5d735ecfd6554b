import { expect, test } from "bun:test";
import { choice } from "./choice.ts";
import { DEFAULTS } from "./options.ts";

const chosen = (some: object) => choice({ ...DEFAULTS, urls: [], ...some });
const waysOf = (rule: string) => chosen({ rules: [rule] }).map(({ way }) => way);

test("what is heard is looked at over each way, what is answered over the first and by requests, the rest once", () => {
  expect(waysOf("LOG-3")).toEqual(["websocket", "sse", "long-poll"]);
  expect(waysOf("SEND-1")).toEqual(["websocket", "http"]);
  expect(waysOf("HTTP-2")).toEqual(["websocket"]);
  expect(chosen({ rules: ["SEND-1"], ways: ["long-poll"] }).map(({ way }) => way)).toEqual(["long-poll"]);
});

test("a rule that nobody sees, or that there is not, is said and not passed over", () => {
  expect(() => chosen({ rules: ["CLIENT-1"] })).toThrow("not to be seen from outside: rules for clients");
  expect(() => chosen({ rules: ["SEND-99"] })).toThrow("There is no rule SEND-99");
  expect(() => chosen({ sections: [17] })).toThrow("No check is left");
  expect(() => chosen({ rules: ["CONN-3"], quick: true })).toThrow("No check is left");
});
