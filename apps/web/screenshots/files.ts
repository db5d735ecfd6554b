import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { give, photo } from "../test/sample-files.ts";
import { button, DETAILS, press, type Sample, type Surface } from "./surface.ts";

const shared = ({ shared: conv }: Sample): string => pathTo.conversation(conv);

/** Pictures are drawn. */
async function drawn(page: Page): Promise<void> {
  await page.locator(".sk-picture[data-shown]").first().waitFor();
  await page.waitForTimeout(500);
}

async function scrolled(page: Page, to: number): Promise<void> {
  await page.locator(".sk-timeline-scroll").evaluate((element, part) => {
    element.scrollTo(0, part * element.scrollHeight);
  }, to);
  await page.waitForTimeout(300);
  await drawn(page);
}

const inDetails =
  (tab: RegExp) =>
  async (page: Page): Promise<void> => {
    await press(DETAILS)(page);
    const part = page.locator(".sk-shared");
    await part.locator("label", { hasText: tab }).click();
    await part.locator("ul, .sk-blank").waitFor();
    await part.evaluate((element) => element.scrollIntoView({ block: "nearest" }));
    await page.waitForTimeout(500);
  };

/** Messages with files, how they are sent, and how they are looked at. */
export const FILE_SURFACES: readonly Surface[] = [
  { name: "files-talk", path: shared, act: drawn },
  { name: "files-talk-middle", path: shared, act: (page) => scrolled(page, 0.42) },
  { name: "files-talk-top", path: shared, act: (page) => scrolled(page, 0) },
  {
    name: "files-tray",
    path: shared,
    act: async (page) => {
      const files = await Promise.all([
        photo(page, "IMG_20261129_灯塔下的芦苇荡_final_final_2.jpg", 1600, 1066, 3),
        photo(page, "reeds.jpg", 900, 1400, 6),
      ]);
      const none = { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) };
      await give(page, ".sk-composer-field", "paste", [...files, none]);
      await page.locator(".sk-tray-face img").nth(1).waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "files-drop",
    path: shared,
    act: (page) =>
      page.locator(".sk-timeline-scroll").evaluate((element) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["x"], "x"));
        element.dispatchEvent(new DragEvent("dragenter", { dataTransfer, bubbles: true, cancelable: true }));
      }),
  },
  { name: "files-record", path: shared, act: recordSome, after: (page) => page.keyboard.press("Escape") },
  {
    name: "files-viewer",
    path: shared,
    act: async (page) => {
      await scrolled(page, 0);
      await button(page, /^(Open the picture|查看图片)$/).click();
      await page.locator(".sk-viewer img").waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  { name: "files-shared-media", path: shared, act: inDetails(/Media|图片视频/) },
  { name: "files-shared-files", path: shared, act: inDetails(/^(Files|文件)$/) },
  { name: "files-shared-voice", path: shared, act: inDetails(/Voice|语音/) },
  { name: "files-shared-none", path: shared, act: inDetails(/Links|链接/) },
];

async function recordSome(page: Page): Promise<void> {
  await page.context().grantPermissions(["microphone"]);
  await button(page, /^(Record a voice message|录制语音)$/).click();
  await page.locator(".sk-record-levels span").nth(30).waitFor();
}
