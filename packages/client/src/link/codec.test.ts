import { expect, test } from "bun:test";
import { CLIENT_LIMITS } from "@skein/protocol";
import { decode, encode } from "./codec.ts";

const send = (text: string): string => encode({ type: "message.send", id: 1, params: { body: { text } } });
const sent = (text: string): string =>
  (JSON.parse(send(text)) as { params: { body: { text: string } } }).params.body.text;

test("what no frame may hold goes as U+FFFD, and everything else as it was written", () => {
  expect(sent("a\ud800b\0c\udc00")).toBe("a\ufffdb\ufffdc\ufffd");
  for (const text of ["雁书 👩‍👩‍👧 \u202e", "\\ud800 is how one writes it", "\u0001\n\t", "\ud83d\ude00"]) {
    expect(sent(text)).toBe(text);
  }
});

test("what the server would close the link for is refused here", () => {
  expect(send("x".repeat(CLIENT_LIMITS.frame - 200)).length).toBeLessThan(CLIENT_LIMITS.frame);
  expect(() => send("x".repeat(CLIENT_LIMITS.frame))).toThrow("larger than the limit");
  expect(() => send("雁".repeat(CLIENT_LIMITS.frame / 2))).toThrow("larger than the limit");
});

test("a message is as many frames as it has lines; what is no object is a fault", () => {
  expect(decode('{"type":"ping"}\n\n{"type":"drain","after":5}\n')).toEqual([
    { type: "ping" },
    { type: "drain", after: 5 },
  ]);
  for (const bad of ["null", "7", "{", '{"type":"ping"}\nnull']) expect(() => decode(bad)).toThrow(SyntaxError);
});
