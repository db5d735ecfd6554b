import { http, makeKey } from "@skein/client";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { photo } from "../test/sample-files.ts";
import { button, item, type Sample, type Surface } from "./surface.ts";

const shared = ({ shared: conv }: Sample): string => pathTo.conversation(conv);

async function open(page: Page): Promise<void> {
  await button(page, /^(Add something|添加内容)$/).click();
  await item(page, /^(Sticker|表情贴图)$/).click();
  await page.locator(".sk-pack-tabs").waitFor();
}

/** A pack of one's own, made if there is none yet. */
async function pack(page: Page, { server, me }: Sample): Promise<void> {
  const { packs } = await http(server.url, "sticker.packs", {}, me.token);
  if (packs.length === 0)
    await http(
      server.url,
      "sticker.create",
      { key: makeKey(Date.now(), Math.random), name: "River geese 河边的雁" },
      me.token,
    );
  await open(page);
  await page.locator(".sk-pack-tab").nth(1).click();
  if (packs.length > 0) return;
  await page
    .locator("input[data-picker=sticker]")
    .setInputFiles(await Promise.all([3, 4, 5].map((seed) => photo(page, `${seed}.jpg`, 300, 240, seed))));
  await page.locator(".sk-sticker-grid .sk-sticker-own[data-shown]").nth(2).waitFor();
}

/** Packs of one's own. */
export const STICKER_SURFACES: readonly Surface[] = [
  {
    name: "stickers-new",
    path: shared,
    act: async (page) => {
      await open(page);
      await page.locator(".sk-pack-tab").last().click();
    },
  },
  { name: "stickers-own", path: shared, act: pack },
  {
    name: "stickers-menu",
    path: shared,
    act: async (page, sample) => {
      await pack(page, sample);
      await button(page, /^(This pack|管理贴图包)$/).click();
    },
  },
  {
    name: "stickers-take-out",
    path: shared,
    act: async (page, sample) => {
      await pack(page, sample);
      await button(page, /^(This pack|管理贴图包)$/).click();
      await item(page, /^(Take stickers out|移除贴图)$/).click();
    },
  },
  {
    name: "stickers-delete",
    path: shared,
    act: async (page, sample) => {
      await pack(page, sample);
      await button(page, /^(This pack|管理贴图包)$/).click();
      await item(page, /^(Delete this pack|删除贴图包)$/).click();
    },
  },
  {
    name: "stickers-make",
    path: shared,
    act: async (page) => {
      await page.locator(".sk-timeline-scroll").evaluate((element) => element.scrollTo(0, 0));
      await page.locator(".sk-frame .sk-picture[data-shown]").first().waitFor();
      await page.waitForTimeout(400);
      await page.locator(".sk-frame .sk-picture[data-shown]").first().click({ button: "right" });
      await item(page, /^(Make a sticker|做成贴图)$/).click();
    },
  },
  {
    name: "stickers-look",
    path: shared,
    who: async ({ others: [ann] }) => {
      if (!ann) throw new Error("The sample has too few people.");
      return ann;
    },
    act: async (page, { server, me, shared: conv }) => {
      const { packs } = await http(server.url, "sticker.packs", {}, me.token);
      const [one] = packs;
      const [sticker] = one?.stickers ?? [];
      if (!one || !sticker) throw new Error("There is no pack yet.");
      const key = makeKey(Date.now(), Math.random);
      const body = { set: one.id, id: sticker.id };
      await http(server.url, "message.send", { conv, key, kind: "sticker", body }, me.token);
      await page.locator(".sk-message .sk-sticker-own[data-shown]").last().click({ button: "right" });
      await item(page, /^(Look at the pack|查看贴图包)$/).click();
      await page.locator(".sk-dialog .sk-sticker-own[data-shown]").nth(2).waitFor();
    },
  },
];
