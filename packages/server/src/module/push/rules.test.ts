import { describe, expect, test } from "bun:test";
import { FOREVER } from "@skein/protocol";
import { decide, type Situation } from "./rules.ts";

/** Half past one at night in Shanghai, half past five in the afternoon in London (winter). */
const NOW = Date.parse("2026-11-30T17:30:00Z");
const word = { seq: 7, means: false };
const mention = { seq: 6, means: true };

const usual: Situation = {
  now: NOW,
  since: NOW - 4_000,
  conversation: { kind: "group", members: 5, thread: false },
  rule: "default",
  quietUntil: 0,
  settings: {},
  read: 0,
  candidates: [word],
  attention: undefined,
};
const direct = { kind: "direct", members: 2, thread: false } as const;
const crowd = { kind: "group", members: 501, thread: false } as const;
const night = { on: true, from: 22 * 60, to: 7 * 60, zone: "Asia/Shanghai" };

const TABLE: readonly (readonly [string, Partial<Situation>, string])[] = [
  ["nothing is set", {}, "send 7"],
  ["all was taken back, or may not be read", { candidates: [] }, "drop nothing_left"],
  ["read on another device before the grace was over", { read: 7 }, "drop read"],
  ["the newer one is unread", { read: 6, candidates: [word, mention] }, "send 7"],
  ["the rule is all", { rule: "all" }, "send 7"],
  ["the rule is mentions", { rule: "mentions" }, "drop rule"],
  ["the rule is mentions and an earlier one is", { rule: "mentions", candidates: [word, mention] }, "send 6"],
  ["that one was read", { rule: "mentions", candidates: [word, mention], read: 6 }, "drop rule"],
  ["the rule is none, even for a mention", { rule: "none", candidates: [mention] }, "drop rule"],
  ["the settings want mentions of groups", { settings: { notifyGroups: "mentions" } }, "drop rule"],
  ["the conversation overrules the settings", { rule: "all", settings: { notifyGroups: "none" } }, "send 7"],
  [
    "the settings for groups are not for direct ones",
    { conversation: direct, settings: { notifyGroups: "none" } },
    "send 7",
  ],
  [
    "the settings want nothing of direct ones",
    { conversation: direct, settings: { notifyDirect: "none" } },
    "drop rule",
  ],
  ["a crowd tells of mentions only", { conversation: crowd }, "drop rule"],
  ["a crowd and a mention", { conversation: crowd, candidates: [mention] }, "send 6"],
  ["a crowd of which all is wanted", { conversation: crowd, rule: "all" }, "send 7"],
  ["the settings go by the size again", { conversation: crowd, settings: { notifyGroups: "default" } }, "drop rule"],
  ["the settings want all of groups", { conversation: crowd, settings: { notifyGroups: "all" } }, "send 7"],
  ["a thread in a crowd that one follows", { conversation: { ...crowd, thread: true } }, "send 7"],
  ["muted for an hour", { quietUntil: NOW + 3_600_000 }, "drop muted"],
  ["muted for ever", { quietUntil: FOREVER }, "drop muted"],
  ["the mute has ended", { quietUntil: NOW }, "send 7"],
  ["a mention goes through the mute", { quietUntil: FOREVER, candidates: [word, mention] }, "send 6"],
  ["muted, and the rule is none", { quietUntil: FOREVER, rule: "none", candidates: [mention] }, "drop rule"],
  ["night where the person is", { settings: { quietHours: night } }, "wait 1800000"],
  ["night, and a mention", { settings: { quietHours: night }, candidates: [mention] }, "wait 1800000"],
  ["the night ends soon", { settings: { quietHours: night }, now: Date.parse("2026-11-30T22:59:50Z") }, "wait 10000"],
  ["night, and it was read", { settings: { quietHours: night }, read: 7 }, "drop read"],
  ["night, and the rule is none", { settings: { quietHours: night }, rule: "none" }, "drop rule"],
  ["quiet hours that are off", { settings: { quietHours: { ...night, on: false } } }, "send 7"],
  ["day where the person is", { settings: { quietHours: { ...night, zone: "Europe/London" } } }, "send 7"],
  ["they look at this conversation", { attention: "here" }, "wait 3000"],
  ["they look at it and have read", { attention: "here", read: 7 }, "drop read"],
  ["they look at something else", { attention: "elsewhere" }, "wait 11000"],
  ["they look at something else and did not come", { attention: "elsewhere", since: NOW - 15_000 }, "send 7"],
];

describe("[PUSH-4][PUSH-5][PUSH-6] what is decided where", () => {
  test.each([...TABLE])("%s", (_name, some, expected) => {
    const decision = decide({ ...usual, ...some });
    const more = decision.do === "send" ? decision.seq : decision.do === "wait" ? decision.ms : decision.why;
    // a mute says why before the rule does, where both hold it back
    expect(`${decision.do} ${more}`).toBe(
      some.rule === "none" && some.quietUntil === FOREVER ? "drop muted" : expected,
    );
  });
});

describe("[PUSH-5] quiet hours are by the person's own clock", () => {
  const at = (time: string, hours: Partial<typeof night> = {}): string =>
    decide({ ...usual, now: Date.parse(time), settings: { quietHours: { ...night, ...hours } } }).do;
  test.each([
    ["2026-11-30T13:59:59Z", {}, "send"],
    ["2026-11-30T14:00:00Z", {}, "wait"],
    ["2026-11-30T22:59:59Z", {}, "wait"],
    ["2026-11-30T23:00:00Z", {}, "send"],
    // from three to four in the afternoon, summer and winter time in Berlin
    ["2026-07-01T13:30:00Z", { from: 900, to: 960, zone: "Europe/Berlin" }, "wait"],
    ["2026-12-01T13:30:00Z", { from: 900, to: 960, zone: "Europe/Berlin" }, "send"],
    ["2026-12-01T14:30:00Z", { from: 900, to: 960, zone: "Europe/Berlin" }, "wait"],
    // the whole day is no span
    ["2026-12-01T14:30:00Z", { from: 900, to: 900 }, "send"],
    ["2026-11-30T22:30:00Z", { zone: "Nowhere/At-All" }, "wait"],
    ["2026-11-30T12:30:00Z", { zone: "Nowhere/At-All" }, "send"],
  ] as const)("%s with %p: %s", (time, hours, expected) => {
    expect(at(time, hours)).toBe(expected);
  });
});
