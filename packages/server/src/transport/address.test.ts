import { expect, test } from "bun:test";
import { AddressRanges } from "../kit/address-ranges.ts";
import { askerOf } from "./address.ts";

const from = (peer: string, forwarded: string | undefined, ...trusted: readonly string[]) =>
  askerOf(
    new Headers(forwarded === undefined ? {} : { "X-Forwarded-For": forwarded }),
    peer,
    new AddressRanges(trusted),
  ).address;

test("[CONN-13] without a trusted proxy the peer counts, whatever it says of itself", () => {
  expect(from("192.0.2.1", undefined)).toBe("192.0.2.1");
  expect(from("192.0.2.1", "203.0.113.9")).toBe("192.0.2.1");
  expect(from("192.0.2.1", "203.0.113.9", "127.0.0.1")).toBe("192.0.2.1");
  expect(from("::ffff:192.0.2.1", undefined)).toBe("192.0.2.1");
  expect(from("unknown", "203.0.113.9", "0.0.0.0/0")).toBe("unknown");
});

test("[CONN-13] behind trusted proxies the last address that none of them wrote counts", () => {
  expect(from("127.0.0.1", "203.0.113.9", "127.0.0.1")).toBe("203.0.113.9");
  expect(from("::ffff:127.0.0.1", "1.1.1.1, 203.0.113.9", "127.0.0.1")).toBe("203.0.113.9");
  expect(from("127.0.0.1", "1.1.1.1,203.0.113.9,10.0.0.2", "127.0.0.1", "10.0.0.2")).toBe("203.0.113.9");
  expect(from("127.0.0.1", undefined, "127.0.0.1")).toBe("127.0.0.1");
  expect(from("127.0.0.1", "203.0.113.9,,", "127.0.0.1")).toBe("127.0.0.1");
  expect(from("127.0.0.1", "x".repeat(9_000), "127.0.0.1")).toBe("127.0.0.1");
});

test("[CONN-13] ranges are trusted as a whole, of both kinds of addresses", () => {
  expect(from("10.1.2.3", "203.0.113.9, 10.9.9.9", "10.0.0.0/8")).toBe("203.0.113.9");
  expect(from("11.1.2.3", "203.0.113.9", "10.0.0.0/8")).toBe("11.1.2.3");
  expect(from("2001:db8::7", "2001:dead::1", "2001:db8::/32")).toBe("2001:dead::1");
  expect(from("2001:db9::7", "2001:dead::1", "2001:db8::/32")).toBe("2001:db9::7");
});

const asked = (headers: Record<string, string>, peer = "10.0.0.1") =>
  askerOf(new Headers(headers), peer, new AddressRanges(["10.0.0.0/8"])).base;

test("[CONN-13] where they think they ask is what a trusted proxy says, and nobody else", () => {
  const said = { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "chat.example", Host: "inside:7300" };
  expect(asked(said)).toBe("https://chat.example");
  expect(asked(said, "203.0.113.9")).toBeUndefined();
  expect(asked({ ...said, "X-Forwarded-Host": "evil.example, chat.example:8443" })).toBe("https://chat.example:8443");
  expect(asked({ "X-Forwarded-Proto": "https", Host: "chat.example" })).toBe("https://chat.example");
  expect(asked({ Host: "chat.example" })).toBeUndefined();
  for (const wrong of ["chat.example/path", "a b", "user@chat.example", ""])
    expect(asked({ ...said, "X-Forwarded-Host": wrong })).toBeUndefined();
  expect(asked({ ...said, "X-Forwarded-Proto": "javascript" })).toBeUndefined();
});
