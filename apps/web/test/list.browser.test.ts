import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { finger } from "./finger.ts";
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

test(
  "on a touch screen a row is swiped for what its menu holds, and the list scrolls as ever",
  async () => {
    const { page, context, complaints } = await app.seat(sample.me, SCREENS.phone);
    await page.goto("/");
    const target = row(page, /雁南飞/);
    await target.waitFor();
    const hand = await finger(page);
    const action = page.locator(".sk-swipe-action", { hasText: "Pin" });

    // Not far enough: it slides back, and what was under it goes.
    await hand.down(target);
    await hand.by(-24, 0);
    await action.waitFor({ state: "attached" });
    await hand.up();
    await action.waitFor({ state: "detached" });

    // Up and down is not ours, however far it goes sideways afterwards.
    await hand.down(target);
    await hand.by(0, -40);
    await hand.by(-120, 0);
    await hand.up();
    expect(await action.count()).toBe(0);

    await hand.down(target);
    await hand.by(-140, 4);
    await hand.up();
    await page.getByRole("button", { name: "Pin" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/");
    // A press on the row itself only takes it back.
    await target.tap({ position: { x: 340, y: 20 } });
    await action.waitFor({ state: "detached" });
    expect(new URL(page.url()).pathname).toBe("/");

    await hand.down(target);
    await hand.by(-140, 4);
    await hand.up();
    await page.getByRole("button", { name: "Pin" }).tap();
    await list(page).getByRole("listitem").first().getByText("Pinned").waitFor({ state: "attached" });
    await list(page)
      .getByRole("listitem")
      .first()
      .getByRole("link", { name: /雁南飞/ })
      .waitFor();
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
    await page.getByRole("menuitem", { name: "Open", exact: true }).tap();
    await page.waitForURL((url) => url.pathname === pathTo.conversation(sample.direct));
    await page.getByRole("button", { name: "Back" }).tap();
    await target.tap();
    await page.waitForURL((url) => url.pathname === pathTo.conversation(sample.direct));
    await context.close();
  },
  SLOW,
);
