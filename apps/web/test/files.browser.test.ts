import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
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
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } }, files: { largest: 3_000_000 } });
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
