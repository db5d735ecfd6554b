import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import type { Client } from "../client.ts";
import { Notifications } from "./notifications.ts";
import { ruleFor } from "./rule.ts";

test("where there is no browser, nothing is asked of it or of the server", async () => {
  const notifications = new Notifications({} as Client, {
    registration: () => Promise.reject(new Error("asked for a worker")),
    language: "en",
    keep: () => Promise.reject(new Error("asked to keep")),
  });
  await notifications.look();
  expect(notifications.state.get()).toBe("missing");
  expect(await notifications.turnOn()).toBe("missing");
  await notifications.turnOff();
});

test.each([
  [{ kind: "group", members: 3 }, {}, "all"],
  [{ kind: "group", members: LIMITS.notifiedMembers + 1 }, {}, "mentions"],
  [{ kind: "group", members: LIMITS.notifiedMembers + 1 }, { notifyGroups: "default" }, "mentions"],
  [{ kind: "group", members: LIMITS.notifiedMembers + 1 }, { notifyGroups: "all" }, "all"],
  [{ kind: "group", members: 3, notify: "none" }, { notifyGroups: "all" }, "none"],
  [{ kind: "group", members: 3, notify: "default" }, { notifyGroups: "mentions" }, "mentions"],
  [{ kind: "direct", members: 2 }, { notifyGroups: "none" }, "all"],
  [{ kind: "direct", members: 2 }, { notifyDirect: "none" }, "none"],
  [{ kind: "direct", members: 2, notify: "all" }, { notifyDirect: "none" }, "all"],
] as const)("[PUSH-5] %p with %p is told of: %s", (view, settings, rule) => {
  expect(ruleFor({ notify: undefined, ...view }, settings)).toBe(rule);
});
