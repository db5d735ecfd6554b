import { afterAll, beforeAll, expect, test } from "bun:test";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { type SampleDoors, sampleDoors } from "./sample-doors.ts";
import { sampleKept } from "./sample-kept.ts";
import { type Sample as SampleTalk, sampleTalk } from "./sample-talk.ts";

type Sample = SampleTalk & { readonly doors: SampleDoors };

let app: App;
let sample: Sample;
beforeAll(async () => {
  app = await startApp({ registration: "open" });
  const talk = await sampleTalk(app.server);
  sample = { ...talk, doors: await sampleDoors(app.server, talk) };
  await sampleKept(app.server, sample);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
async function findings(page: Page): Promise<readonly string[]> {
  // The page's policy lets no foreign script in, so axe comes by the debugger.
  await page.evaluate(await Bun.file(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir)).text());
  const results = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

type Pages = readonly (readonly [
  name: string,
  path: (sample: Sample) => string,
  act?: (page: Page) => Promise<unknown>,
])[];

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

const PAGES: Pages = [
  ["the list", () => "/"],
  ["a group's talk", ({ group }) => pathTo.conversation(group)],
  [
    "its details",
    ({ group }) => pathTo.conversation(group),
    (page) => page.getByRole("button", { name: "Details" }).click(),
  ],
  [
    "the emoji",
    ({ direct }) => pathTo.conversation(direct),
    (page) => page.getByRole("button", { name: "Emoji" }).click(),
  ],
  [
    "the emoji after a colon",
    ({ direct }) => pathTo.conversation(direct),
    async (page) => {
      await page.getByRole("textbox", { name: "Message" }).pressSequentially(":hea");
      await page.getByRole("listbox").waitFor();
    },
  ],
  ["a search", () => "/", (page) => page.getByRole("search").locator("input").fill("an")],
  [
    "a thread",
    ({ group, root }) => pathTo.thread(group, root),
    (page) => page.getByRole("textbox", { name: "Reply" }).waitFor(),
  ],
  ["the threads", () => pathTo.threads, (page) => page.getByRole("navigation", { name: "Threads" }).waitFor()],
  ["finding people", () => pathTo.people, (page) => page.locator(".page input").fill("a")],
  ["the contacts", () => pathTo.contacts()],
  ["the friend requests", () => pathTo.contacts("requests")],
  ["a person's card", ({ others }) => pathTo.person(others.at(-1)?.id ?? "")],
  ["the archive", () => pathTo.archive({ page: "home" })],
  ["the starred", () => pathTo.starred],
  ["the folders", () => pathTo.settings("folders")],
  ["the folders over the list", () => "/", (page) => page.getByRole("button", { name: "Edit folders" }).click()],
  [
    "muting",
    () => "/",
    async (page) => {
      await page.getByRole("navigation").getByRole("link").nth(1).click({ button: "right" });
      await page.getByRole("menuitem", { name: "Mute" }).click();
      await page.getByRole("dialog").waitFor();
    },
  ],
  [
    "a new channel",
    () => "/",
    async (page) => {
      await page.getByRole("button", { name: "New conversation" }).click();
      await page.getByRole("menuitem", { name: "New group or channel" }).click();
      await page.getByRole("button", { name: "Next" }).click();
      await page.getByText("Channel", { exact: true }).click();
    },
  ],
  ["the privacy", () => pathTo.settings("privacy")],
  ["one's link", () => pathTo.settings("link")],
  ["the palette", () => "/", (page) => page.keyboard.press("Control+k")],
  ["the profile", () => pathTo.settings("profile")],
  ["the look", () => pathTo.settings("general")],
  ["the notifications", () => pathTo.settings("notifications")],
  ["the devices", () => pathTo.settings("devices")],
  ["the password", () => pathTo.settings("password")],
  ["the invitations", () => pathTo.settings("invitations")],
  ["the people of the server", () => pathTo.settings("people")],
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
  ["light", "desktop", "the app", PAGES],
  ["dark", "phone", "the app", PAGES],
  ["light", "desktop", "the doors of groups", DOORS],
  ["dark", "phone", "the doors of groups", DOORS],
  ["light", "phone", "the panel of a group", OF_GROUP],
  ["dark", "desktop", "the panel of a group", OF_GROUP],
] as const)(
  "axe finds nothing on any page, %s on a %s: %s",
  async (colorScheme, screen, _of, pages) => {
    const { page, context, complaints } = await app.seat(sample.me, {
      ...SCREENS[screen],
      colorScheme,
      reducedMotion: "reduce",
    });
    const found: string[] = [];
    for (const [name, path, act] of pages) {
      await page.goto(path(sample));
      await page.getByRole("button").first().waitFor();
      await act?.(page);
      await page.waitForTimeout(500);
      for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test.each(["light", "dark"] as const)(
  "axe finds nothing before the sign-in, %s",
  async (colorScheme) => {
    const { page, context } = await app.seat(undefined, { colorScheme });
    for (const path of ["/", "/join", "/signin#abcdefghijklmnop1234", pathTo.group(sample.doors.open)]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
      expect(await findings(page)).toEqual([]);
    }
    await context.close();
  },
  SLOW,
);
