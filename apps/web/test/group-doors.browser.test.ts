import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ registration: "open" });
  // A server without an owner is not set up: nobody signs up there.
  await app.server.person("Olive", "owner");
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const key = () => makeKey(Date.now(), Math.random);
const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });
const notice = (page: Page, words: string | RegExp) => page.getByRole("log", { name: "Messages" }).getByText(words);
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
// by their class: short notices are dialogs to screen readers, too
const dialog = (page: Page) => page.locator(".sk-dialog[role=dialog]");

let people = 0;
/** Somebody with a name that others in this file have, too. */
async function person(name: string): Promise<TestPerson> {
  people += 1;
  const made = await app.server.person(`${name}${people}`);
  await http(app.server.url, "account.update", { name }, made.token);
  return made;
}

async function group(by: TestPerson, name: string, others: readonly TestPerson[], more: object = {}): Promise<string> {
  const users = others.map(({ id }) => id);
  const made = await http(app.server.url, "group.create", { key: key(), name, users, ...more }, by.token);
  return made.conversation.id;
}

async function say(by: TestPerson, conv: string, text: string): Promise<number> {
  const body = { text };
  const { seq } = await http(app.server.url, "message.send", { conv, key: key(), kind: "text", body }, by.token);
  return seq;
}

/** Somebody's page, at their conversation with its details open. */
async function at(page: Page, conv: string): Promise<void> {
  await page.goto(pathTo.conversation(conv));
  await button(page, "Details").click();
}

/** What the link in the dialog says. */
const address = async (page: Page): Promise<string> =>
  (await dialog(page).locator(".sk-invite-address").textContent()) ?? "";

test(
  "links: made with an end, a limit or approval, shown with a QR code, copied, counted, revoked; only by whom the group lets",
  async () => {
    const ann = await person("Ann");
    const bob = await person("Bob");
    const conv = await group(ann, "Geese", [bob]);
    const { page: anns, context } = await app.seat(ann, { permissions: ["clipboard-read", "clipboard-write"] });
    await at(anns, conv);
    await button(anns, /^Invite links/).click();
    await dialog(anns).getByText("No link is open").waitFor();
    await button(anns, "New link").click();
    // a limit that is none is told, and the rest stays as it was chosen
    await dialog(anns).getByRole("radio", { name: "1 day" }).check({ force: true });
    await dialog(anns).getByLabel("How many may come in by it").fill("2.5");
    await button(anns, "Make link").click();
    await dialog(anns).getByText("A number from 1 to 100,000, or nothing.").waitFor();
    await dialog(anns).getByLabel("How many may come in by it").fill("2");
    await dialog(anns).getByRole("switch", { name: "With approval" }).click();
    await button(anns, "Make link").click();
    await dialog(anns).getByRole("img", { name: "QR code that leads into Geese" }).waitFor();
    const link = await address(anns);
    expect(link).toStartWith(`${app.server.url}/g#`);
    await button(anns, "Copy link").click();
    await anns.getByText("Copied").waitFor();
    expect(await anns.evaluate(() => navigator.clipboard.readText())).toBe(link);
    const { links } = await http(app.server.url, "group.link.list", { conv }, ann.token);
    expect(links).toMatchObject([{ limit: 2, uses: 0, approval: true }]);
    const day = (links[0]?.expires ?? 0) - (links[0]?.created ?? 0);
    expect(Math.abs(day - 86_400_000)).toBeLessThan(60_000);

    // the same is there after a reload, by the keyboard alone
    await anns.reload();
    await button(anns, "Details").click();
    await button(anns, /^Invite links/).focus();
    await anns.keyboard.press("Enter");
    await dialog(anns)
      .getByText(/0 of 2 people came by it/)
      .waitFor();
    await button(anns, /\/g#/).focus();
    await anns.keyboard.press("Enter");
    await button(anns, "Revoke").focus();
    await anns.keyboard.press("Enter");
    await anns.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
    await dialog(anns).getByText("No link is open").waitFor();
    await anns.keyboard.press("Escape");
    await dialog(anns).waitFor({ state: "hidden" });
    expect(await anns.evaluate(() => document.activeElement?.textContent)).toContain("Invite links");
    expect((await http(app.server.url, "group.link.list", { conv }, ann.token)).links).toEqual([]);

    // a member may not, until the group lets them; it is told at once
    const { page: bobs, context: his } = await app.seat(bob);
    await at(bobs, conv);
    await bobs.getByRole("region", { name: "Members" }).waitFor();
    expect(await button(bobs, /^Invite links/).count()).toBe(0);
    const permissions = { invite: "member" } as const;
    await http(app.server.url, "group.update", { conv, settings: { permissions } }, ann.token);
    await button(bobs, /^Invite links/).waitFor();
    await context.close();
    await his.close();
  },
  SLOW,
);

test(
  "a link leads in: at once, for members straight there, from a message without leaving the app, and says why it does not",
  async () => {
    const ann = await person("Ann");
    const bob = await person("Bob");
    const cho = await person("Cho");
    await person("Dov");
    const conv = await group(ann, "Wild geese", []);
    await http(app.server.url, "group.update", { conv, settings: { description: "We count on Saturdays" } }, ann.token);
    const { code } = await http(app.server.url, "group.link.create", { conv, limit: 1 }, ann.token);
    // Bob is sent it in a message
    const talk = await http(app.server.url, "conversation.open", { user: bob.id }, ann.token);
    await say(ann, talk.conversation.id, `Come: ${app.server.url}${pathTo.group(code)}`);
    const { page, context, complaints } = await app.seat(bob);
    await page.goto(pathTo.conversation(talk.conversation.id));
    await message(page, "Come").getByRole("link").click();
    const card = page.getByRole("region", { name: "Wild geese" });
    await card.getByText("1 member").waitFor();
    await card.getByText("We count on Saturdays").waitFor();
    await button(page, "Join group").click();
    await notice(page, /You joined by a link/).waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.conversation(conv));
    expect(context.pages()).toHaveLength(1);
    // one step back is the talk where the link stood
    await page.goBack();
    await message(page, "Come").waitFor();
    // whoever is in goes straight there, also when the link has ended
    await page.goto(pathTo.group(code));
    await field(page).waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.conversation(conv));
    await context.close();

    // at its limit, over, revoked, banned, full
    const { page: chos, context: hers } = await app.seat(cho);
    await chos.goto(pathTo.group(code));
    await chos.getByText("This link is used up").waitFor();
    const soon = Date.now() + 1_500;
    const { code: short } = await http(app.server.url, "group.link.create", { conv, expires: soon }, ann.token);
    await chos.goto(pathTo.group(short));
    await button(chos, "Join group").waitFor();
    await chos.waitForTimeout(Math.max(0, soon - Date.now()) + 50);
    await button(chos, "Join group").click();
    await chos.getByText("This link has ended").waitFor();
    await chos.getByText(/It is over since/).waitFor();
    const open = await http(app.server.url, "group.link.create", { conv }, ann.token);
    await http(app.server.url, "group.ban", { conv, user: cho.id }, ann.token);
    await chos.goto(pathTo.group(open.code));
    await button(chos, "Join group").click();
    await chos.getByText("You may not come into this group").waitFor();
    await http(app.server.url, "group.link.revoke", { conv, code: open.code }, ann.token);
    await chos.reload();
    await chos.getByText("This link leads nowhere").waitFor();
    await chos.goto("/g#short");
    await chos.getByText("This link leads nowhere").waitFor();
    expect(complaints).toEqual([]);
    await hers.close();

    // adding somebody who is banned says who it is
    const { page: anns, context: annsBrowser } = await app.seat(ann);
    await at(anns, conv);
    await button(anns, "Add people").click();
    for (const name of ["Cho", "Dov"]) {
      await dialog(anns).locator("input").fill(name);
      await dialog(anns)
        .getByRole("button", { name: new RegExp(name) })
        .first()
        .click();
    }
    await button(anns, "Add 2 people").click();
    await dialog(anns)
      .getByRole("alert")
      .getByText(/Cho\W*: banned from this group/)
      .waitFor();
    await annsBrowser.close();
  },
  SLOW,
);

test(
  "a link waits for the server where there is none, and is found by the field for codes as well",
  async () => {
    const ann = await person("Ann");
    const bob = await person("Bob");
    const conv = await group(ann, "Far geese", []);
    const { code } = await http(app.server.url, "group.link.create", { conv }, ann.token);
    const { page, context } = await app.seat(bob);
    let away = true;
    await page.routeWebSocket("**/*", (socket) => {
      if (away) socket.close().catch(() => undefined);
      else socket.connectToServer();
    });
    // nor is there a way around
    await page.route(/\/v1\/link/, (route) => (away ? route.abort() : route.continue()));
    await page.goto(pathTo.group(code));
    await page.getByText("Offline. This needs the server.").waitFor();
    // pressed while there is no way yet: with one the app finds it by itself, and takes the button away
    await page.getByRole("button", { name: "Try now" }).click();
    away = false;
    await button(page, "Join group").waitFor();
    await page.goto(pathTo.settings("devices"));
    await button(page, "Sign a device in").click();
    await dialog(page).getByLabel("Link of the other device").fill("https://elsewhere.example/g#abcdefghijklmnop");
    await button(page, "Look at it").click();
    await dialog(page).getByText("That is not the link that a waiting device shows.").waitFor();
    await dialog(page)
      .getByLabel("Link of the other device")
      .fill(`${app.server.url}${pathTo.group(code)}`);
    await button(page, "Look at it").click();
    await page.getByRole("region", { name: "Far geese" }).waitFor();
    await button(page, "Join group").click();
    await notice(page, /You joined by a link/).waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "a stranger signs up through the link and lands in the group; who has an account signs in and does too",
  async () => {
    const ann = await person("Ann");
    const conv = await group(ann, "Strangers", []);
    const { code } = await http(app.server.url, "group.link.create", { conv }, ann.token);
    const { page, context } = await app.seat();
    await page.goto(pathTo.group(code));
    await page.getByRole("region", { name: "Strangers" }).getByText("1 member").waitFor();
    await button(page, "Sign in to join").click();
    await page.getByText(/To join/).waitFor();
    await button(page, "Create account").click();
    await page.getByLabel("Your name").fill("Stella Stranger");
    await page.getByLabel("Log-in name").fill("stella");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await button(page, "Create account").click();
    await notice(page, /You joined by a link/).waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.conversation(conv));
    await context.close();

    const other = await group(ann, "Friends", []);
    const asks = await http(app.server.url, "group.link.create", { conv: other, approval: true }, ann.token);
    const { page: again, context: second } = await app.seat();
    await again.goto(pathTo.group(asks.code));
    await button(again, "Sign in to join").click();
    await again.getByLabel("Log-in name").fill("stella");
    await again.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await again.getByRole("button", { name: "Sign in", exact: true }).click();
    // where one asks, one says so with words: nothing is sent before
    await again.getByLabel(/A few words/).waitFor();
    expect((await http(app.server.url, "group.requests", { conv: other }, ann.token)).total).toBe(0);
    await second.close();
  },
  SLOW,
);

test(
  "asking to come in: a badge and the words for those who answer, the answer told at once and after being away",
  async () => {
    const ann = await person("Ann");
    const bob = await person("Bob");
    const cho = await person("Cho");
    const conv = await group(ann, "Quiet geese", []);
    const { code } = await http(app.server.url, "group.link.create", { conv, approval: true }, ann.token);
    const { page: anns, context: annsBrowser } = await app.seat(ann);
    const { page: bobs, context: bobsBrowser } = await app.seat(bob);
    const { page: chos, context: chosBrowser } = await app.seat(cho);
    await at(anns, conv);
    await bobs.goto(pathTo.group(code));
    await bobs.getByLabel(/A few words/).fill("It is Bob, from the lake");
    await button(bobs, "Ask to join").click();
    await bobs.getByText("You have asked to come in").waitFor();
    await bobs.reload();
    await bobs.getByText("You have asked to come in").waitFor();
    await anns
      .getByRole("navigation")
      .getByRole("link", { name: /Quiet geese/ })
      .getByText("1 request to join")
      .waitFor();
    await button(anns, /^Requests to join/).click();
    await dialog(anns).getByText("It is Bob, from the lake").waitFor();
    // one more comes while one looks
    await chos.goto(pathTo.group(code));
    await button(chos, "Ask to join").click();
    await dialog(anns).getByRole("article", { name: "Cho" }).getByText("No words with it").waitFor();

    await dialog(anns)
      .getByRole("button", { name: /Let in: \W*Bob/ })
      .click();
    await notice(bobs, /You joined; .*Ann.* approved/).waitFor();
    await bobs.getByText(/You are in .*Quiet geese.* now/).waitFor();
    expect(new URL(bobs.url()).pathname).toBe(pathTo.conversation(conv));

    // Cho is away when she is refused
    await chos.goto("/");
    await chos.getByText("No conversations yet").waitFor();
    await chos.close();
    await dialog(anns)
      .getByRole("button", { name: /Refuse: \W*Cho/ })
      .focus();
    await anns.keyboard.press("Enter");
    await dialog(anns).getByText("Nobody is waiting").waitFor();
    const back = await chosBrowser.newPage();
    await back.goto("/");
    await back.getByText(/You were not let into .*Quiet geese/).waitFor();
    expect(
      await anns
        .getByRole("navigation")
        .getByText(/request to join/)
        .count(),
    ).toBe(0);
    // she may ask again, and sees it on the page when it is answered while she waits there
    await back.goto(pathTo.group(code));
    await button(back, "Ask to join").click();
    await back.getByText("You have asked to come in").waitFor();
    await http(app.server.url, "group.answer", { conv, user: cho.id, accept: false }, ann.token);
    await back.getByText("You can ask once more, with other words.").waitFor();
    await button(back, "Ask to join").waitFor();
    for (const context of [annsBrowser, bobsBrowser, chosBrowser]) await context.close();
  },
  SLOW,
);

test(
  "an announcement stands over the talk until it is read, on whichever device, and says who has read it",
  async () => {
    const ann = await person("Ann");
    const bob = await person("Bob");
    const cho = await person("Cho");
    const conv = await group(ann, "Announced", [bob, cho]);
    await say(bob, conv, "hello");
    const { page: anns, context: annsBrowser } = await app.seat(ann);
    const { page: bobs, context: bobsBrowser } = await app.seat(bob);
    const { page: phone, context: bobsPhone } = await app.seat(bob);
    const bar = (page: Page) =>
      page.getByRole("region", { name: "Announcement" }).filter({ has: button(page, "Mark as read") });
    for (const page of [bobs, phone]) await page.goto(pathTo.conversation(conv));
    await message(bobs, "hello").waitFor();
    await at(anns, conv);
    await button(anns, /^Announcement/).click();
    await dialog(anns).getByLabel("What should everybody read?").fill("We meet at **nine**");
    await button(anns, "Announce").click();
    await notice(bobs, /Ann\W* posted an announcement/).waitFor();
    for (const page of [bobs, phone]) await bar(page).getByText("We meet at nine").waitFor();
    expect(await bar(anns).count()).toBe(0);

    // read on one device by the keyboard, gone on the other, and after a reload
    await bar(bobs)
      .getByRole("button", { name: /^Announcement/ })
      .focus();
    await bobs.keyboard.press("Enter");
    await dialog(bobs).getByText("nine").waitFor();
    expect(await dialog(bobs).getByRole("button", { name: "Edit" }).count()).toBe(0);
    await bobs.keyboard.press("Escape");
    await bar(bobs).waitFor({ state: "hidden" });
    expect(await bobs.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "")).toContain("hello");
    await bar(phone).waitFor({ state: "hidden" });
    await phone.reload();
    await message(phone, "hello").waitFor();
    expect(await bar(phone).count()).toBe(0);

    // who has read it, for who may
    await button(anns, /^Announcement/).click();
    await button(anns, "Who has read it").click();
    await dialog(anns).getByRole("region", { name: "Read by" }).getByText("Bob").waitFor();
    await dialog(anns).getByText("Not yet · 1").click();
    await dialog(anns).getByRole("region", { name: "Not yet" }).getByText("Cho").waitFor();
    await button(anns, "Back").click();

    // a changed one is new again; taken down, it is gone
    await button(anns, "Edit").click();
    await dialog(anns).getByLabel("What should everybody read?").and(anns.locator(":focus")).waitFor();
    await dialog(anns).getByLabel("What should everybody read?").fill("We meet at ten");
    await button(anns, "Announce").click();
    await bar(phone).getByText("We meet at ten").waitFor();
    await button(phone, "Mark as read").click();
    await bar(phone).waitFor({ state: "hidden" });
    await bar(bobs).waitFor({ state: "hidden" });
    await button(anns, /^Announcement/).click();
    await button(anns, "Remove").click();
    await anns.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await notice(bobs, /took the announcement down/).waitFor();
    await button(bobs, "Details").click();
    await bobs.getByRole("region", { name: "Members" }).waitFor();
    expect(await button(bobs, /^Announcement/).count()).toBe(0);
    for (const context of [annsBrowser, bobsBrowser, bobsPhone]) await context.close();
  },
  SLOW,
);

test(
  "who has read a message of a group, page by page; in a channel the number, and the names for who looks after it",
  async () => {
    const ann = await person("Ann");
    const crowd = await Promise.all(Array.from({ length: 130 }, (_, n) => app.server.person(`reader${n}`)));
    const conv = await group(ann, "Many", crowd.slice(0, 100));
    await http(app.server.url, "group.add", { conv, users: crowd.slice(100).map(({ id }) => id) }, ann.token);
    const seq = await say(ann, conv, "who is here?");
    for (const { token } of crowd.slice(0, 110))
      await http(app.server.url, "conversation.mark", { marks: [{ conv, read: seq }] }, token);
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await message(page, "who is here?").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Info" }).click();
    const read = dialog(page).getByRole("region", { name: "Read by" });
    await dialog(page).getByRole("radio", { name: "Read by · 110" }).waitFor({ state: "attached" });
    expect(await read.getByRole("listitem").count()).toBe(100);
    await read.getByRole("button", { name: "More" }).click();
    await read.getByRole("listitem").nth(109).waitFor();
    expect(await read.getByRole("button", { name: "More" }).count()).toBe(0);
    await dialog(page).getByText("Not yet · 20").click();
    await dialog(page).getByRole("region", { name: "Not yet" }).getByRole("listitem").nth(19).waitFor();
    await page.keyboard.press("Escape");

    const [bob, cho] = crowd;
    if (!bob || !cho) throw new Error("nobody there");
    const channel = await group(ann, "News", [bob, cho], { channel: true });
    const news = await say(ann, channel, "The geese are back");
    await http(app.server.url, "conversation.mark", { marks: [{ conv: channel, read: news }] }, bob.token);
    await page.goto(pathTo.conversation(channel));
    await message(page, "The geese are back").getByText("1 view", { exact: true }).waitFor({ state: "attached" });
    await message(page, "The geese are back").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Info" }).click();
    await dialog(page)
      .getByRole("region", { name: "Read by" })
      .getByText(bob.id.slice(0, 2))
      .or(dialog(page).getByText("reader0"))
      .first()
      .waitFor();
    await context.close();
    const { page: bobs, context: his } = await app.seat(cho);
    await bobs.goto(pathTo.conversation(channel));
    await message(bobs, "The geese are back")
      .getByText(/[12] views?/)
      .first()
      .waitFor({ state: "attached" });
    await message(bobs, "The geese are back").click({ button: "right" });
    await bobs.getByRole("menuitem", { name: "Info" }).click();
    await dialog(bobs).getByText("Views").waitFor();
    expect(await dialog(bobs).getByRole("radio").count()).toBe(0);
    await his.close();
  },
  SLOW,
);
