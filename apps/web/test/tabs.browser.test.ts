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

/** Connections to the server, as it counts them. */
async function connections(): Promise<number> {
  const text = await (await fetch(`${app.server.url}/metrics`)).text();
  return Number(/^skein_connections (\d+)/m.exec(text)?.[1]);
}

/** Keeps what the page's notices say, in place of showing them; the page is out of sight, so that there is something to tell. */
async function keepNotices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notices: string[] = [];
    class Kept {
      static readonly permission = "granted";
      constructor(_title: string, { body }: NotificationOptions) {
        notices.push(body ?? "");
      }
    }
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    Object.assign(globalThis, { Notification: Kept, notices });
  });
}

const notices = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { readonly notices: readonly string[] }).notices);

test(
  "[TAB-1] [TAB-2] [TAB-5] three tabs of the app are one connection and one notice, also after the one that led was closed",
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
    await context.grantPermissions(["notifications"], { origin: app.server.url });
    const two = await context.newPage();
    const three = await context.newPage();
    for (const page of [one, two, three]) {
      await keepNotices(page);
      await page.goto(page === one ? pathTo.settings("notifications") : "/");
      if (page === one) {
        await page.getByRole("switch", { name: "Notices of the browser" }).click();
        await page.getByRole("switch", { name: "Notices of the browser", checked: true }).waitFor();
        await page.goto("/");
      }
      await page.getByRole("link", { name: /Bob/ }).waitFor();
    }
    expect(await connections()).toBe(1);

    await one.close();
    await say("after the first was closed");
    for (const page of [two, three]) await page.getByRole("link", { name: /after the first was closed/ }).waitFor();
    // the tabs agree within less than half a second; a later message shows that no more comes of the first one
    await say("and again");
    for (const page of [two, three]) await page.getByRole("link", { name: /and again/ }).waitFor();
    const told = async (): Promise<string[]> => (await Promise.all([two, three].map(notices))).flat();
    const until = Date.now() + 10_000;
    while (!(await told()).includes("and again") && Date.now() < until) await two.waitForTimeout(20);
    expect((await told()).toSorted()).toEqual(["after the first was closed", "and again"]);
    expect(await connections()).toBe(1);

    // what is written in a tab that only follows reaches the others as it is written
    await two.goto(pathTo.conversation(conv));
    await two.locator(".sk-composer-field").fill("from a tab");
    await two.locator(".sk-composer-field").press("Enter");
    await three.getByRole("link", { name: /from a tab/ }).waitFor();
    await context.close();
  },
  SLOW,
);
