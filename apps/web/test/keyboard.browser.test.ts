import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { type Sample, sampleTalk } from "./sample-talk.ts";

let app: App;
let sample: Sample;
beforeAll(async () => {
  app = await startApp();
  sample = await sampleTalk(app.server);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "");

test(
  "one can go anywhere, write, format, choose and come back without a mouse",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me);
    await page.goto("/");
    await page.getByRole("link", { name: /Ann Delacroix/ }).waitFor();

    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("ann");
    await page.getByRole("option", { name: /Ann Delacroix/, selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await field(page).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Message");

    await page.keyboard.type("very nice");
    for (let times = 0; times < 4; times++) await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Control+b");
    expect(await field(page).inputValue()).toBe("very **nice**");
    await page.keyboard.press("Control+b");
    expect(await field(page).inputValue()).toBe("very nice");
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("indeed");
    expect(await field(page).inputValue()).toBe("very nice\nindeed");

    // The emoji picker: found by name, chosen by Enter, and back in the text.
    await page.getByRole("button", { name: "Emoji" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Search emoji" }).waitFor();
    await page.keyboard.type("goose");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Message");
    expect(await field(page).inputValue()).toBe("very nice\nindeed🪿");
    await page.keyboard.press("Enter");
    const mine = page.getByRole("article").filter({ hasText: "indeed🪿" });
    await mine.waitFor();
    expect(await field(page).inputValue()).toBe("");

    // The picker has gone for good, with what kept the focus in it.
    await page.locator(".sk-emoji").waitFor({ state: "detached" });

    // Among the messages by arrows, and the menu of one by Enter.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    expect(await focused(page)).toStartWith("You: very nice indeed");
    await page.keyboard.press("ArrowUp");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("明天再去录一次");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Copy text" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });

    await page.keyboard.press("Escape");
    await page.waitForFunction(() => location.pathname === "/");
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "Enter that ends a composition of an input method sends nothing",
  async () => {
    const { page, context } = await app.seat(sample.me);
    await page.goto(pathTo.conversation(sample.direct));
    await page.getByRole("article").last().waitFor();
    await field(page).click();
    const before = await page.getByRole("article").count();
    const device = await context.newCDPSession(page);
    await device.send("Input.imeSetComposition", { text: "ni hao", selectionStart: 6, selectionEnd: 6 });
    await page.keyboard.press("Enter");
    await device.send("Input.insertText", { text: "你好" });
    expect(await page.getByRole("article").count()).toBe(before);
    expect(await field(page).inputValue()).toContain("你好");
    await context.close();
  },
  SLOW,
);

test(
  "a colon and letters offer emoji: keys and presses take one, Enter does not send, and Escape leaves the text alone",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me);
    await page.goto(pathTo.conversation(sample.direct));
    await page.getByRole("article").last().waitFor();
    const list = page.getByRole("listbox");
    const chosen = (name: string) => page.getByRole("option", { name, selected: true });
    const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    await field(page).click();
    await page.keyboard.type("look: 10:30 ");
    expect((await loaded()).filter((name) => name.includes("emoji-finder"))).toEqual([]);

    await page.keyboard.type(":goos");
    await chosen("goose").waitFor();
    expect((await loaded()).filter((name) => name.includes("emoji-finder"))).toHaveLength(1);
    expect(await field(page).getAttribute("aria-activedescendant")).toBe(await chosen("goose").getAttribute("id"));
    await page.keyboard.press("Enter");
    await list.waitFor({ state: "detached" });
    expect(await field(page).inputValue()).toBe("look: 10:30 🪿");
    expect(await field(page).getAttribute("aria-activedescendant")).toBeNull();

    // The arrows walk, Tab takes too, and so does a press, after which one writes on.
    await field(page).fill("");
    await page.keyboard.type(":heart");
    const names = await list.getByRole("option").allInnerTexts();
    expect(names.length).toBeGreaterThan(2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Tab");
    expect(names[1]).toStartWith(await field(page).inputValue());
    await page.keyboard.type(":大雁");
    await page.getByRole("option", { name: "大雁" }).click();
    await page.keyboard.type("!");
    expect(await field(page).inputValue()).toEndWith("🪿!");

    // Not in code, not while an input method composes; Escape closes it and nothing else.
    await field(page).fill("");
    await page.keyboard.type("`:goose` :goose");
    await chosen("goose").waitFor();
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "detached" });
    expect(await field(page).inputValue()).toBe("`:goose` :goose");
    expect(new URL(page.url()).pathname).toBe(pathTo.conversation(sample.direct));
    await field(page).fill("`:goose");
    expect(await list.count()).toBe(0);
    await field(page).fill(":");
    const device = await context.newCDPSession(page);
    await device.send("Input.imeSetComposition", { text: "大雁", selectionStart: 2, selectionEnd: 2 });
    await page.waitForFunction(() => document.querySelector("textarea")?.value === ":大雁");
    expect(await list.count()).toBe(0);
    await device.send("Input.insertText", { text: "大雁" });
    await chosen("大雁").waitFor();

    // Nothing of all that was sent.
    expect(await page.getByRole("article").filter({ hasText: "look: 10:30" }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await field(page).fill("");
    await context.close();
  },
  SLOW,
);

test(
  "a draft stays with its conversation and shows in the list",
  async () => {
    const { page, context } = await app.seat(sample.me);
    await page.goto(pathTo.conversation(sample.direct));
    await field(page).fill("not yet sent");
    await page.getByRole("link", { name: /雁南飞/ }).click();
    await page.getByRole("link", { name: /Draft: not yet sent/ }).waitFor();
    await page.getByRole("link", { name: /Ann Delacroix/ }).click();
    expect(await field(page).inputValue()).toBe("not yet sent");
    await context.close();
  },
  SLOW,
);

test(
  "what is typed right after a dialog was opened stands in its field, however late the next frame comes",
  async () => {
    const { page, context } = await app.seat(sample.me);
    // A machine too busy to draw: keys arrive long before the frame that follows a press.
    await page.addInitScript(() => {
      const draw = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (callback) => {
        const timer: unknown = setTimeout(() => draw(callback), 400);
        return Number(timer);
      };
    });
    await page.goto("/");
    await page.getByRole("link", { name: /Ann Delacroix/ }).waitFor();

    await page.keyboard.press("Control+k");
    await page.keyboard.type("ann del");
    await page.getByRole("option", { name: /Ann Delacroix/, selected: true }).waitFor();
    expect(await page.getByRole("combobox").inputValue()).toBe("ann del");
    // The first empties the field, the second closes.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });

    await page.getByRole("button", { name: "New conversation" }).click();
    await page.getByRole("menuitem", { name: "New group" }).click();
    await page.keyboard.type("ann del");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /Ann Delacroix/ }).click();
    expect(await dialog.getByRole("textbox").inputValue()).toBe("ann del");
    await page.getByRole("button", { name: "Next" }).click();
    await page.keyboard.type("Geese");
    expect(await dialog.getByRole("textbox", { name: "Name of the group" }).inputValue()).toBe("Geese");
    await context.close();
  },
  SLOW,
);
