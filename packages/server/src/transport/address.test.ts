import { expect, test } from "bun:test";
import { clientAddress } from "./address.ts";

const from = (peer: string, forwarded: string | undefined, ...trusted: readonly string[]) =>
  clientAddress(new Headers(forwarded === undefined ? {} : { "X-Forwarded-For": forwarded }), peer, trusted);

test("without a trusted proxy the peer counts, whatever it says of itself", () => {
  expect(from("192.0.2.1", undefined)).toBe("192.0.2.1");
  expect(from("192.0.2.1", "203.0.113.9")).toBe("192.0.2.1");
  expect(from("192.0.2.1", "203.0.113.9", "127.0.0.1")).toBe("192.0.2.1");
  expect(from("::ffff:192.0.2.1", undefined)).toBe("192.0.2.1");
});

test("behind trusted proxies the last address that none of them wrote counts", () => {
  expect(from("127.0.0.1", "203.0.113.9", "127.0.0.1")).toBe("203.0.113.9");
  expect(from("::ffff:127.0.0.1", "1.1.1.1, 203.0.113.9", "127.0.0.1")).toBe("203.0.113.9");
  expect(from("127.0.0.1", "1.1.1.1,203.0.113.9,10.0.0.2", "127.0.0.1", "10.0.0.2")).toBe("203.0.113.9");
  expect(from("127.0.0.1", undefined, "127.0.0.1")).toBe("127.0.0.1");
  expect(from("127.0.0.1", "203.0.113.9,,", "127.0.0.1")).toBe("127.0.0.1");
});
