import { afterAll, beforeAll, test } from "bun:test";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { SLOW } from "./app.ts";
import { expectNothing, type Pages, type Sample, startSample } from "./axe.ts";

let scene: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  scene = await startSample();
}, SLOW);
afterAll(() => scene.app[Symbol.asyncDispose]());

/** Presses one button after the other, each as soon as it is there. */
const through =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page): Promise<void> => {
    for (const name of names) await page.getByRole("button", { name }).first().click();
  };

const own = ({ doors }: Sample): string => pathTo.conversation(doors.own);

/** The ways into groups, and what is read in them. */
const DOORS: Pages = [
  ["a link to a group", ({ doors }) => pathTo.group(doors.open)],
  ["a link by which one asks", ({ doors }) => pathTo.group(doors.asking)],
  ["a link by which one has asked", ({ doors }) => pathTo.group(doors.waiting)],
  ["a link that is used up", ({ doors }) => pathTo.group(doors.over)],
  ["the rows of a group's doors", own, through("Details")],
  ["its links", own, through("Details", /^Invite links/)],
  ["a new link", own, through("Details", /^Invite links/, "New link")],
  ["a link with its code", own, through("Details", /^Invite links/, /\/g#/)],
  ["requests to join", own, through("Details", /^Requests to join/)],
  ["an unread announcement", ({ doors }) => pathTo.conversation(doors.told)],
  ["an announcement", own, through("Details", /^Announcement/)],
  ["an announcement being written", own, through("Details", /^Announcement/, "Edit")],
  ["who has read it", own, through("Details", /^Announcement/, "Who has read it")],
  ["a channel", ({ doors }) => pathTo.conversation(doors.channel)],
  [
    "who has read a message",
    ({ group }) => pathTo.conversation(group),
    async (page) => {
      await page.getByRole("article").last().click({ button: "right" });
      await page.getByRole("menuitem", { name: "Info" }).click();
    },
  ],
];

/** What the panel of a group opens. */
const OF_GROUP: Pages = [
  "Edit group",
  "My name in this group",
  "Who may do what",
  "Slow mode",
  "Mute everyone",
  "History for newcomers",
  "Banned people",
  "Leave group",
  "Hand the group on",
  "Dissolve group",
].map((name) => [
  `of a group: ${name}`,
  ({ group }) => pathTo.conversation(group),
  async (page) => {
    await page.getByRole("button", { name: "Details" }).click();
    await page.locator(".sk-details").getByRole("button", { name }).click();
  },
]);

/** Each theme on one screen: contrast is a matter of the theme, targets and landmarks one of the screen. */
test.each([
  ["light", "desktop", "the doors of groups", DOORS],
  ["dark", "phone", "the doors of groups", DOORS],
  ["light", "phone", "the panel of a group", OF_GROUP],
  ["dark", "desktop", "the panel of a group", OF_GROUP],
] as const)(
  "axe finds nothing on any page, %s on a %s: %s",
  (colorScheme, screen, _of, pages) => expectNothing(scene, pages, { colorScheme, screen }),
  SLOW,
);
