import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId, LIMITS } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Locator, Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { findings } from "./axe.ts";
import { SCREENS } from "./browser.ts";
import { film, give, photo, type SampleFile } from "./sample-files.ts";
import { shoot } from "./shoot.ts";

/*
 * Pictures, albums, files and videos, from the file dialog, by drop and by paste, until they are seen by somebody else, on another device
 * and after a reload.
 */

let app: App;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await startApp({
    limits: { personRate: { rate: 100_000, burst: 100_000 } },
    files: { largest: 3_000_000, quota: 8_000_000 },
  });
  [ann, bob] = [await app.server.person("Ann"), await app.server.person("Bob")];
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const path = (): string => pathTo.conversation(directId(ann.id, bob.id));
const field = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const tray = (page: Page): Locator => page.getByRole("dialog", { name: /^Send \d/ });
const bubble = (page: Page, words: string | RegExp): Locator =>
  page.locator(".sk-message").filter({ hasText: words }).last();

async function at(person: TestPerson, options = {}): Promise<Page> {
  const { page } = await app.seat(person, options);
  page.setDefaultTimeout(15_000);
  await page.goto(path());
  await field(page).waitFor();
  return page;
}

async function choose(page: Page, files: readonly SampleFile[]): Promise<void> {
  await page.locator('input[data-picker="file"]').setInputFiles([...files]);
  await tray(page).waitFor();
}

async function send(page: Page, caption = ""): Promise<void> {
  if (caption !== "") await tray(page).getByLabel("Caption").fill(caption);
  await tray(page).getByRole("button", { name: "Send" }).click();
  await tray(page).waitFor({ state: "detached" });
}

/** All pictures of a bubble are drawn from the server. */
async function drawn(one: Locator, count: number): Promise<void> {
  await one
    .locator(".sk-picture[data-shown] img")
    .nth(count - 1)
    .waitFor();
}

test(
  "pictures, an album, a file and a video are sent and seen everywhere",
  async () => {
    const [a, b] = [await at(ann), await at(bob)];
    const meadow = await photo(a, "meadow.jpg", 1600, 1066, 1);

    await choose(a, [meadow]);
    await tray(a).locator(".sk-tray-face img").waitFor();
    await shoot(a, "files-tray-desktop");
    await send(a, "The **meadow** this morning");
    // its room is there before it is, on both sides
    const frame = bubble(a, "The meadow").locator(".sk-frame");
    const room = await frame.boundingBox();
    await drawn(bubble(b, "The meadow this morning"), 1);
    await drawn(bubble(a, "The meadow this morning"), 1);
    await bubble(a, "The meadow").locator(".sk-ring").waitFor({ state: "detached" });
    expect((await frame.boundingBox())?.height).toBe(room?.height ?? -1);

    const shapes = [
      [1200, 800],
      [800, 1200],
      [1600, 900],
      [900, 900],
      [1000, 1400],
    ] as const;
    const five = await Promise.all(shapes.map(([w, h], at) => photo(a, `walk-${at + 1}.jpg`, w, h, at + 2)));
    await give(a, ".sk-timeline-scroll", "drop", five);
    await tray(a).getByRole("listitem").nth(4).locator("img").waitFor();
    await tray(a)
      .getByRole("button", { name: /Move .*walk-5\.jpg.* to the front/ })
      .click();
    await tray(a)
      .getByRole("button", { name: /Take .*walk-4\.jpg.* out/ })
      .click();
    expect(await tray(a).locator(".sk-file-name").allInnerTexts()).toEqual([
      "walk-1.jpg",
      "walk-2.jpg",
      "walk-3.jpg",
      "walk-5.jpg",
    ]);
    await send(a, "Four from the walk");
    await drawn(bubble(b, "Four from the walk"), 4);

    await field(a).fill("and this, as typed");
    await give(a, ".sk-composer-field", "paste", [await photo(a, "pasted.jpg", 700, 500, 9)]);
    expect(await tray(a).getByLabel("Caption").inputValue()).toBe("and this, as typed");
    await tray(a)
      .getByRole("switch", { name: /Send as files/ })
      .click();
    await shoot(a, "files-tray-asfiles");
    await send(a);
    expect(await field(a).inputValue()).toBe("");
    await bubble(b, "and this, as typed")
      .getByRole("button", { name: /Save .*pasted\.jpg/ })
      .waitFor();

    // its author changes the words under it: the key up, in an empty field
    await bubble(a, "and this, as typed").locator(".sk-ticks[data-state]:not([data-state=pending])").waitFor();
    await field(a).press("ArrowUp");
    expect(await field(a).inputValue()).toBe("and this, as typed");
    await field(a).fill("and this, as changed");
    await shoot(a, "files-edit-caption");
    await field(a).press("Enter");
    await bubble(b, "and this, as changed").getByText("edited").waitFor();
    await bubble(b, "and this, as changed")
      .getByRole("button", { name: /Save .*pasted\.jpg/ })
      .waitFor();

    const plan = { name: "plan.bin", mimeType: "application/zip", buffer: Buffer.from("PK\x03\x04 not really") };
    await choose(a, [plan, await film(a, "tide.webm")]);
    await tray(a).getByRole("listitem").nth(1).locator("img").waitFor();
    await send(a);
    await bubble(b, "plan.bin").waitFor();
    const video = b.locator(".sk-video").last();
    await video.getByRole("button", { name: /Play the video/ }).click();
    await b.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0);

    async function files(page: Page): Promise<void> {
      await drawn(bubble(page, "The meadow this morning"), 1);
      await drawn(bubble(page, "Four from the walk"), 4);
      await bubble(page, "plan.bin").waitFor();
      await page.locator(".sk-video").last().waitFor();
    }
    const other = await at(
      { ...ann, token: await app.server.device(ann.id) },
      { ...SCREENS.phone, colorScheme: "dark" },
    );
    for (const page of [a, b, other]) await files(page);
    await shoot(a, "files-talk-desktop");
    await other.reload();
    await files(other);
    await shoot(other, "files-talk-phone-dark");
    expect(await findings(b)).toEqual([]);
    await shoot(b, "files-talk-bob-desktop");
  },
  SLOW,
);

test(
  "files stand in threads and in merged messages as anywhere, and two fingers make a picture larger",
  async () => {
    const page = await at(bob, SCREENS.phone);
    const press = async (words: string | RegExp, what: string): Promise<void> => {
      const held = bubble(page, words).locator(".sk-bubble");
      await held.scrollIntoViewIfNeeded();
      // at its edge, once it stands still: what is in it has a press of its own
      const { height = 8 } = (await held.boundingBox()) ?? {};
      await held.click({ button: "right", position: { x: 4, y: height - 4 } });
      await page.getByRole("menuitem", { name: what, exact: true }).click();
    };
    await press("plan.bin", "Reply in thread");
    await page.getByText("Nothing has been said").or(page.locator(".sk-thread")).first().waitFor();
    await give(page, ".sk-thread .sk-composer-field", "paste", [await photo(page, "thread.jpg", 800, 600, 20)]);
    await send(page, "In the thread");
    await drawn(bubble(page, "In the thread"), 1);
    await bubble(page, "In the thread").locator(".sk-ring").waitFor({ state: "detached" });
    await shoot(page, "files-thread-phone");
    await page.goto(path());
    await field(page).waitFor();

    // not the answer that quotes it
    await press(/^The meadow/, "Select");
    await bubble(page, "plan.bin").getByRole("checkbox").click();
    await page.getByRole("toolbar").getByRole("button", { name: "Forward" }).click();
    await page.getByText("As one message").click();
    await page.getByRole("dialog").getByRole("button", { name: "Saved messages" }).click();
    await page.getByRole("button", { name: "Forward to 1" }).click();
    await page.locator(".sk-dialog").waitFor({ state: "detached" });
    await page.goto(pathTo.conversation(directId(bob.id, bob.id)));
    await page.locator(".sk-merged").last().click();
    const pages = page.locator(".sk-merged-page");
    await drawn(pages, 1);
    await pages.getByRole("button", { name: /Save .*plan\.bin/ }).waitFor();
    await shoot(page, "files-merged-phone");
    await pages.getByRole("button", { name: "Open the picture" }).click();
    const viewer = page.getByRole("dialog", { name: "Pictures and videos" });
    await viewer.getByRole("status").filter({ hasText: "1 of 1" }).waitFor();
    await viewer.locator("img").waitFor();

    const touches = await page.context().newCDPSession(page);
    const fingers = async (type: "touchStart" | "touchMove" | "touchEnd", apart: number): Promise<void> => {
      const touchPoints =
        type === "touchEnd" ? [] : [-1, 1].map((side) => ({ x: 195 + side * apart, y: 420, id: side }));
      await touches.send("Input.dispatchTouchEvent", { type, touchPoints });
    };
    await fingers("touchStart", 30);
    for (const apart of [45, 60, 75, 90]) await fingers("touchMove", apart);
    await fingers("touchEnd", 90);
    const scale = await viewer
      .locator(".sk-viewer-picture")
      .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
    expect(scale).toBeGreaterThan(2);
    await page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    await pages.waitFor();
    await page.context().close();
  },
  SLOW,
);

test(
  "pictures are looked at one by one, by keys, buttons and fingers, and lead back to their message; the details list what was shared",
  async () => {
    const page = await at(bob, { colorScheme: "dark" });
    const viewer = page.getByRole("dialog", { name: "Pictures and videos" });
    const place = viewer.getByRole("status");
    const picture = viewer.locator(".sk-viewer-picture");
    const scale = async (): Promise<number> =>
      picture.evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
    await bubble(page, "Four from the walk").getByRole("button", { name: "Open picture 2 of 4" }).click();
    await place.filter({ hasText: "3 of 7" }).waitFor();
    await viewer.locator("img").waitFor();
    await shoot(page, "files-viewer-desktop");
    expect(await findings(page)).toEqual([]);
    for (const [key, at] of [
      ["ArrowRight", 4],
      ["ArrowLeft", 3],
      ["ArrowLeft", 2],
    ] as const) {
      await page.keyboard.press(key);
      await place.filter({ hasText: `${at} of 7` }).waitFor();
    }
    await page.keyboard.press("+");
    expect(await scale()).toBeCloseTo(1.6);
    await viewer.getByRole("button", { name: "Zoom out" }).click();
    expect(await scale()).toBe(1);
    await page.keyboard.press("r");
    expect(await scale()).toBeCloseTo(0);
    const saved = page.waitForEvent("download");
    await viewer.getByRole("button", { name: "Save" }).click();
    expect((await saved).suggestedFilename()).toBe("walk-1.jpg");
    await viewer.getByRole("button", { name: "Next" }).click();
    // each begins upright
    expect(await scale()).toBe(1);
    // a swipe of the mouse, as of a finger
    await page.mouse.move(700, 400);
    await page.mouse.down();
    await page.mouse.move(500, 410, { steps: 4 });
    await page.mouse.up();
    await place.filter({ hasText: "4 of 7" }).waitFor();
    await viewer.getByRole("button", { name: "Show in the talk" }).click();
    await viewer.waitFor({ state: "detached" });
    await page.locator(".sk-message-marked").filter({ hasText: "Four from the walk" }).waitFor();
    await bubble(page, "The meadow").getByRole("button", { name: "Open the picture" }).click();
    // all there are, on both sides, whatever the talk has loaded around it
    await place.filter({ hasText: "1 of 7" }).waitFor();
    await page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });

    // an answer shows the picture that it answers, also in a thread of its own
    await bubble(page, "The meadow").hover();
    await bubble(page, "The meadow").getByRole("button", { name: "Reply" }).click();
    await page.locator(".sk-target .sk-picture[data-shown]").waitFor();
    await field(page).fill("What a light!");
    await field(page).press("Enter");
    await bubble(page, "What a light!").locator(".sk-quote .sk-picture[data-shown]").waitFor();
    await shoot(page, "files-quote");

    await field(page).fill("Look at https://example.org/tides and https://example.org/moon");
    await field(page).press("Enter");
    await bubble(page, "Look at").locator(".sk-ticks[data-state]:not([data-state=pending])").waitFor();
    await page.getByRole("button", { name: "Details" }).click();
    const shared = page.getByRole("region", { name: "Shared here" });
    await shared.locator(".sk-picture[data-shown] img").nth(4).waitFor();
    await shoot(page, "files-shared-media");
    await shared
      .getByRole("button", { name: /Open the picture/ })
      .last()
      .click();
    await place.filter({ hasText: "1 of 7" }).waitFor();
    await page.keyboard.press("Escape");
    await shared.getByText("Files", { exact: true }).click();
    await shared.getByRole("listitem").filter({ hasText: "plan.bin" }).waitFor();
    await shoot(page, "files-shared-files");
    await shared.getByText("Links", { exact: true }).click();
    await shared.getByRole("link", { name: "https://example.org/moon" }).waitFor();
    await shared.getByText("Voice", { exact: true }).click();
    await shared.getByText("No voice messages yet").waitFor();
    await shared.getByText("Files", { exact: true }).click();
    await shared.getByRole("listitem").first().waitFor();
    expect(await findings(page)).toEqual([]);
    await shared
      .getByRole("listitem")
      .filter({ hasText: "plan.bin" })
      .getByRole("button", { name: "Show in the talk" })
      .click();
    await page.locator(".sk-message-marked").filter({ hasText: "plan.bin" }).waitFor();
    await page.context().close();
  },
  SLOW,
);

test(
  "what is too large is told before it is sent; an upload is seen, goes on after a reload, is held back and given up; names are made plain",
  async () => {
    const [a, b] = [await at(ann), await at(bob)];
    const large = { name: "large.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(3_000_001) };
    await choose(a, [large]);
    await tray(a).getByRole("alert").getByText("This server takes up to 3 MB.").waitFor();
    expect(await tray(a).getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await shoot(a, "files-tray-fault");
    await tray(a)
      .getByRole("button", { name: /Take .*large\.bin.* out/ })
      .click();
    await a.keyboard.press("Escape");
    // neither what one has no room for, nor more at once than the server takes
    const sized = (nth: number, bytes: number): SampleFile => ({
      name: `${nth}.bin`,
      mimeType: "application/octet-stream",
      buffer: Buffer.alloc(bytes, nth),
    });
    await choose(
      a,
      [1, 2, 3].map((nth) => sized(nth, 2_900_000)),
    );
    await tray(a)
      .getByRole("alert")
      .getByText(/^These do not fit: you have room for .* more\.$/)
      .waitFor();
    expect(await tray(a).getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await shoot(a, "files-tray-quota");
    await a.keyboard.press("Escape");
    await tray(a).waitFor({ state: "detached" });
    await choose(
      a,
      Array.from({ length: LIMITS.uploads + 1 }, (_, nth) => sized(nth, 5)),
    );
    await tray(a).getByRole("alert").getByText("At most 50 files at once.").waitFor();
    expect(await tray(a).getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await a.keyboard.press("Escape");
    await tray(a).waitFor({ state: "detached" });

    // nothing gets through: it is in sight, and survives a reload
    const names = ["../../etc/passwd", "photo\u202egpj.exe", `${"long ".repeat(20_000)}end.txt`];
    const noise = Buffer.from(Array.from({ length: 1_500_000 }, (_, at) => (at * 2_654_435_761) >>> 24));
    await a.route("**/v1/uploads/**", (route) => route.abort());
    await a.evaluate(
      ([given, text]) => {
        const transfer = new DataTransfer();
        for (const [at, name] of given.entries()) transfer.items.add(new File([text, String(at)], name));
        document
          .querySelector(".sk-composer-field")
          ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
      },
      [names, noise.toString("latin1").slice(0, 700_000)] as const,
    );
    await tray(a).getByRole("listitem").nth(2).waitFor();
    await shoot(a, "files-tray-names");
    await send(a);
    const waiting = a.locator(".sk-message").filter({ has: a.locator(".sk-ring") });
    await waiting.nth(2).waitFor();
    await a.reload();
    await waiting.nth(2).waitFor();
    await shoot(a, "files-waiting-desktop");
    // one is held back, one is given up
    const menu = async (nth: number, what: string): Promise<void> => {
      await waiting
        .nth(nth)
        .locator(".sk-bubble")
        .click({ button: "right", position: { x: 6, y: 6 } });
      await a.getByRole("menuitem", { name: what, exact: true }).click();
    };
    await menu(0, "Hold back");
    await waiting.nth(0).getByText("Held back").waitFor();
    await waiting
      .nth(1)
      .getByRole("button", { name: /^Do not send/ })
      .click();
    await waiting.nth(2).waitFor({ state: "detached" });
    await a.unroute("**/v1/uploads/**");
    await bubble(b, "….txt").waitFor({ timeout: 40_000 });
    await menu(0, "Go on sending");
    await bubble(b, "passwd").waitFor({ timeout: 40_000 });
    expect(await bubble(b, "passwd").locator(".sk-file-name").innerText()).toBe("passwd");
    expect(await b.locator(".sk-file-name").filter({ hasText: "exe" }).count()).toBe(0);
    expect((await bubble(b, "….txt").locator(".sk-file-name").innerText()).length).toBeLessThan(300);
    await shoot(b, "files-names-desktop");
  },
  SLOW,
);
