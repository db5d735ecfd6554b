import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { findings } from "./axe.ts";
import { OFFLINE, SCREENS } from "./browser.ts";
import { type Sample, sampleTalk } from "./sample-talk.ts";
import { shoot } from "./shoot.ts";

let app: App;
let sample: Sample;
/** A talk of some length, with something at its beginning. */
let long: string;
beforeAll(async () => {
  app = await startApp();
  sample = await sampleTalk(app.server);
  const [ann] = sample.others as [Sample["me"]];
  long = directId(sample.me.id, ann.id);
  const say = (text: string, by = ann) =>
    http(
      app.server.url,
      "message.send",
      { conv: long, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
      by.token,
    );
  await say("約好了：下週三去燈塔錄音");
  for (let at = 0; at < 130; at++)
    await say(`Note ${at}: nothing new on the north side`, at % 5 === 0 ? sample.me : ann);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const top = (page: Page, name: string) => page.getByRole("textbox", { name });
const marks = (page: Page) => page.locator(".sk-hit mark").allInnerTexts();
const region = (page: Page, name: string) => page.getByRole("region", { name });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });

test(
  "[SEARCH-1][SEARCH-2] over the list: people, groups and messages while one types; a press goes to where it was said, at any distance",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me);
    page.setDefaultTimeout(20_000);
    await page.goto("/");
    const field = top(page, "Search everything");
    await field.fill("灯塔");
    const hits = region(page, "Messages");
    await hits.getByRole("link").first().waitFor();
    expect(await marks(page)).toEqual(["燈塔"]);
    await shoot(page, "search-list-en");
    expect(await findings(page)).toEqual([]);

    // traditional from simplified, far back in its talk, and the results stay where they are
    await hits.getByRole("link").first().click();
    await message(page, "約好了").waitFor();
    await hits.getByRole("link").first().waitFor();

    // people, groups and messages for one word; one character; beginnings
    await field.fill("雁");
    await region(page, "Messages").getByRole("link").first().waitFor();
    await region(page, "Conversations")
      .getByRole("link", { name: /雁南飞/ })
      .waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll(".sk-hit mark")].every((one) => one.textContent === "雁"),
    );
    await shoot(page, "search-list-mixed");
    await field.fill("light scope");
    await page.waitForFunction(
      () => [...document.querySelectorAll(".sk-hit mark")].map((one) => one.textContent).join() === "light,scope",
    );
    await field.fill("qqqqq");
    await page.getByText("Nothing found for").waitFor();
    await shoot(page, "search-list-empty");

    // from anywhere, by the keyboard alone
    await field.fill("");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("tripod");
    const option = page.getByRole("group", { name: "Messages" }).getByRole("option");
    await option.first().waitFor();
    await shoot(page, "search-palette");
    while (!(await option.first().getAttribute("aria-selected"))?.includes("true"))
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    // it was said in a thread
    await page.waitForURL(/\/t\/\d+$/);
    await page.getByRole("textbox", { name: "Reply" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "[SEARCH-4] within a talk: a list, from one to the next, narrowed by whom, kind and day, and back to where one was",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me);
    page.setDefaultTimeout(20_000);
    await page.goto(pathTo.conversation(long));
    await message(page, "Note 129").waitFor();
    const button = page.getByRole("button", { name: "Search in this conversation" });
    await button.click();
    const search = page.getByRole("region", { name: "Search in this conversation" });
    const field = search.getByRole("textbox", { name: "Search in this conversation" });
    await field.fill("north");
    await search.getByText("more than 20 messages").waitFor();
    await shoot(page, "search-talk-en");
    expect(await findings(page)).toEqual([]);
    await field.press("Enter");
    await search.getByText("1 of more than 20 messages").waitFor();
    await search.getByRole("button", { name: "The one before it" }).click();
    await search.getByText("2 of more than").waitFor();
    await shoot(page, "search-talk-jumped");
    await search.getByRole("button", { name: "The one after it" }).click();
    await search.getByText("1 of more than").waitFor();

    await search.getByRole("button", { name: "Narrow the search" }).click();
    await search.getByLabel("Said by").selectOption({ label: "You" });
    await search.getByText("more than 20 messages").waitFor();
    expect(new Set(await search.locator(".sk-row-title").allInnerTexts())).toEqual(new Set(["\u2068You\u2069"]));
    await search.getByLabel("What it is").selectOption("polls");
    await search.getByText("Take a filter away").waitFor();
    await shoot(page, "search-talk-narrowed");
    await search.getByLabel("What it is").selectOption("");
    await search.getByLabel("Until").fill("2001-02-03");
    await search.getByText("Take a filter away").waitFor();
    await search.getByLabel("Until").fill("");
    await search.getByLabel("Said by").selectOption({ label: "Anybody" });
    await field.fill("燈塔");
    await search.getByText("1 message", { exact: true }).waitFor();
    await search.locator("[data-row]").first().click();
    await message(page, "約好了").waitFor();
    await field.focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "detached" });
    expect(await button.evaluate((one) => document.activeElement === one)).toBeTrue();
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "on a phone, in Chinese, and without a network: what this device has is found, and it is said that this is all",
  async () => {
    const { page, context } = await app.seat(sample.me, {
      ...SCREENS.phone,
      ...OFFLINE,
      locale: "zh-CN",
      colorScheme: "dark",
    });
    page.setDefaultTimeout(20_000);
    await page.goto(pathTo.conversation(sample.group));
    await message(page, "我带热茶和月饼").waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page
      .getByRole("button", { name: "对这个会话的操作" })
      .or(page.locator(".sk-bar .sk-icon-button").last())
      .first()
      .click();
    await page.getByRole("menuitem", { name: "在此会话中搜索" }).click();
    const search = page.getByRole("region", { name: "在此会话中搜索" });
    await search.getByRole("textbox").fill("月饼");
    await search.getByText("1 条消息").waitFor();
    await shoot(page, "search-talk-phone-zh");
    expect(await findings(page)).toEqual([]);

    await page.goto("/");
    await top(page, "搜索全部内容").fill("月餅");
    await region(page, "聊天记录").getByRole("link").first().waitFor();
    await shoot(page, "search-list-phone-zh");
    await context.setOffline(true);
    await page.reload();
    await top(page, "搜索全部内容").fill("熱茶");
    await region(page, "聊天记录").getByRole("link").first().waitFor();
    expect(await marks(page)).toEqual(["热茶"]);
    await page.getByText("已离线：只搜索这台设备上的内容。").waitFor();
    await shoot(page, "search-offline-phone-zh");
    await region(page, "聊天记录").getByRole("link").first().click();
    await message(page, "我带热茶和月饼").waitFor();
    await context.close();
  },
  SLOW,
);
