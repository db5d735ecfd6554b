import { expect, test } from "bun:test";
import { optionsOf, UsageFault } from "./options.ts";

test("what somebody wrote becomes what is looked at, and all ways where none was named", () => {
  const { options, json } = optionsOf([
    "https://chat.example.com/",
    "http://10.0.0.2:7300",
    ...["--way", "sse", "--way", "http", "--section", "7", "--rule", "SEND-2", "--json"],
  ]);
  expect(options).toMatchObject({
    urls: ["https://chat.example.com", "http://10.0.0.2:7300"],
    ways: ["sse", "http"],
    sections: [7],
    rules: ["SEND-2"],
  });
  expect(json).toBeTrue();
  expect(optionsOf(["http://localhost:7300"]).options.ways).toEqual(["websocket", "sse", "long-poll", "http"]);
});

test.each([
  [[], "Give its address"],
  [["chat.example.com"], "no http or https address"],
  [["http://x", "--way", "pigeon"], "websocket, sse, long-poll, http"],
  [["http://x", "--section", "two"], "a whole number"],
  [["--no-such"], "--no-such"],
])("what cannot be done is said, with what it could be: %j", (args, said) => {
  expect(() => optionsOf(args)).toThrow(UsageFault);
  expect(() => optionsOf(args)).toThrow(said);
});
