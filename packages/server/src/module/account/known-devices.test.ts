import { expect, test } from "bun:test";
import { KnownDevices } from "./known-devices.ts";

const device = (session: string) => ({ user: "ann", session, role: "member", seen: 0 }) as const;
const EVER = Number.POSITIVE_INFINITY;

test("a device that ends takes all tokens that lead to it along", () => {
  const devices = new KnownDevices(100);
  devices.remember("one", device("phone"), EVER);
  devices.remember("two", device("phone"), EVER);
  devices.remember("three", device("laptop"), EVER);
  expect(devices.find("two", 0)).toBe(devices.find("one", 0));
  const { changes } = devices;
  devices.end("phone");
  expect(devices.changes).not.toBe(changes);
  expect([devices.find("one", 0), devices.find("two", 0)]).toEqual([undefined, undefined]);
  expect(devices.find("three", 0)).toMatchObject({ session: "laptop", live: true });
  // signed in anew it is another object: the old one stays ended
  devices.remember("four", device("phone"), EVER);
  expect(devices.find("one", 0)).toBeUndefined();
  expect(devices.find("four", 0)?.live).toBe(true);
  devices.forgetAll();
  expect(devices.find("three", 0)).toBeUndefined();
});

test("a token is looked at again when its time is over", () => {
  const devices = new KnownDevices(100);
  devices.remember("one", device("phone"), 1_000);
  expect(devices.find("one", 999)?.session).toBe("phone");
  expect(devices.find("one", 1_000)).toBeUndefined();
});

test("at the bound the token used longest ago goes; no remembered token escapes the end of its device", () => {
  const devices = new KnownDevices(3);
  for (const name of ["a", "b", "c"]) devices.remember(`token ${name}`, device(name), EVER);
  expect(devices.find("token a", 0)?.session).toBe("a");
  devices.remember("token d", device("d"), EVER);
  expect(devices.find("token b", 0)).toBeUndefined();
  for (const name of ["a", "c", "d"]) {
    expect(devices.find(`token ${name}`, 0)?.session).toBe(name);
    devices.end(name);
    expect(devices.find(`token ${name}`, 0)).toBeUndefined();
  }
});
