import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { give, photo } from "../test/sample-files.ts";
import { button, DETAILS, item, message, press, type Sample, type Surface } from "./surface.ts";

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
  { name: "files-shared-links", path: shared, act: inDetails(/Links|链接/) },
  {
    name: "files-shared-none",
    path: ({ kinds, me }) => pathTo.conversation(directId(me.id, kinds.stranger.id)),
    act: inDetails(/Links|链接/),
  },
  {
    name: "files-viewer-turned",
    path: shared,
    act: async (page) => {
      await scrolled(page, 0);
      await button(page, /^(Open the picture|查看图片)$/).click();
      await page.locator(".sk-viewer img").waitFor();
      for (const key of ["r", "+", "+"]) await page.keyboard.press(key);
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "files-viewer-video",
    path: shared,
    act: async (page) => {
      await scrolled(page, 0.5);
      await page.locator(".sk-video").getByRole("button").first().scrollIntoViewIfNeeded();
      await message(page, /1:23/)
        .click({ button: "right" })
        .catch(() => undefined);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: DETAILS }).click();
      await page.locator(".sk-shared button[data-video], .sk-shared button").first().waitFor();
      await page
        .locator(".sk-shared")
        .getByRole("button", { name: /video|视频/ })
        .first()
        .click();
      await page.locator(".sk-viewer video").waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "files-record-listen",
    path: shared,
    act: async (page) => {
      await recordSome(page);
      await button(page, /^(Stop and listen|停止并试听)$/).click();
      await button(page, /^(Listen to the recording|试听录音)$/).waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  { name: "camera", path: shared, act: openCamera, after: (page) => page.keyboard.press("Escape") },
  {
    name: "camera-film",
    path: shared,
    act: async (page) => {
      await openCamera(page);
      await page.waitForFunction(() => (document.querySelector<HTMLVideoElement>(".sk-camera")?.videoWidth ?? 0) > 0);
      await button(page, /^(Film|录像)$/).click();
      await page.getByRole("timer").waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "camera-refused",
    path: shared,
    act: async (page) => {
      await page.evaluate(() => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
      });
      await openCamera(page);
      await page.getByRole("alert").waitFor();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "files-waiting",
    path: shared,
    before: (page) => page.route("**/v1/uploads/**", (route) => route.abort()),
    act: async (page) => {
      await page.locator(".sk-composer-field").waitFor();
      const noise = Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * 2_654_435_761) >>> 24));
      const paper = { name: "Trip report, second draft.pdf", mimeType: "application/pdf", buffer: noise };
      await give(page, ".sk-composer-field", "paste", [paper]);
      await sendTray(page);
      await message(page, "second draft").click({ button: "right", position: { x: 200, y: 8 } });
      await item(page, /^(Hold back|暂停发送)$/)
        .click()
        .catch(() => page.keyboard.press("Escape"));
      await give(page, ".sk-composer-field", "paste", [
        await photo(page, "dunes.jpg", 1200, 800, 8),
        await photo(page, "gulls.jpg", 1200, 1200, 9),
      ]);
      await sendTray(page);
      await give(page, ".sk-composer-field", "paste", [await photo(page, "evening.jpg", 1200, 700, 10)]);
      await sendTray(page);
    },
    after: stopUploads,
  },
  {
    name: "files-failed",
    path: shared,
    before: (page) => page.route("**/v1/uploads/**", (route) => route.fulfill({ status: 404, body: "{}" })),
    act: async (page) => {
      await page.locator(".sk-composer-field").waitFor();
      await page.locator(".sk-composer-field").fill("Will this one arrive? 这张能发出去吗？");
      await give(page, ".sk-composer-field", "paste", [await photo(page, "surf.jpg", 1200, 800, 11)]);
      await sendTray(page);
      const text = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from(`Notes ${crypto.randomUUID()}`) };
      await give(page, ".sk-composer-field", "paste", [text]);
      await sendTray(page);
      await page.locator(".sk-failed, [data-state=failed]").first().waitFor();
    },
    after: stopUploads,
  },
  {
    name: "files-tray-many",
    path: shared,
    act: async (page) => {
      const texts = Array.from({ length: 12 }, (_, at) => ({
        name: `记录 ${at + 1} of the north shore.txt`,
        mimeType: "text/plain",
        buffer: Buffer.from(`Line ${at}`),
      }));
      await give(page, ".sk-composer-field", "paste", [await photo(page, "reeds.jpg", 900, 1400, 6), ...texts]);
      await page.locator(".sk-tray-face img").first().waitFor();
      await page.getByRole("switch", { name: /Send as files|以文件发送/ }).click();
    },
    after: (page) => page.keyboard.press("Escape"),
  },
  { name: "file-menu", path: shared, act: (page) => menuOfLast(page, ".sk-frame") },
];

async function menuOfLast(page: Page, what: string): Promise<void> {
  await drawn(page);
  await page.locator(what).last().click({ button: "right" });
  await page.getByRole("menu").waitFor();
}

async function openCamera(page: Page): Promise<void> {
  await page.context().grantPermissions(["camera", "microphone"]);
  await button(page, /^(Add something|添加内容)$/).click();
  await item(page, /^(Camera|拍摄)$/).click();
  await page.getByRole("dialog").waitFor();
}

async function sendTray(page: Page): Promise<void> {
  const tray = page.locator(".sk-dialog");
  await tray.getByRole("button", { name: /^(Send|发送)$/ }).click();
  await tray.waitFor({ state: "detached" });
}

/** Leaves nothing on its way behind. */
async function stopUploads(page: Page): Promise<void> {
  const stops = page.getByRole("button", { name: /^(Do not send|取消发送)/ });
  while ((await stops.count()) > 0) await stops.first().click();
}

async function recordSome(page: Page): Promise<void> {
  await page.context().grantPermissions(["microphone"]);
  await button(page, /^(Record a voice message|录制语音)$/).click();
  await page.locator(".sk-record-levels span").nth(30).waitFor();
}
