import { afterAll, beforeAll, expect, test } from "bun:test";
import { pathTo } from "../src/route/route.ts";
import { SLOW } from "./app.ts";
import { expectNothing, findings, type Pages, startSample } from "./axe.ts";

let scene: Awaited<ReturnType<typeof startSample>>;
beforeAll(async () => {
  scene = await startSample();
}, SLOW);
afterAll(() => scene.app[Symbol.asyncDispose]());

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
  [
    "the connection",
    () => pathTo.settings("connection"),
    (page) => page.getByRole("region", { name: "Compare the ways" }).waitFor(),
  ],
  ["the password", () => pathTo.settings("password")],
  ["the invitations", () => pathTo.settings("invitations")],
  ["the people of the server", () => pathTo.settings("people")],
];

/** Each theme on one screen: contrast is a matter of the theme, targets and landmarks one of the screen. */
test.each([
  ["light", "desktop", "the app", PAGES],
  ["dark", "phone", "the app", PAGES],
] as const)(
  "axe finds nothing on any page, %s on a %s: %s",
  (colorScheme, screen, _of, pages) => expectNothing(scene, pages, { colorScheme, screen }),
  SLOW,
);

test.each(["light", "dark"] as const)(
  "axe finds nothing before the sign-in, %s",
  async (colorScheme) => {
    const { page, context } = await scene.app.seat(undefined, { colorScheme });
    for (const path of ["/", "/join", "/signin#abcdefghijklmnop1234", pathTo.group(scene.sample.doors.open)]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
      expect(await findings(page)).toEqual([]);
    }
    await context.close();
  },
  SLOW,
);
