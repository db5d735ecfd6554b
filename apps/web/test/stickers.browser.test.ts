import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await startApp();
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

/** Drawings of the page's own: each of a colour. */
async function drawings(page: Page, colours: readonly string[]) {
  const made = await page.evaluate(async (all) => {
    const bytes: number[][] = [];
    for (const colour of all) {
      const canvas = new OffscreenCanvas(200, 160);
      const context = canvas.getContext("2d");
      if (!context) continue;
      context.fillStyle = colour;
      context.beginPath();
      context.ellipse(100, 80, 90, 60, 0.3, 0, 7);
      context.fill();
      bytes.push([...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())]);
    }
    return bytes;
  }, colours);
  return made.map((bytes, at) => ({ name: `goose-${at}.png`, mimeType: "image/png", buffer: Buffer.from(bytes) }));
}

/** The one that is open; what passes by at the foot of the page is none. */
const dialog = (page: Page) => page.locator(".sk-dialog");
async function openStickers(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Add something|添加内容)/ }).click();
  await page.getByRole("menuitem", { name: /^(Sticker|表情贴图)$/ }).click();
  await dialog(page).waitFor();
}
const own = (page: Page) => page.locator(".sk-message .sk-sticker-own[data-shown]");
async function menuOf(page: Page, at: ReturnType<typeof own>, item: RegExp): Promise<void> {
  await at.first().click({ button: "right" });
  await page.getByRole("menuitem", { name: item }).click();
}

test(
  "a pack is made of one's own pictures, its stickers are sent, and who sees one looks at the pack and keeps it",
  async () => {
    const conv = directId(ann.id, bob.id);
    const { page: anns, context: one } = await app.seat(ann);
    const { page: bobs, context: two } = await app.seat(bob, {
      ...SCREENS.phone,
      colorScheme: "dark",
      locale: "zh-CN",
    });
    await anns.goto(pathTo.conversation(conv));
    await bobs.goto(pathTo.conversation(conv));

    await openStickers(anns);
    // in sight, however much there is below
    expect((await dialog(anns).getByRole("group", { name: "Packs" }).boundingBox())?.height).toBeGreaterThan(44);
    await dialog(anns).getByRole("button", { name: "New pack" }).click();
    await dialog(anns).getByLabel("Name of the pack").fill("Geese of the river");
    await dialog(anns).getByRole("button", { name: "Make the pack" }).click();
    await dialog(anns).getByText("No stickers yet").waitFor();
    await shoot(anns, "stickers-empty");
    await dialog(anns)
      .locator("input[data-picker=sticker]")
      .setInputFiles(await drawings(anns, ["#c0392b", "#2980b9", "#27ae60"]));
    await dialog(anns).getByRole("button", { name: "Sticker 3" }).waitFor();
    await dialog(anns).locator(".sk-sticker-grid .sk-sticker-own[data-shown]").nth(2).waitFor();
    await shoot(anns, "stickers-own");
    await dialog(anns).getByRole("button", { name: "Sticker 2" }).click();
    await own(anns).waitFor();
    await own(bobs).waitFor();
    await shoot(anns, "stickers-sent");
    await shoot(bobs, "stickers-phone-dark-zh");

    // Bob finds the pack by the sticker, keeps it, and answers with another one
    await menuOf(bobs, own(bobs), /查看贴图包/);
    await dialog(bobs).getByText("Geese of the river").waitFor();
    await dialog(bobs)
      .getByRole("img", { name: /第 3 张/ })
      .waitFor();
    await dialog(bobs).locator(".sk-sticker-own[data-shown]").nth(2).waitFor();
    await shoot(bobs, "stickers-pack-phone-dark-zh");
    await dialog(bobs).getByRole("button", { name: "收藏贴图包" }).click();
    await dialog(bobs).getByRole("button", { name: "从我的贴图包中移除" }).waitFor();
    await bobs.keyboard.press("Escape");
    await openStickers(bobs);
    await dialog(bobs).getByRole("button", { name: "Geese of the river" }).click();
    await dialog(bobs).locator(".sk-sticker-grid .sk-sticker-own[data-shown]").nth(2).waitFor();
    await shoot(bobs, "stickers-dialog-phone-dark-zh");
    await dialog(bobs).getByRole("button", { name: "第 3 张贴图" }).click();
    await own(anns).nth(1).waitFor();

    // A picture of the talk becomes one; one is taken out; the pack goes, and what was sent stays
    const [picture] = await drawings(anns, ["#8e44ad"]);
    await anns.locator("input[data-picker=visual]").setInputFiles(picture ? [picture] : []);
    await dialog(anns).getByRole("button", { name: /^Send/ }).click();
    const sent = anns.locator(".sk-frame .sk-picture[data-shown]");
    await bobs.locator(".sk-frame .sk-picture[data-shown]").waitFor();
    await menuOf(anns, sent, /Make a sticker/);
    await shoot(anns, "stickers-make");
    await dialog(anns)
      .getByRole("button", { name: /Geese of the river/ })
      .click();
    await dialog(anns).waitFor({ state: "detached" });
    await openStickers(anns);
    await dialog(anns).getByRole("button", { name: "Geese of the river" }).click();
    await dialog(anns).getByRole("button", { name: "Sticker 4" }).waitFor();
    await dialog(anns).getByRole("button", { name: "This pack" }).click();
    await anns.getByRole("menuitem", { name: "Take stickers out" }).click();
    await dialog(anns).getByRole("button", { name: "Take sticker 1 out" }).click();
    await dialog(anns).getByRole("button", { name: "Take sticker 4 out" }).waitFor({ state: "detached" });
    await shoot(anns, "stickers-take-out");
    await dialog(anns).getByRole("button", { name: "Done" }).click();
    await dialog(anns).getByRole("button", { name: "This pack" }).click();
    await anns.getByRole("menuitem", { name: "Delete this pack" }).click();
    await anns.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
    await anns.getByRole("alertdialog").waitFor({ state: "detached" });
    await dialog(anns).getByRole("button", { name: "Geese of the river" }).waitFor({ state: "detached" });
    await bobs.reload();
    await own(bobs).nth(1).waitFor();
    await menuOf(bobs, own(bobs), /查看贴图包/);
    await dialog(bobs).getByText("作者已删除").waitFor();
    expect(await own(bobs).count()).toBe(2);
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);
