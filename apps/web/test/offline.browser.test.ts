import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { OFFLINE } from "./browser.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });

test(
  "without a network the app opens, shows what it knows, takes what one writes, and sends it once when the network is back",
  async () => {
    const ann = await app.server.person("Ann");
    const bob = await app.server.person("Bob");
    const conv = directId(ann.id, bob.id);
    const body = { text: "kept on this device" };
    await http(
      app.server.url,
      "message.send",
      { conv, key: makeKey(Date.now(), Math.random), kind: "text", body },
      bob.token,
    );

    const { page, context } = await app.seat(ann, OFFLINE);
    await page.goto(pathTo.conversation(conv));
    await message(page, "kept on this device").waitFor();
    // The shell is kept once the worker is active.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });

    await context.setOffline(true);
    await page.reload();
    await message(page, "kept on this device").waitFor();
    await field(page).fill("written offline");
    await field(page).press("Enter");
    await message(page, "written offline").getByText("Waiting to be sent").waitFor({ state: "attached" });
    await page.getByRole("status").filter({ hasText: "Offline" }).waitFor();

    await page.reload();
    await message(page, "written offline").getByText("Waiting to be sent").waitFor({ state: "attached" });
    await field(page).fill("a draft that was not sent");

    await context.setOffline(false);
    await message(page, "written offline").getByText("Sent", { exact: true }).waitFor({ state: "attached" });
    const { entries } = await http(app.server.url, "message.list", { conv }, bob.token);
    expect(entries.map((entry) => entry.kind === "text" && entry.body.text)).toEqual([
      "kept on this device",
      "written offline",
    ]);
    expect(await field(page).inputValue()).toBe("a draft that was not sent");
    await context.close();
  },
  SLOW,
);

test(
  "what a slow server has not answered yet is shown as on its way, and as offline only where nothing goes through",
  async () => {
    const { page, context } = await app.seat(await app.server.person("Mara"), OFFLINE);
    // it opens and says nothing, until the client tries another way
    await page.routeWebSocket(/\/v1\/socket/, () => undefined);
    await page.goto(pathTo.settings("devices"));
    await page.locator(".sk-to-come").first().waitFor();
    expect(await page.getByText("This needs the server").count()).toBe(0);
    await page.getByText("this device").waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.reload();
    await page.getByText("This needs the server").waitFor();
    await context.close();
  },
  SLOW,
);
