import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

/** That nothing sounds twice can only be heard by waiting: five times as long as tabs wait for each other, ms. */
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
