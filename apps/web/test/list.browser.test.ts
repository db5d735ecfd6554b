import { afterAll, beforeAll, expect, test } from "bun:test";
import type { CDPSession, Locator, Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { type Sample, sampleTalk } from "./sample-talk.ts";

let app: App;
let sample: Sample;
beforeAll(async () => {
  app = await startApp();
  sample = await sampleTalk(app.server);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const list = (page: Page) => page.getByRole("navigation", { name: "Conversations" });
const row = (page: Page, name: RegExp) => list(page).getByRole("link", { name });

test(
  "the chips choose what the list shows, and what is being read does not vanish from the unread",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me);
    await page.goto("/");
    await row(page, /雁南飞/).waitFor();
    await page.getByText("Groups", { exact: true }).click();
    await row(page, /张伟/).waitFor({ state: "detached" });
    await row(page, /雁南飞/).waitFor();

    // Radio buttons: the arrows choose, and one goes on by Tab.
    await page.keyboard.press("ArrowLeft");
    await row(page, /雁南飞/).waitFor({ state: "detached" });
    await row(page, /Saved messages/).waitFor({ state: "detached" });
    await row(page, /Ann Delacroix/).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("radio", { name: "Unread 2", checked: true }).waitFor();
    await row(page, /Ann Delacroix/).waitFor({ state: "detached" });

    await row(page, /张伟/).click();
    await page.getByRole("radio", { name: "Unread 1" }).waitFor();
    await row(page, /张伟/).waitFor();
    await row(page, /Wilhelmina/).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Mark as read" }).click();
    await row(page, /Wilhelmina/).waitFor({ state: "detached" });
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    await page.getByText("Nothing unread").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    await row(page, /雁南飞/).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

/** A finger on the screen. */
async function finger(page: Page): Promise<{
  down(on: Locator, at?: number): Promise<void>;
  by(dx: number, dy: number): Promise<void>;
  up(): Promise<void>;
}> {
  const device: CDPSession = await page.context().newCDPSession(page);
  let [x, y] = [0, 0];
  let timestamp = Date.now() / 1000;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd") => {
    // It rests before it leaves: a flick goes on by itself for a while, and a press meanwhile would only stop it.
    timestamp = Math.max(Date.now() / 1000, timestamp) + (type === "touchEnd" ? 0.3 : 0.02);
    const touchPoints = type === "touchEnd" ? [] : [{ x, y }];
    return device.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp });
  };
  return {
    async down(on, at = 0.6) {
      const box = await on.boundingBox();
      if (!box) throw new Error("There is nothing to touch.");
      [x, y] = [box.x + box.width * at, box.y + box.height / 2];
      await touch("touchStart");
    },
    async by(dx, dy) {
      for (let step = 0; step < 5; step++) {
        x += dx / 5;
        y += dy / 5;
        await touch("touchMove");
      }
    },
    async up() {
      await touch("touchEnd");
    },
  };
}

test(
  "on a touch screen a row is swiped for what its menu holds, and the list scrolls as ever",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me, SCREENS.phone);
    await page.goto("/");
    const target = row(page, /雁南飞/);
    await target.waitFor();
    const hand = await finger(page);
    const details = page.locator(".sk-swipe-action", { hasText: "Details" });

    // Not far enough: it slides back, and what was under it goes.
    await hand.down(target);
    await hand.by(-24, 0);
    await details.waitFor({ state: "attached" });
    await hand.up();
    await details.waitFor({ state: "detached" });

    // Up and down is not ours, however far it goes sideways afterwards.
    await hand.down(target);
    await hand.by(0, -40);
    await hand.by(-120, 0);
    await hand.up();
    expect(await details.count()).toBe(0);

    await hand.down(target);
    await hand.by(-90, 4);
    await hand.up();
    await page.getByRole("button", { name: "Details" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    // A press on the row itself only takes it back.
    await target.tap({ position: { x: 200, y: 20 } });
    await details.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/");

    await hand.down(target);
    await hand.by(-90, 4);
    await hand.up();
    await page.getByRole("button", { name: "Details" }).tap();
    await page.getByRole("region", { name: "Group" }).waitFor();
    await page.waitForURL((url) => url.pathname === pathTo.conversation(sample.group));
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "whoever does not swipe holds the row down, or presses it: both do what they always do",
  async () => {
    const { page, context } = await app.seat(sample.me, SCREENS.phone);
    await page.goto("/");
    const target = row(page, /Ann Delacroix/);
    await target.waitFor();
    const hand = await finger(page);
    await hand.down(target, 0.4);
    await page.getByRole("menuitem", { name: "Details" }).waitFor();
    await hand.up();
    await page.getByRole("menuitem", { name: "Open" }).tap();
    await page.waitForURL((url) => url.pathname === pathTo.conversation(sample.direct));
    await page.getByRole("button", { name: "Back" }).tap();
    await target.tap();
    await page.waitForURL((url) => url.pathname === pathTo.conversation(sample.direct));
    await context.close();
  },
  SLOW,
);
