import { expect, test } from "bun:test";
import { silenceOf } from "./silence.ts";

const NOW = 1_000;
const view = { kind: "group", role: "member", channel: false } as const;

test("[GROUP-9] [GROUP-14] [CHAN-1] why one may not speak, in the order in which the server asks", () => {
  expect(silenceOf({ ...view, kind: "direct" }, NOW)).toBeUndefined();
  expect(silenceOf(view, NOW)).toBeUndefined();
  expect(silenceOf({ ...view, mutedUntil: 2_000 }, NOW)).toEqual({ why: "muted", until: 2_000 });
  expect(silenceOf({ ...view, mutedUntil: NOW }, NOW)).toBeUndefined();
  expect(silenceOf({ ...view, role: "owner", mutedUntil: 2_000 }, NOW)?.why).toBe("muted");
  expect(silenceOf({ ...view, settings: { mutedUntil: 3_000 } }, NOW)).toEqual({ why: "mutedAll", until: 3_000 });
  expect(silenceOf({ ...view, role: "admin", settings: { mutedUntil: 3_000 } }, NOW)).toBeUndefined();
  expect(silenceOf({ ...view, settings: { permissions: { send: "admin" } } }, NOW)).toEqual({ why: "admins" });
  expect(silenceOf({ ...view, role: "admin", settings: { permissions: { send: "owner" } } }, NOW)).toEqual({
    why: "owners",
  });
  expect(silenceOf({ ...view, channel: true, settings: { channel: true } }, NOW)).toEqual({ why: "channel" });
  expect(silenceOf({ ...view, role: "admin", channel: true }, NOW)).toBeUndefined();
  expect(silenceOf({ ...view, mutedUntil: 2_000, settings: { dissolved: 1 } }, NOW)).toEqual({ why: "dissolved" });
});
