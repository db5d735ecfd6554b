import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Locator, Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { OFFLINE, SCREENS } from "./browser.ts";
import { finger } from "./finger.ts";
import { shoot } from "./shoot.ts";

/* How a person keeps their conversations, on a desktop and on a phone at once: what is done on one shows on the other, and after a reload. */

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

interface Scene {
  readonly ann: TestPerson;
  readonly bob: TestPerson;
  readonly cleo: TestPerson;
  readonly withBob: string;
  readonly withCleo: string;
  say(by: TestPerson, conv: string, text: string): Promise<number>;
}

let turn = 0;

/** Ann, to whom Bob and then Cleo have written. */
async function scene(): Promise<Scene> {
  turn += 1;
  const person = async (name: string): Promise<TestPerson> => {
    const one = await app.server.person(`${name.toLowerCase()}${turn}`);
    await http(app.server.url, "account.update", { name }, one.token);
    return one;
  };
  const [ann, bob, cleo] = [await person("Ann"), await person("Bob"), await person("Cleo")];
  const say = async (by: TestPerson, conv: string, text: string): Promise<number> => {
    const key = makeKey(Date.now(), Math.random);
    return (await http(app.server.url, "message.send", { conv, key, kind: "text", body: { text } }, by.token)).seq;
  };
  const [withBob, withCleo] = [directId(ann.id, bob.id), directId(ann.id, cleo.id)];
  await say(bob, withBob, "from Bob");
  await say(cleo, withCleo, "from Cleo");
  return { ann, bob, cleo, withBob, withCleo, say };
}

const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });
const row = (page: Page, name: RegExp) => page.getByRole("navigation").getByRole("link", { name });
const first = (page: Page) => list(page).getByRole("listitem").first();
const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });
const bubble = (page: Page, words: string) => message(page, words).locator(".sk-bubble");
const item = (page: Page, name: string) => page.getByRole("menuitem", { name, exact: true });
const gone = (one: Locator) => one.waitFor({ state: "detached" });

/** By mouse: the row's menu. */
async function menu(page: Page, of: RegExp, name: string): Promise<void> {
  await row(page, of).click({ button: "right" });
  await item(page, name).click();
  await gone(page.getByRole("menu"));
}

/** By keyboard: the menu key on the row, then the arrows. */
async function menuByKeys(page: Page, of: RegExp, name: string): Promise<void> {
  await row(page, of).focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").waitFor();
  for (let steps = 0; steps < 20; steps++) {
    if (await item(page, name).evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
}

/** By touch: what lies under the row. */
async function swipe(page: Page, of: RegExp, name: string): Promise<void> {
  const hand = await finger(page);
  await hand.down(row(page, of), 0.8);
  await hand.by(-200, 4);
  await hand.up();
  await page.locator(".sk-swipe-action", { hasText: name }).tap();
}

test(
  "pinned on top in their order, muted with a grey badge and in no total, marked as unread and read: on both devices and after a reload",
  async () => {
    const { ann, bob, withBob, say } = await scene();
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    for (const page of [desk, phone]) {
      await page.goto("/");
      await row(page, /Bob/).waitFor();
    }
    await desk.waitForFunction(() => document.title === "(2) Skein");
    expect(await desk.locator("link[rel=icon]").getAttribute("href")).toBe("/icon-unread.svg");
    await first(desk).getByRole("link", { name: /Cleo/ }).waitFor();

    // Pinned by mouse, then another one by touch: it is above.
    await menu(desk, /Bob/, "Pin");
    for (const page of [desk, phone]) {
      await first(page).getByRole("link", { name: /Bob/ }).waitFor();
      await first(page).getByText("Pinned").waitFor({ state: "attached" });
    }
    await swipe(phone, /Cleo/, "Pin");
    await first(desk).getByRole("link", { name: /Cleo/ }).waitFor();
    await shoot(phone, "keep-pinned-phone");
    await menuByKeys(desk, /Bob/, "Move up");
    for (const page of [desk, phone]) await first(page).getByRole("link", { name: /Bob/ }).waitFor();
    await menu(desk, /Cleo/, "Unpin");

    // Muted by keyboard.
    await menuByKeys(desk, /Bob/, "Mute");
    await desk.getByRole("dialog", { name: "Mute for" }).waitFor();
    await shoot(desk, "keep-mute");
    // it begins at the first choice
    await desk.getByRole("button", { name: "1 hour" }).and(desk.locator(":focus")).waitFor();
    await desk.keyboard.press("ArrowDown");
    await desk.keyboard.press("Enter");
    await gone(desk.getByRole("dialog"));
    for (const page of [desk, phone]) {
      await row(page, /Bob.*Muted/).waitFor();
      await row(page, /Bob/).locator(".sk-badge[data-quiet]").waitFor();
      await page.waitForFunction(() => document.title === "(1) Skein");
    }
    await say(bob, withBob, "in the quiet");
    await row(desk, /in the quiet/).waitFor();
    expect(await desk.title()).toBe("(1) Skein");
    await swipe(phone, /Bob/, "Unmute");
    await desk.waitForFunction(() => document.title === "(3) Skein");

    await swipe(phone, /Bob/, "Mark as read");
    await desk.waitForFunction(() => document.title === "(1) Skein");
    await menu(desk, /Bob/, "Mark as unread");
    for (const page of [desk, phone]) await row(page, /Bob.*Marked as unread/).waitFor();
    await desk.locator(".sk-filter", { hasText: "Unread" }).click();
    await row(desk, /Bob/).waitFor();
    await desk.getByText("All", { exact: true }).click();

    await desk.reload();
    await first(desk)
      .getByRole("link", { name: /Bob.*Pinned.*Marked as unread/ })
      .waitFor();
    await shoot(desk, "keep-list");
    // Whoever opens it has done what it was marked for.
    await row(phone, /Bob/).tap();
    await message(phone, "in the quiet").waitFor();
    await gone(row(desk, /Marked as unread/));
    expect(complaints).toEqual([]);
    await context.close();
    await pocket.close();
  },
  SLOW,
);

test(
  "out of the way: hidden until something is said, archived with a row on top, cleared for oneself alone",
  async () => {
    const { ann, bob, cleo, withBob, withCleo, say } = await scene();
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    for (const page of [desk, phone]) {
      await page.goto("/");
      await row(page, /Bob/).waitFor();
    }
    await menu(desk, /Bob/, "Remove from the list");
    for (const page of [desk, phone]) await gone(row(page, /Bob/));
    await desk.waitForFunction(() => document.title === "(1) Skein");
    await say(bob, withBob, "back again");
    for (const page of [desk, phone]) await row(page, /back again/).waitFor();

    // Archived by touch, opened on the desk by keyboard.
    await swipe(phone, /Bob/, "Archive");
    for (const page of [desk, phone]) {
      await gone(row(page, /Bob/));
      await page.getByRole("button", { name: /^Archived.*1 conversation/ }).waitFor();
    }
    await shoot(desk, "keep-archive-row");
    await desk.getByRole("button", { name: /^Archived/ }).focus();
    await desk.keyboard.press("Enter");
    await desk.getByRole("navigation", { name: "Archived" }).getByRole("link", { name: /Bob/ }).waitFor();
    await desk.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Back");
    await row(desk, /Bob/).click();
    await message(desk, "back again").waitFor();
    await desk.getByRole("navigation", { name: "Archived" }).waitFor();
    await shoot(desk, "keep-archive");
    await row(desk, /Bob/).focus();
    await desk.keyboard.press("Escape");
    await list(desk).waitFor();
    await desk.waitForFunction(() => document.activeElement?.classList.contains("sk-archive-row"));
    // On the phone the system's way back leads out of it.
    await phone.getByRole("button", { name: /^Archived/ }).tap();
    await row(phone, /Bob/).waitFor();
    await shoot(phone, "keep-archive-phone");
    await phone.goBack();
    await list(phone).waitFor();
    await say(bob, withBob, "out of the archive");
    for (const page of [desk, phone]) {
      await row(page, /out of the archive/).waitFor();
      await gone(page.getByRole("button", { name: /^Archived/ }));
    }

    // What is muted stays in it: until a time that is still to come.
    await menu(desk, /Cleo/, "Mute");
    const until = desk.getByLabel("Until a day and time of yours");
    await until.fill("2020-01-01T08:00");
    await desk.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
    await desk.getByText("Choose a time that is still to come.").waitFor();
    await shoot(desk, "keep-mute-past");
    await until.fill("2199-01-01T08:00");
    await desk.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
    await row(desk, /Cleo.*Muted/).waitFor();
    await menu(desk, /Cleo/, "Archive");
    await say(cleo, withCleo, "into the archive");
    await phone.getByRole("button", { name: /^Archived/ }).waitFor();
    await phone.getByRole("button", { name: /^Archived/ }).tap();
    await row(phone, /into the archive/).waitFor();
    await swipe(phone, /Cleo/, "Take out of the archive");
    await row(desk, /Cleo/).waitFor();

    // Cleared, from the talk's own menu: after a question.
    await desk.goto(pathTo.conversation(withBob));
    await message(desk, "from Bob").waitFor();
    await desk.getByRole("button", { name: "What to do with this conversation" }).click();
    await shoot(desk, "keep-talk-menu");
    await item(desk, "Clear history").click();
    await desk.getByRole("alertdialog", { name: "Clear this history?" }).waitFor();
    await shoot(desk, "keep-clear");
    await desk.getByRole("button", { name: "Clear", exact: true }).click();
    await gone(message(desk, "from Bob"));
    await desk.getByText("Nothing has been said yet").waitFor();
    await phone.goto(pathTo.conversation(withBob));
    await phone.getByText("Nothing has been said yet").waitFor();
    await say(bob, withBob, "a new beginning");
    for (const page of [desk, phone]) {
      await page.reload();
      await message(page, "a new beginning").waitFor();
      expect(await page.getByRole("article").count()).toBe(1);
    }
    const { entries } = await http(app.server.url, "message.list", { conv: withBob }, bob.token);
    expect(entries.length).toBe(4);
    expect(complaints).toEqual([]);
    await context.close();
    await pocket.close();
  },
  SLOW,
);

test(
  "folders: made, filled, renamed, put in order and deleted, by keyboard and by touch, and shown as chips over the list",
  async () => {
    const { ann } = await scene();
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    for (const page of [desk, phone]) {
      await page.goto("/");
      await row(page, /Bob/).waitFor();
    }
    const chip = (page: Page, name: RegExp) => page.getByRole("radio", { name });

    // Made from the chips, by keys alone.
    await desk.getByRole("button", { name: "Edit folders" }).focus();
    await desk.keyboard.press("Enter");
    const editor = desk.getByRole("dialog", { name: "Folders" });
    await editor.getByRole("textbox", { name: "New folder" }).waitFor();
    await shoot(desk, "keep-folders-none");
    await desk.keyboard.type("Work");
    await desk.keyboard.press("Enter");
    const filling = desk.getByRole("dialog", { name: /Conversations in .*Work/ });
    await filling.getByRole("button", { name: /Bob/ }).focus();
    await desk.keyboard.press("Space");
    await filling.getByRole("button", { name: /Bob/, pressed: true }).waitFor();
    await shoot(desk, "keep-folder-fill");
    await desk.keyboard.press("Escape");
    await gone(filling);
    await editor.getByRole("button", { name: /^Work.*1 conversation/ }).waitFor();
    await desk.keyboard.press("Escape");
    await gone(editor);
    for (const page of [desk, phone]) await chip(page, /Work/).waitFor({ state: "attached" });

    // From a row, with a folder that is made for it.
    await menu(desk, /Cleo/, "Put into a folder");
    const putting = desk.getByRole("dialog", { name: /Folders of .*Cleo/ });
    await putting.getByRole("textbox", { name: "New folder" }).fill("Geese");
    await putting.getByRole("button", { name: "Make folder" }).click();
    await putting.getByRole("button", { name: "Geese", pressed: true }).waitFor();
    await putting.getByRole("button", { name: "Work", pressed: false }).waitFor();
    await shoot(desk, "keep-put-in-folders");
    await desk.keyboard.press("Escape");
    await gone(putting);

    await phone.getByText("Geese").tap();
    await row(phone, /Cleo/).waitFor();
    await gone(row(phone, /Bob/));
    await shoot(phone, "keep-folder-phone");

    // In the settings: another name, another order, gone.
    await desk.goto(pathTo.settings("folders"));
    const folders = desk.getByRole("list", { name: "Folders" });
    await desk.getByRole("button", { name: /What to do with .*Geese/ }).click();
    await item(desk, "Move up").click();
    await folders.getByRole("listitem").first().getByText("Geese").waitFor();
    await desk.getByRole("button", { name: /What to do with .*Work/ }).click();
    await item(desk, "Rename").click();
    await desk.getByRole("textbox", { name: "Name of the folder" }).fill("Office");
    await desk.getByRole("button", { name: "Save" }).click();
    await folders.getByText("Office").waitFor();
    await shoot(desk, "keep-folders");
    await chip(phone, /Office/).waitFor({ state: "attached" });
    const order = async () => (await phone.locator(".sk-filter").allTextContents()).slice(-2);
    expect((await order()).map((words) => words.replace(/[^A-Za-z]/g, ""))).toEqual(["Geese", "Office"]);
    await desk.getByRole("button", { name: /What to do with .*Geese/ }).click();
    await item(desk, "Delete folder").click();
    await desk.getByRole("alertdialog").getByRole("button", { name: "Delete folder" }).click();
    await gone(folders.getByText("Geese"));
    // Who looked at it sees everything again.
    await row(phone, /Bob/).waitFor();
    await phone.reload();
    await chip(phone, /Office/).waitFor({ state: "attached" });
    expect(await chip(phone, /Geese/).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
    await pocket.close();
  },
  SLOW,
);

test(
  "a draft and the message that it answers follow to the other device, into its list and its field, and go when it is sent",
  async () => {
    const { ann, bob, withBob } = await scene();
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    await desk.goto(pathTo.conversation(withBob));
    await phone.goto("/");
    await message(desk, "from Bob").click({ button: "right" });
    await item(desk, "Reply").click();
    await field(desk).pressSequentially("half a thou");
    await row(phone, /Draft: half a thou/).waitFor();
    await shoot(phone, "keep-draft-phone");
    await row(phone, /Bob/).tap();
    await phone.getByRole("group", { name: "Reply to" }).getByText("from Bob").waitFor();
    expect(await field(phone).inputValue()).toBe("half a thou");

    // It goes on there, and comes back into the field that it began in.
    await field(phone).fill("half a thought");
    await desk.waitForFunction(() => document.querySelector("textarea")?.value === "half a thought");
    await desk.reload();
    await desk.getByRole("group", { name: "Reply to" }).getByText("from Bob").waitFor();
    expect(await field(desk).inputValue()).toBe("half a thought");

    await phone.getByRole("button", { name: "Send" }).tap();
    await message(desk, "half a thought").waitFor();
    await desk.waitForFunction(() => document.querySelector("textarea")?.value === "");
    await gone(desk.getByRole("group", { name: "Reply to" }));
    const { entries } = await http(app.server.url, "message.list", { conv: withBob }, bob.token);
    expect(entries.at(-1)?.body).toEqual({ text: "half a thought", reply: { seq: 1 } });
    expect(complaints).toEqual([]);
    await context.close();
    await pocket.close();
  },
  SLOW,
);

test(
  "starred and deleted for oneself, one and many, with a page of the starred ones that leads to where they were said",
  async () => {
    const { ann, bob, cleo, withBob, withCleo, say } = await scene();
    for (const text of ["one", "two", "three"]) await say(bob, withBob, `number ${text}`);
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    for (const page of [desk, phone]) {
      await page.goto(pathTo.conversation(withBob));
      await message(page, "number three").waitFor();
    }
    await message(desk, "number one").click({ button: "right" });
    await item(desk, "Star").click();
    for (const page of [desk, phone]) await message(page, "number one").getByLabel("Starred").waitFor();
    await shoot(desk, "keep-starred-bubble");

    // Several at once, by touch.
    await bubble(phone, "number two").tap();
    await item(phone, "Select").tap();
    await bubble(phone, "number three").tap();
    await phone.getByRole("toolbar").getByRole("button", { name: "Star", exact: true }).tap();
    await message(desk, "number two").getByLabel("Starred").waitFor();
    await message(desk, "number three").getByLabel("Starred").waitFor();

    // The page, from the palette.
    await desk.keyboard.press("Control+k");
    await desk.keyboard.type("starred");
    await desk.keyboard.press("Enter");
    const starred = desk.getByRole("list", { name: "Starred" });
    await starred.getByRole("link", { name: /number three/ }).waitFor();
    expect(await starred.getByRole("listitem").count()).toBe(3);
    await shoot(desk, "keep-starred");
    const unstar = starred.getByRole("listitem").filter({ hasText: "number two" }).getByRole("button");
    await unstar.click();
    await gone(starred.getByRole("link", { name: /number two/ }));
    await gone(message(phone, "number two").getByLabel("Starred"));
    await starred.getByRole("link", { name: /number one/ }).click();
    await message(desk, "number one").waitFor();
    await desk.locator(".sk-message-marked", { hasText: "number one" }).waitFor();

    // Deleted for oneself: by keys, after a question.
    await message(desk, "number one").focus();
    await desk.keyboard.press("Enter");
    await item(desk, "Delete for me").click();
    await shoot(desk, "keep-delete");
    await desk.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    for (const page of [desk, phone]) await gone(message(page, "number one"));
    await bubble(phone, "number two").tap();
    await item(phone, "Select").tap();
    await bubble(phone, "number three").tap();
    await phone.getByRole("toolbar").getByRole("button", { name: "Delete for me" }).tap();
    await phone.getByRole("alertdialog").getByText("Delete 2 messages?").waitFor();
    await phone.getByRole("alertdialog").getByRole("button", { name: "Delete" }).tap();
    for (const page of [desk, phone]) await gone(message(page, "number three"));
    await desk.reload();
    await message(desk, "from Bob").waitFor();
    await desk.waitForFunction(() => document.querySelectorAll("article").length === 1);
    const { entries } = await http(app.server.url, "message.list", { conv: withBob }, bob.token);
    expect(entries.length).toBe(4);

    await say(cleo, withCleo, "nobody minds");
    await phone.goto(pathTo.starred);
    await phone.getByText("No starred messages yet").waitFor();
    await shoot(phone, "keep-starred-none-phone");
    expect(complaints).toEqual([]);
    await context.close();
    await pocket.close();
  },
  SLOW,
);

test(
  "a channel is made beside groups; its readers see how many have read, and nobody who",
  async () => {
    const { ann, bob } = await scene();
    const { page: desk, context, complaints } = await app.seat(ann);
    const { page: his, context: hisSeat } = await app.seat(bob, SCREENS.phone);
    await desk.goto("/");
    await desk.getByRole("button", { name: "New conversation" }).click();
    await item(desk, "New group or channel").click();
    await desk.getByRole("dialog").getByRole("button", { name: /Bob/ }).click();
    await desk.getByRole("button", { name: "Next" }).click();
    await desk.getByText("Channel", { exact: true }).click();
    await desk.getByText("Only owners and admins write").waitFor();
    await desk.getByRole("textbox", { name: "Name of the channel" }).fill("Flyway news");
    await shoot(desk, "keep-create-channel");
    await desk.getByRole("button", { name: "Create channel" }).click();
    await field(desk).waitFor();
    await desk.getByText("2 subscribers").waitFor();
    // nowhere is it called a group
    await desk
      .getByText(/created the channel/)
      .first()
      .waitFor();
    await desk.getByRole("button", { name: "Details" }).click();
    await desk.getByRole("heading", { name: "Channel", exact: true }).waitFor();
    for (const way of ["Hand the channel on", "Leave channel", "Dissolve channel"])
      await desk.getByRole("button", { name: way }).waitFor();
    await shoot(desk, "keep-channel-details");
    await field(desk).fill("The first ones are here");
    await field(desk).press("Enter");
    await message(desk, "The first ones").getByText("0 views").waitFor({ state: "attached" });

    await his.goto("/");
    await row(his, /Flyway news/).tap();
    await message(his, "The first ones").waitFor();
    await message(his, "The first ones").locator(".sk-views").waitFor();
    await his.getByText("2 subscribers").waitFor();
    await his.getByText("This is a channel").first().waitFor();
    expect(await field(his).count()).toBe(0);
    // Nobody answers where one only reads.
    await bubble(his, "The first ones").tap();
    await item(his, "Star").waitFor();
    expect(await item(his, "Reply").count()).toBe(0);
    await his.keyboard.press("Escape");
    await shoot(his, "keep-channel-reader-phone");
    expect(complaints).toEqual([]);
    await context.close();
    await hisSeat.close();
  },
  SLOW,
);

test(
  "saved messages are the first place to forward to, also when nothing was saved yet",
  async () => {
    const { ann, withBob } = await scene();
    const { page, context, complaints } = await app.seat(ann);
    await page.goto(pathTo.conversation(withBob));
    await message(page, "from Bob").click({ button: "right" });
    await item(page, "Forward").click();
    const places = page.getByRole("dialog", { name: "Forward to" }).getByRole("group", { name: "Conversations" });
    await places.getByRole("button").first().filter({ hasText: "Saved messages" }).click();
    await shoot(page, "keep-forward");
    await page.getByRole("button", { name: "Forward to 1" }).click();
    await gone(page.getByRole("dialog", { name: "Forward to" }));
    await row(page, /Saved messages/).click();
    await message(page, "from Bob").waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "without a network everything is done at once, survives a reload, and reaches the other device when the network is back",
  async () => {
    const { ann, withBob } = await scene();
    const { page: desk, context } = await app.seat(ann, OFFLINE);
    const { page: phone, context: pocket } = await app.seat(ann, SCREENS.phone);
    await desk.goto(pathTo.conversation(withBob));
    await phone.goto("/");
    await message(desk, "from Bob").waitFor();
    await desk.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await desk.reload();
    await message(desk, "from Bob").waitFor();

    await menu(desk, /Bob/, "Pin");
    await first(desk)
      .getByRole("link", { name: /Bob.*Pinned/ })
      .waitFor();
    await menu(desk, /Bob/, "Mute");
    await desk.getByRole("button", { name: "1 hour" }).click();
    await row(desk, /Bob.*Muted/).waitFor();
    await menu(desk, /Cleo/, "Archive");
    await desk.getByRole("button", { name: /^Archived/ }).waitFor();
    await menu(desk, /Bob/, "Put into a folder");
    await desk.getByRole("textbox", { name: "New folder" }).fill("Offline");
    await desk.keyboard.press("Enter");
    await desk.getByRole("button", { name: "Offline", pressed: true }).waitFor();
    await desk.keyboard.press("Escape");
    await message(desk, "from Bob").click({ button: "right" });
    await item(desk, "Star").click();
    await message(desk, "from Bob").getByLabel("Starred").waitFor();

    await desk.reload();
    await first(desk)
      .getByRole("link", { name: /Bob.*Muted.*Pinned/ })
      .waitFor();
    await message(desk, "from Bob").getByLabel("Starred").waitFor();
    await desk.getByRole("radio", { name: /Offline/ }).waitFor({ state: "attached" });
    expect(await row(phone, /Bob.*Pinned/).count()).toBe(0);
    await context.setOffline(false);

    await first(phone)
      .getByRole("link", { name: /Bob.*Muted.*Pinned/ })
      .waitFor();
    await phone.getByRole("button", { name: /^Archived/ }).waitFor();
    await phone.getByRole("radio", { name: /Offline/ }).waitFor({ state: "attached" });
    await phone.goto(pathTo.starred);
    await phone.getByRole("link", { name: /from Bob/ }).waitFor();
    await context.close();
    await pocket.close();
  },
  SLOW,
);
