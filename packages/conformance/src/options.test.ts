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
  const host = optionsOf(["http://x", "--host-secret", "s", "--host-claim", "iss=my-app", "--host-claim", "aud=chat"]);
  expect(host.options.hostApp).toEqual({ secret: "s", claims: { iss: "my-app", aud: "chat" } });
  expect(optionsOf(["http://localhost:7300"]).options.ways).toEqual(["websocket", "sse", "long-poll", "http"]);
});

test.each([
  [[], "Give its address"],
  [["chat.example.com"], "no http or https address"],
  [["http://x", "--way", "pigeon"], "websocket, sse, long-poll, http"],
  [["http://x", "--section", "two"], "a whole number"],
  [["--no-such"], "--no-such"],
  [["http://x", "--host-secret", "s", "--host-claim", "iss"], "name=value"],
  [["http://x", "--host-claim", "iss=my-app"], "needs --host-secret"],
])("what cannot be done is said, with what it could be: %j", (args, said) => {
  expect(() => optionsOf(args)).toThrow(UsageFault);
  expect(() => optionsOf(args)).toThrow(said);
});
