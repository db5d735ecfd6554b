import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId, FOREVER } from "@skein/protocol";
import { WHOLE_CHROMIUM } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({}, {}, WHOLE_CHROMIUM);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

/** That nothing sounds twice can only be heard by waiting: more than twice as long as the last of the tabs waits for the others, ms. */
const LONG_ENOUGH = 600;

/** Counts the notes that the page's audio plays; two make a tone. */
async function countNotes(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const counted = { notes: 0 };
    const create = AudioContext.prototype.createOscillator;
    AudioContext.prototype.createOscillator = function (this: AudioContext) {
      counted.notes += 1;
      return create.call(this);
    };
    Object.assign(globalThis, { counted });
  });
  return () => page.evaluate(() => (globalThis as unknown as { counted: { notes: number } }).counted.notes);
}

test(
  "a new message sounds once for all tabs, and not where one is looking at it",
  async () => {
    const ann = await app.server.person("Ann");
    const bob = await app.server.person("Bob");
    const conv = directId(ann.id, bob.id);
    const say = async (text: string): Promise<void> => {
      const key = makeKey(Date.now(), Math.random);
      await http(app.server.url, "message.send", { conv, key, kind: "text", body: { text } }, bob.token);
    };
    await say("first");
    const { page: one, context } = await app.seat(ann);
    const two = await context.newPage();
    const [inOne, inTwo] = [await countNotes(one), await countNotes(two)];
    const played = async (): Promise<number> => (await inOne()) + (await inTwo());
    await one.goto("/");
    await two.goto(one.url());
    for (const page of [one, two]) await page.getByRole("link", { name: /Bob/ }).waitFor();
    // A browser plays nothing before somebody pressed something.
    for (const page of [one, two]) await page.locator(".sk-brand").click();

    await say("heard once");
    for (const page of [one, two]) await page.getByRole("link", { name: /heard once/ }).waitFor();
    await one.waitForTimeout(LONG_ENOUGH);
    expect(await played()).toBe(2);

    await two.goto(pathTo.conversation(conv));
    await two.getByRole("article").filter({ hasText: "heard once" }).waitFor();
    await two.bringToFront();
    await two.locator(".sk-composer-field").click();
    const before = await played();
    await say("seen at once");
    await two.getByRole("article").filter({ hasText: "seen at once" }).waitFor();
    await two.waitForTimeout(LONG_ENOUGH);
    expect(await played()).toBe(before);
    await context.close();
  },
  SLOW,
);

test(
  "what is muted makes no sound, is no notice and counts in no total",
  async () => {
    const ann = await app.server.person("Eve");
    const bob = await app.server.person("Finn");
    const conv = directId(ann.id, bob.id);
    const say = async (text: string): Promise<void> => {
      const key = makeKey(Date.now(), Math.random);
      await http(app.server.url, "message.send", { conv, key, kind: "text", body: { text } }, bob.token);
    };
    await say("first");
    const quiet = (until: number) =>
      http(app.server.url, "conversation.keep", { changes: [{ conv, quiet: until }] }, ann.token);
    await quiet(FOREVER);
    const { page, context } = await app.seat(ann);
    const played = await countNotes(page);
    await page.goto("/");
    await page.getByRole("link", { name: /Finn.*Muted/ }).waitFor();
    await page.locator(".sk-brand").click();
    await say("in the quiet");
    await page.getByRole("link", { name: /in the quiet/ }).waitFor();
    await page.waitForTimeout(LONG_ENOUGH);
    expect([await played(), await page.title()]).toEqual([0, "Skein"]);
    await quiet(0);
    await page.getByRole("link", { name: /Muted/ }).waitFor({ state: "detached" });
    await say("out loud");
    await page.getByRole("link", { name: /out loud/ }).waitFor();
    await page.waitForTimeout(LONG_ENOUGH);
    expect([await played(), await page.title()]).toEqual([2, "(3) Skein"]);
    await context.close();
  },
  SLOW,
);

/** Keeps what the page's notices say, in place of showing them: no screen here has a place for them. */
async function keepNotices(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const kept: string[] = [];
    const permission = Notification.permission;
    class Kept extends EventTarget {
      static readonly permission = permission;
      onclick: (() => void) | undefined;
      constructor(title: string, { body, tag }: NotificationOptions) {
        super();
        kept.push(`${title} | ${body} | ${tag}`);
        Object.assign(globalThis, { pressNotice: () => this.onclick?.() });
      }
      close(): void {
        kept.push("closed");
      }
    }
    Object.assign(globalThis, { Notification: Kept, notices: kept });
  });
  return () => page.evaluate(() => (globalThis as unknown as { notices: readonly string[] }).notices);
}

/** Whether the page is in sight, as the browser would tell it: a page without a window always is. */
const show = (page: Page, inSight: boolean) =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    inSight ? "visible" : "hidden",
  );

test(
  "a new message is one notice of the browser for all tabs, none while a page is in sight, and a press on it leads there",
  async () => {
    const cleo = await app.server.person("Cleo");
    const dan = await app.server.person("Dan");
    const conv = directId(cleo.id, dan.id);
    const say = async (text: string): Promise<void> => {
      const key = makeKey(Date.now(), Math.random);
      await http(app.server.url, "message.send", { conv, key, kind: "text", body: { text } }, dan.token);
    };
    await say("first");
    const { page: one, context } = await app.seat(cleo);
    await context.grantPermissions(["notifications"], { origin: app.server.url });
    const two = await context.newPage();
    const pages = [one, two];
    const kept = await Promise.all(pages.map(keepNotices));
    const told = async (): Promise<readonly string[]> => (await Promise.all(kept.map((notices) => notices()))).flat();
    const heard = async (words: string): Promise<void> => {
      await say(words);
      for (const page of pages) await page.getByRole("link", { name: new RegExp(words) }).waitFor();
      await one.waitForTimeout(LONG_ENOUGH);
    };
    await one.goto(pathTo.settings("notifications"));
    await one.getByRole("switch", { name: "Notices of the browser" }).click();
    await one.getByRole("switch", { name: "Notices of the browser", checked: true }).waitFor();
    for (const page of pages) {
      await page.goto("/");
      await page.getByRole("link", { name: /Dan/ }).waitFor();
    }

    await heard("both in sight");
    expect(await told()).toEqual([]);

    // The tab in the background must not speak for the one that is seen.
    await show(two, false);
    await heard("one in sight");
    expect(await told()).toEqual([]);

    await show(one, false);
    await heard("nobody here");
    expect(await told()).toEqual([`Dan | nobody here | ${conv}`]);

    const teller = (await kept[0]?.())?.length ? one : two;
    await teller.evaluate(() => (globalThis as unknown as { pressNotice(): void }).pressNotice());
    await teller.getByRole("article").filter({ hasText: "nobody here" }).waitFor();
    expect((await told()).at(-1)).toBe("closed");
    await context.close();
  },
  SLOW,
);
