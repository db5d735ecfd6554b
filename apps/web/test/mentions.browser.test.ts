import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
let wei: TestPerson;

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
  wei = await app.server.person("Wei");
  await http(app.server.url, "account.update", { name: "张伟" }, wei.token);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const key = () => makeKey(Date.now(), Math.random);
async function group(name: string): Promise<string> {
  const users = [bob.id, wei.id];
  return (await http(app.server.url, "group.create", { key: key(), name, users }, ann.token)).conversation.id;
}
async function say(by: TestPerson, conv: string, text: string, mentions?: object): Promise<number> {
  const body = { text, ...(mentions && { mentions }) };
  return (await http(app.server.url, "message.send", { conv, key: key(), kind: "text", body }, by.token)).seq;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const article = (page: Page, words: string | RegExp) => page.getByRole("article").filter({ hasText: words });
const people = (page: Page) => page.getByRole("listbox", { name: "People to mention" });
const row = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(name) });
const atButton = (page: Page) => page.getByRole("button", { name: /^Go to the first of/ });
const bodyOf = async (conv: string): Promise<unknown> =>
  (await http(app.server.url, "message.list", { conv, limit: 1 }, ann.token)).entries[0]?.body;

test(
  "people are offered after an @ and taken by keyboard, mouse and thumb; the message names them and tells them",
  async () => {
    const conv = await group("Geese");
    const { page: anns, context: one } = await app.seat(ann);
    const { page: bobs, context: two } = await app.seat(bob, { ...SCREENS.phone });
    await bobs.goto("/");
    await row(bobs, "Geese").waitFor();
    await anns.goto(pathTo.conversation(conv));

    // By keyboard: Bob is the second, and Enter takes him instead of sending.
    await field(anns).pressSequentially("so @");
    await people(anns).getByRole("option", { name: /Bob/ }).waitFor();
    await people(anns)
      .getByRole("option", { name: /everyone/ })
      .waitFor();
    await shoot(anns, "mention-offer");
    const chosen = people(anns).getByRole("option", { selected: true });
    while (!/Bob/.test((await chosen.textContent()) ?? "")) await field(anns).press("ArrowDown");
    await field(anns).press("Enter");
    expect(await field(anns).inputValue()).toBe("so @Bob ");
    await field(anns).pressSequentially("come here");
    expect(await people(anns).count()).toBe(0);
    await field(anns).press("Enter");
    await article(anns, "@Bob come here").waitFor();

    // Bob's list says so, beside the number of what is new. It shows at once where it was written, so the server is asked only now.
    await row(bobs, "1 unread mention of you").waitFor();
    expect(await bodyOf(conv)).toEqual({ text: "so @Bob come here", mentions: { users: [bob.id], names: ["Bob"] } });
    await shoot(bobs, "mention-badge-phone");
    await row(bobs, "Geese").tap();
    const name = article(bobs, "come here").getByRole("button", { name: "@Bob" });
    await name.waitFor();
    expect(await name.getAttribute("data-me")).toBe("true");
    await shoot(bobs, "mention-of-me-phone");

    // By mouse, found by the initials of how it is said; the name opens a card.
    await field(anns).pressSequentially("@zw");
    await people(anns).getByRole("option", { name: /张伟/ }).click();
    expect(await field(anns).inputValue()).toBe("@张伟 ");
    await field(anns).pressSequentially("and @al");
    await people(anns)
      .getByRole("option", { name: /everyone/ })
      .waitFor();
    await field(anns).press("Tab");
    await field(anns).press("Enter");
    for (const page of [anns, bobs]) await article(page, "@张伟 and @everyone").waitFor();
    expect(await bodyOf(conv)).toMatchObject({ mentions: { users: [wei.id], names: ["张伟"], all: true } });
    await article(anns, "@张伟 and").getByRole("button", { name: "@张伟" }).click();
    await anns.getByRole("dialog").getByText("张伟").first().waitFor();
    await anns.keyboard.press("Escape");

    // With a thumb; Bob may not call everybody.
    await field(bobs).tap();
    await bobs.keyboard.type("@");
    await people(bobs).getByRole("option", { name: /Ann/ }).waitFor();
    expect(
      await people(bobs)
        .getByRole("option", { name: /everyone/ })
        .count(),
    ).toBe(0);
    await shoot(bobs, "mention-offer-phone");
    await people(bobs).getByRole("option", { name: /Ann/ }).tap();
    await bobs.keyboard.type("yes");
    await bobs.getByRole("button", { name: "Send" }).tap();
    await article(anns, "@Ann yes").getByRole("button", { name: "@Ann" }).waitFor();

    // An input method's keys are its own: nothing is offered while it composes, nothing taken by its Enter.
    const cdp = await one.newCDPSession(anns);
    await field(anns).click();
    await anns.keyboard.type("@");
    await people(anns).waitFor();
    await cdp.send("Input.imeSetComposition", { text: "zhang", selectionStart: 5, selectionEnd: 5 });
    await people(anns).waitFor({ state: "detached" });
    await cdp.send("Input.insertText", { text: "张" });
    await people(anns).getByRole("option", { name: /张伟/ }).waitFor();
    await field(anns).press("Escape");
    await people(anns).waitFor({ state: "detached" });
    expect(await field(anns).inputValue()).toBe("@张");
    await field(anns).fill("");

    // What is edited goes on meaning them; a name that is taken out means nobody.
    await field(anns).press("ArrowUp");
    await anns.locator(".sk-target").waitFor();
    await field(anns).fill("@张伟 and nobody else");
    await field(anns).press("Enter");
    await article(bobs, "nobody else").getByRole("button", { name: "@张伟" }).waitFor();
    const { entries } = await http(app.server.url, "message.list", { conv, limit: 1 }, ann.token);
    expect(entries[0]).toMatchObject({
      kind: "message.edited",
      body: { body: { mentions: { users: [wei.id], names: ["张伟"] } } },
    });
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);

test(
  "a draft keeps whom it names over another talk and a reload",
  async () => {
    const conv = await group("Drafts");
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await field(page).pressSequentially("@zhang");
    await people(page).getByRole("option", { name: /张伟/ }).click();
    await field(page).pressSequentially("later");
    await row(page, "Geese").click();
    await page.getByRole("heading", { name: "Geese" }).waitFor();
    await row(page, "Drafts").click();
    expect(await field(page).inputValue()).toBe("@张伟 later");
    await page.reload();
    await field(page).waitFor();
    const found = page.waitForEvent("websocket");
    expect(await field(page).inputValue()).toBe("@张伟 later");
    await Promise.race([found, page.waitForTimeout(1_500)]);
    await field(page).press("Enter");
    await article(page, "@张伟 later").getByRole("button", { name: "@张伟" }).waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "a button goes to the mentions that were not seen, the oldest first, and counts down; taken back ones are none",
  async () => {
    const conv = await group("Long");
    const me = { users: [bob.id], names: ["Bob"] };
    const first = await say(ann, conv, "begin");
    await http(app.server.url, "conversation.mark", { marks: [{ conv, read: first }] }, bob.token);
    for (let at = 1; at <= 500; at += 1)
      await say(ann, conv, at % 120 === 60 ? `@Bob look at ${at}` : `line ${at}`, at % 120 === 60 ? me : undefined);
    const gone = await say(ann, conv, "@Bob this was wrong", me);
    const { page, context } = await app.seat(bob);
    const { page: other, context: elsewhere } = await app.seat(bob);
    await other.goto("/");
    await row(other, "5 unread mentions of you").waitFor();

    // So much is new that the talk opens at its end: everything counts as read, the mentions are still there to be seen.
    await page.goto(pathTo.conversation(conv));
    await article(page, "line 500").waitFor();
    await page.getByRole("button", { name: "Go to the first of 4 mentions of you" }).waitFor();
    await row(other, "unread mention").waitFor({ state: "detached" });
    await http(app.server.url, "message.recall", { conv, seq: gone, key: key() }, ann.token);
    await shoot(page, "mention-button");

    for (const [at, left] of [
      [60, "3 mentions"],
      [180, "2 mentions"],
      [300, "1 mention"],
    ] as const) {
      await atButton(page).click();
      await article(page, `@Bob look at ${at}`).and(page.locator(".sk-message-marked")).waitFor();
      await page.getByRole("button", { name: `Go to the first of ${left} of you` }).waitFor();
    }
    await atButton(page).press("Enter");
    await article(page, "@Bob look at 420").waitFor();
    await atButton(page).waitFor({ state: "detached" });

    // The way back, and one that comes while one reads above.
    await page.getByRole("button", { name: /Jump to the latest/ }).click();
    await article(page, "line 500").waitFor();
    await atButton(page).waitFor({ state: "detached" });
    await page.locator(".sk-timeline-scroll").hover();
    const latest = page.getByRole("button", { name: /Jump to the latest/ });
    await latest.waitFor({ state: "detached" });
    while (!(await latest.isVisible())) await page.mouse.wheel(0, -1_000);
    const late = await say(ann, conv, "@Bob still there?", me);
    await page.getByRole("button", { name: "Go to the first of 1 mention of you" }).waitFor();
    await row(other, "1 unread mention of you").waitFor();
    await http(app.server.url, "message.recall", { conv, seq: late, key: key() }, ann.token);
    await atButton(page).waitFor({ state: "detached" });
    await row(other, "unread mention").waitFor({ state: "detached" });

    // A later reload finds nothing left.
    await page.reload();
    await article(page, "line 500").waitFor();
    expect(await atButton(page).count()).toBe(0);
    await Promise.all([context.close(), elsewhere.close()]);
  },
  SLOW,
);

test(
  "a mention rings through mute, what else is said there does not",
  async () => {
    const conv = await group("Quiet");
    await http(app.server.url, "conversation.keep", { changes: [{ conv, quiet: 8_640_000_000_000_000 }] }, bob.token);
    const { page, context } = await app.seat(bob);
    await page.addInitScript(() => {
      const counted = { notes: 0 };
      const create = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function (this: AudioContext) {
        counted.notes += 1;
        return create.call(this);
      };
      Object.assign(globalThis, { counted });
    });
    const notes = () => page.evaluate(() => (globalThis as unknown as { counted: { notes: number } }).counted.notes);
    await page.goto("/");
    await row(page, "Quiet").waitFor();
    await page.locator(".sk-brand").click();
    await say(ann, conv, "just talk");
    await row(page, "just talk").waitFor();
    await say(ann, conv, "@Bob please", { users: [bob.id], names: ["Bob"] });
    await page.waitForFunction(() => (globalThis as unknown as { counted: { notes: number } }).counted.notes > 0);
    expect(await notes()).toBe(2);
    await context.close();
  },
  SLOW,
);

test(
  "whom nobody knows any more is mentioned in words alone; who was removed meanwhile makes the message fail, and it says why",
  async () => {
    const conv = await group("Gone");
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await field(page).pressSequentially("@zw");
    await people(page).getByRole("option", { name: /张伟/ }).waitFor();
    await field(page).press("Enter");
    await http(app.server.url, "group.remove", { conv, user: wei.id }, ann.token);
    await page
      .getByRole("log")
      .getByText(/removed/)
      .waitFor();
    await field(page).pressSequentially("hello?");
    await field(page).press("Enter");
    await page.getByText("Somebody it mentions is not here any more.").waitFor();
    await page.getByRole("button", { name: "Send without" }).click();
    await article(page, "@张伟 hello?").waitFor();
    await page.getByText("Somebody it mentions").waitFor({ state: "detached" });
    // shown at once, and there a moment later
    let body = await bodyOf(conv);
    while (JSON.stringify(body).includes(wei.id)) body = await bodyOf(conv);
    expect(body).toEqual({ text: "@张伟 hello?" });
    await context.close();
  },
  SLOW,
);
