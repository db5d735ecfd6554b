import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { OFFLINE, SCREENS, type Seat } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;
let dan: TestPerson;

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
  cleo = await app.server.person("Cleo");
  dan = await app.server.person("Dan");
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const pane = (page: Page) => page.getByRole("region", { name: "Thread" });
const reply = (page: Page) => pane(page).getByRole("textbox", { name: "Reply" });
const inThread = (page: Page, words: string) =>
  pane(page).getByRole("log").getByRole("article").filter({ hasText: words });
const inTalk = (page: Page, words: string) =>
  page.locator(".sk-pane-main").getByRole("log").getByRole("article").filter({ hasText: words });
const summary = (page: Page) => page.locator(".sk-pane-main .sk-thread-summary");

const say = async (page: Page, words: string): Promise<void> => {
  await reply(page).fill(words);
  await reply(page).press("Enter");
};
const act = async (page: Page, words: string, action: string): Promise<void> => {
  await page.locator(".sk-message").filter({ hasText: words }).last().locator(".sk-bubble").click({ button: "right" });
  await page.getByRole("menuitem", { name: action, exact: true }).click();
};

async function group(name: string): Promise<{ readonly conv: string; readonly root: number }> {
  const long = "x".repeat(16);
  const { url } = app.server;
  const params = { key: `group-${name}-${long}`, name, users: [bob.id, cleo.id] };
  const { conversation } = await http(url, "group.create", params, ann.token);
  const body = { text: "Where shall we meet on Sunday?" };
  const words = { conv: conversation.id, key: `root-${name}-${long}`, kind: "text" as const, body };
  const said = await http(url, "message.send", words, ann.token);
  return { conv: conversation.id, root: said.seq };
}

async function at(person: TestPerson, path: string, options = {}): Promise<Seat> {
  const seat = await app.seat(person, options);
  seat.page.setDefaultTimeout(20_000);
  await seat.page.goto(path);
  return seat;
}

test(
  "three people talk in a thread: opened from the menu, counted under its message, changed, reacted to, read, followed and left",
  async () => {
    const { conv, root } = await group("Picnic");
    const [a, b, c] = await Promise.all([
      at(ann, pathTo.conversation(conv)),
      at(bob, pathTo.conversation(conv), { ...SCREENS.phone, colorScheme: "dark" }),
      at(cleo, pathTo.conversation(conv)),
    ]);
    for (const { page } of [a, b, c]) await inTalk(page, "Where shall we meet").waitFor();

    await act(a.page, "Where shall we meet", "Reply in thread");
    await pane(a.page).getByText("No replies yet").waitFor();
    expect(new URL(a.page.url()).pathname).toBe(pathTo.thread(conv, root));
    expect(await reply(a.page).evaluate((element) => element === document.activeElement)).toBe(true);
    await say(a.page, "At the river, I bring cake");
    await inThread(a.page, "At the river").waitFor();

    // under the message, not among the lines
    await summary(b.page).getByText("1 reply").waitFor();
    expect(await inTalk(b.page, "At the river").count()).toBe(0);
    await summary(c.page).click();
    await inThread(c.page, "At the river").waitFor();
    await say(c.page, "The river it is");
    await act(c.page, "At the river", "React with 👍");
    await inThread(a.page, "At the river").locator(".sk-reaction").waitFor();
    await summary(b.page).getByText("2 replies").waitFor();

    // on a phone it is a page of its own with a way back
    await summary(b.page).click();
    await inThread(b.page, "The river it is").waitFor();
    expect(await b.page.locator(".sk-timeline").count()).toBe(1);
    await say(b.page, "Who brings a blanket?");
    await inThread(a.page, "Who brings a blanket?").waitFor();
    await act(b.page, "Who brings a blanket?", "Edit");
    await reply(b.page).fill("Who brings two blankets?");
    await reply(b.page).press("Enter");
    await inThread(c.page, "Who brings two blankets?").getByText("edited").waitFor();
    await shoot(b.page, "thread-phone-dark");
    await pane(b.page).getByRole("button", { name: "Back" }).click();
    await inTalk(b.page, "Where shall we meet").waitFor();
    await shoot(b.page, "thread-summary-phone-dark");

    // a reply to a reply leads there; the root stands over them
    await act(c.page, "At the river", "Reply");
    await say(c.page, "Which cake?");
    await inThread(a.page, "Which cake?").locator(".sk-quote").filter({ hasText: "At the river" }).click();
    await pane(a.page).locator(".sk-message-marked").filter({ hasText: "At the river" }).waitFor();
    await pane(a.page).getByRole("region", { name: "The message" }).getByText("Where shall we meet").waitFor();
    await shoot(a.page, "thread-desktop-light");

    // Escape closes it, and the focus is where it was opened
    await reply(a.page).press("Escape");
    await pane(a.page).waitFor({ state: "detached" });
    await a.page.waitForFunction(() => document.activeElement?.closest(".sk-pane-main"));

    // what is new there is a dot in the head and a number in the list
    await say(c.page, "Cherry, I hope");
    await a.page.getByRole("button", { name: "Threads, 1 with new replies" }).click();
    const row = a.page.getByRole("navigation", { name: "Threads" }).getByRole("link");
    await row.filter({ hasText: "Cherry, I hope" }).getByText("1 unread").waitFor({ state: "attached" });
    await shoot(a.page, "threads-desktop-light");
    await row.click();
    await pane(a.page).locator(".sk-unread-line").waitFor();
    await shoot(a.page, "thread-unread-desktop-light");
    await a.page.getByRole("button", { name: "Threads", exact: true }).waitFor();

    // another device of hers, later: the same, and read
    const other = await at({ ...ann, token: await app.server.device(ann.id) }, pathTo.threads, SCREENS.phone);
    await other.page.getByRole("link").filter({ hasText: "Cherry, I hope" }).waitFor();
    expect(await other.page.locator(".sk-badge").count()).toBe(0);
    await shoot(other.page, "threads-phone-light");
    await other.page.getByRole("link").filter({ hasText: "Cherry, I hope" }).click();
    for (const words of ["At the river", "The river it is", "Who brings two blankets?", "Which cake?", "Cherry"])
      await inThread(other.page, words).first().waitFor();
    await other.page.reload();
    await inThread(other.page, "Cherry, I hope").waitFor();
    await inThread(other.page, "At the river").locator(".sk-reaction").first().waitFor();

    // the message is found where it was said
    await pane(other.page).getByRole("button", { name: "Show in conversation" }).click();
    await other.page.locator(".sk-message-marked").filter({ hasText: "Where shall we meet" }).waitFor();

    // who no longer follows is told nothing
    await pane(a.page).getByRole("button", { name: "Stop following" }).click();
    await pane(a.page).getByRole("button", { name: "Follow thread" }).waitFor();
    await other.page.goto(pathTo.threads);
    await other.page.getByText("You follow no threads").waitFor();
    await shoot(other.page, "threads-none-phone-light");
    for (const { complaints } of [a, b, c, other]) expect(complaints).toEqual([]);
    for (const { context } of [a, b, c, other]) await context.close();
  },
  SLOW,
);

test(
  "a reply without a link is shown, survives a reload, and arrives once when the link is back",
  async () => {
    const { conv, root } = await group("Tunnel");
    const b = await at(bob, pathTo.thread(conv, root));
    await reply(b.page).waitFor();
    await say(b.page, "before the tunnel");
    await inThread(b.page, "before the tunnel").waitFor();
    const { page, context } = await at(ann, pathTo.thread(conv, root), OFFLINE);
    await inThread(page, "before the tunnel").waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.reload();
    await inThread(page, "before the tunnel").waitFor();
    await say(page, "from the tunnel");
    await inThread(page, "from the tunnel").waitFor();
    expect(await inTalk(page, "from the tunnel").count()).toBe(0);
    await page.reload();
    await inThread(page, "from the tunnel").waitFor();
    await inThread(page, "before the tunnel").waitFor();
    await pane(page).getByText("Where shall we meet").waitFor();
    await shoot(page, "thread-offline-desktop-light");
    await context.setOffline(false);
    await inThread(b.page, "from the tunnel").waitFor();
    await summary(page).getByText("2 replies").waitFor();
    expect(await inThread(b.page, "from the tunnel").count()).toBe(1);
    await context.close();
    await b.context.close();
  },
  SLOW,
);

test(
  "what is taken back is gone everywhere: a reply keeps its place, and under a root that is gone nobody replies",
  async () => {
    const { conv, root } = await group("Regrets");
    const [a, b] = await Promise.all([at(ann, pathTo.thread(conv, root)), at(bob, pathTo.thread(conv, root))]);
    for (const { page } of [a, b]) {
      await reply(page).waitFor();
      // the thread is what one came for, not the talk beside it
      await inTalk(page, "Where shall we meet").waitFor();
      await page.waitForFunction(() => document.activeElement?.matches(".sk-thread .sk-composer-field"));
    }
    await say(b.page, "I regret this");
    await say(b.page, "but not this");
    await inThread(a.page, "but not this").waitFor();
    await act(b.page, "I regret this", "Take back");
    await b.page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
    await pane(a.page)
      .getByText(/Bob\W* took back a message/)
      .waitFor();
    expect(await pane(a.page).getByText("I regret this").count()).toBe(0);
    await summary(a.page).getByText("2 replies").waitFor();

    await act(a.page, "Where shall we meet", "Take back");
    await a.page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
    await pane(b.page).getByText("The message was taken back").waitFor();
    expect(await reply(b.page).count()).toBe(0);
    await inThread(b.page, "but not this").waitFor();
    await shoot(b.page, "thread-root-gone-desktop-light");
    await b.page.reload();
    await inThread(b.page, "but not this").waitFor();
    await pane(b.page).getByRole("button", { name: "Close" }).click();
    // what was said under it is still reached from its place
    await summary(b.page).click();
    await inThread(b.page, "but not this").waitFor();
    await a.context.close();
    await b.context.close();
  },
  SLOW,
);

test(
  "the address of a reply opens the thread it stands in, which takes its place",
  async () => {
    const { conv, root } = await group("Addresses");
    const words = { conv, key: `reply-${"x".repeat(16)}`, kind: "text" as const };
    const { url } = app.server;
    const { seq } = await http(
      url,
      "message.send",
      { ...words, body: { text: "At the pier", thread: { root } } },
      bob.token,
    );
    const { page, context } = await at(ann, pathTo.home);
    await page.getByRole("link", { name: /Addresses/ }).waitFor();
    await page.goto(pathTo.message(conv, seq));
    await inThread(page, "At the pier").waitFor();
    await inTalk(page, "Where shall we meet").waitFor();
    expect(new URL(page.url()).pathname).toBe(pathTo.thread(conv, root));
    await pane(page).getByRole("button", { name: "Close" }).click();
    await pane(page).waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe(pathTo.conversation(conv));
    await context.close();
  },
  SLOW,
);

test(
  "who is not in the conversation finds nothing there",
  async () => {
    const { conv, root } = await group("Private");
    const { page, context } = await at(dan, pathTo.thread(conv, root));
    await page.getByText("This thread is not there").waitFor();
    expect(await page.getByText("Where shall we meet").count()).toBe(0);
    await page.goto(pathTo.thread(conv, 9_999));
    await page.getByText("This thread is not there").waitFor();
    const b = await at(bob, pathTo.thread(conv, 9_999));
    await b.page.getByText("This thread is not there").waitFor();
    await shoot(b.page, "thread-missing-desktop-light");
    await context.close();
    await b.context.close();
  },
  SLOW,
);

test(
  "both languages, in the dark as well",
  async () => {
    const { conv, root } = await group("Salads");
    const b = await at(bob, pathTo.thread(conv, root));
    await say(b.page, "I bring a salad, and a very long sentence about it that goes on for more than a line or two");
    const { page, context } = await at(ann, pathTo.thread(conv, root), { locale: "zh-CN", colorScheme: "dark" });
    const zh = page.getByRole("region", { name: "话题" });
    await zh.getByRole("article").filter({ hasText: "I bring a salad" }).waitFor();
    await shoot(page, "thread-desktop-dark-zh");
    await zh.getByRole("button", { name: "关闭" }).click();
    await page.locator(".sk-thread-summary").getByText("1 条回复").waitFor();
    await shoot(page, "thread-summary-desktop-dark-zh");
    await page.goto(pathTo.threads);
    await page.getByRole("navigation", { name: "话题" }).getByRole("link").first().waitFor();
    await shoot(page, "threads-desktop-dark-zh");
    await context.close();
    await b.context.close();
  },
  SLOW,
);
