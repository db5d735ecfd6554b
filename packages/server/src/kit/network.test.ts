import { expect, test } from "bun:test";
import { networkOf, plainAddress } from "./network.ts";

test("what an address tells of where somebody is", () => {
  const of = (...addresses: string[]): unknown[] => addresses.map(networkOf);
  expect(of("127.0.0.1", "::1", "::ffff:127.0.0.1")).toEqual(["loopback", "loopback", "loopback"]);
  expect(of("10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.7", "100.64.0.1", "169.254.1.1")).toEqual(
    new Array<string>(6).fill("private"),
  );
  expect(of("fd12:3456::1", "fe80::1", "::FFFF:192.168.1.7")).toEqual(["private", "private", "private"]);
  expect(of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2001:db8::1")).toEqual(new Array<string>(4).fill("public"));
  expect(of("unknown", "", "1.2.3")).toEqual([undefined, undefined, undefined]);
  expect(plainAddress("::ffff:192.168.1.7")).toBe("192.168.1.7");
});
