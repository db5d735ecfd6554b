import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { migrations, openSqliteInline } from "@skein/server";
import { temporaryFolder, type TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { PastClock } from "./past-clock.ts";
import { refuser } from "./refuser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
let conv: string;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const clock = new PastClock();
const LINES = 900;
/** More than a page that just came asks by itself. */
const REFUSALS = 3;

beforeAll(async () => {
  folder = await temporaryFolder();
  clock.goBack({ days: 41 });
  const file = join(folder.path, "skein.db");
  // On this thread, where its entries get their time from the same clock.
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "ways" }, () => clock.now());
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } }, { clock, storage });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
  conv = directId(ann.id, bob.id);
  clock.goBack({ days: 40 });
  for (let at = 1; at <= 300; at += 1) await say(bob, `long ago ${at}.`);
  clock.goBack({ days: 20 });
  for (let at = 301; at <= 600; at += 1) await say(bob, `line ${at}.`);
  clock.goBack({});
  for (let at = 601; at <= LINES; at += 1) await say(bob, `line ${at}.`);
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const key = () => makeKey(Date.now(), Math.random);
const say = (by: TestPerson, text: string) =>
  http(app.server.url, "message.send", { conv, key: key(), kind: "text", body: { text } }, by.token);
const article = (page: Page, words: string | RegExp) => page.getByRole("article").filter({ hasText: words });
const marked = (page: Page) => page.locator(".sk-message-marked");
const latest = (page: Page) => page.getByRole("button", { name: /Jump to the latest/ });

test(
  "so much is new that the talk opens at its end: a button leads to where it begins",
  async () => {
    await http(app.server.url, "conversation.mark", { marks: [{ conv, read: 5 }] }, ann.token);
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await article(page, `line ${LINES}.`).waitFor();
    await shoot(page, "ways-unread-above");
    await page.getByRole("button", { name: `${LINES - 5} new messages` }).click();
    await article(page, "long ago 6.").and(marked(page)).waitFor();
    await page.locator(".sk-unread-line").waitFor();
    expect(await page.getByRole("button", { name: /new messages$/ }).count()).toBe(0);
    await context.close();
  },
  SLOW,
);

test(
  "a link to a message opens and marks it at any depth; one to a message that is not there says so",
  async () => {
    const { page, context } = await app.seat(ann);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: app.server.url });
    await page.goto(pathTo.message(conv, 120));
    await article(page, "long ago 120.").and(marked(page)).waitFor();
    await article(page, "long ago 120.").locator(".sk-bubble").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Copy link" }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).pathname).toBe(pathTo.message(conv, 120));
    // Cold, in another tab, and from another place in the app.
    const other = await context.newPage();
    await other.goto(link);
    await article(other, "long ago 120.").and(marked(other)).waitFor();
    await page.goto(pathTo.message(conv, 120_000));
    await page.getByText("This message is not there").waitFor();
    await article(page, `line ${LINES}.`).waitFor();
    await page.goto(`${pathTo.conversation(conv)}/x`);
    await page
      .getByText(/not here|no such|nothing/i)
      .first()
      .waitFor();
    await context.close();
  },
  SLOW,
);

/** Waits until a line stands in the middle, and nowhere else after its neighbours have got their heights. */
const inTheMiddle = (page: Page, words: string) =>
  article(page, words).evaluate(
    (line) =>
      new Promise<void>((resolve) => {
        const box = line.closest(".sk-timeline-scroll");
        let still = 0;
        const look = (): void => {
          const [of, at] = [box?.getBoundingClientRect(), line.getBoundingClientRect()];
          still = of && Math.abs(at.top + at.bottom - of.top - of.bottom) < 8 ? still + 1 : 0;
          if (still > 10) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** It stands there for a moment after each scroll: on a busy machine that is over before one has looked, so one scrolls again. */
async function pressFloatingDay(page: Page): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    await page.mouse.wheel(0, -300);
    const pressed = await page
      .waitForFunction(
        () => {
          const day = document.querySelector<HTMLElement>(".sk-floating-day .sk-day");
          day?.click();
          return day !== null;
        },
        undefined,
        { timeout: 1_500 },
      )
      .catch(() => undefined);
    if (pressed) return;
  }
  throw new Error("no day floats over a talk that is scrolled");
}

test(
  "a link to a message that cannot be read for a moment is followed once it can",
  async () => {
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await article(page, `line ${LINES}.`).waitFor();
    // on this device, and not read yet: it is marked as read in the moment in which the first try has ended
    await page.goto("/");
    await say(bob, "one more");
    await page.getByText("one more").waitFor();
    let refusals = 0;
    // what lies around the message, and nothing else; it may be asked for anew once the link stands
    await refuser(page, ({ params }) => params?.["after"] !== undefined && ++refusals <= REFUSALS, "unavailable");
    await page.goto(pathTo.message(conv, 220));
    await article(page, "long ago 220.").and(marked(page)).waitFor();
    expect(await page.getByText("This message is not there").count()).toBe(0);
    expect(refusals).toBeGreaterThan(REFUSALS);
    await context.close();
  },
  SLOW,
);

test.each([
  ["en-GB", "desktop", "light"],
  ["zh-CN", "phone", "dark"],
] as const)(
  "a day leads to any other one, by keyboard and by press (%s, %s)",
  async (locale, screen, colorScheme) => {
    const { page, context } = await app.seat(ann, { ...SCREENS[screen], locale, colorScheme });
    await page.goto(pathTo.conversation(conv));
    await article(page, `line ${LINES}.`).waitFor();
    await latest(page).waitFor({ state: "detached" });
    await page.locator(".sk-timeline-scroll").hover();
    await pressFloatingDay(page);
    const grid = page.getByRole("grid");
    await grid.waitFor();
    await page.waitForFunction(() => document.activeElement?.className === "sk-calendar-day");
    await page.waitForTimeout(300);
    await shoot(page, `ways-date-${locale}-${screen}`);
    // Twenty days back: weeks by the arrow, and a day.
    for (const arrow of ["ArrowUp", "ArrowUp", "ArrowUp", "ArrowRight"]) await page.keyboard.press(arrow);
    const wanted = new Date(Date.now() - 20 * 86_400_000);
    const name = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", day: "numeric" }).format(wanted);
    await grid.getByRole("button", { name, exact: true }).and(page.locator(":focus")).waitFor();
    await page.keyboard.press("Enter");
    await article(page, "line 301.").and(marked(page)).waitFor();
    // The very first one.
    await page.locator(".sk-timeline-scroll .sk-day").first().click();
    await page.getByRole("dialog").getByRole("button").last().click();
    await article(page, "long ago 1.").and(marked(page)).waitFor();
    // The calendar is in the menu of the talk as well, for whoever does not scroll.
    await page.locator(".sk-bar").getByRole("button").last().click();
    await page.getByRole("menuitem", { name: /^(Go to a date|按日期查找)$/ }).click();
    await grid.waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "on a busy machine too a talk is at its newest line after each way back from far, and stays there",
  async () => {
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await article(page, `line ${LINES}.`).waitFor();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    for (const [round, seq] of [100, 350, 40, 500].entries()) {
      await page.locator(".sk-timeline-scroll").hover();
      await page.mouse.wheel(0, -400);
      // told by the page itself: on a machine as busy as this the mark may have come and gone between two looks from outside
      await page.evaluate(
        (path) =>
          new Promise<void>((resolve) => {
            const looking = new MutationObserver(() => {
              if (!document.querySelector(".sk-message-marked")) return;
              looking.disconnect();
              resolve();
            });
            looking.observe(document.body, { subtree: true, childList: true, attributes: true });
            history.pushState({}, "", path);
            dispatchEvent(new Event("skein:moved"));
          }),
        pathTo.message(conv, seq),
      );
      await inTheMiddle(page, `${seq > 300 ? "line" : "long ago"} ${seq}.`);
      await page.mouse.wheel(0, -200);
      await latest(page).click();
      await say(bob, `while going back ${round}`);
      await article(page, `while going back ${round}`).waitFor();
      await page.waitForFunction(() => {
        const element = document.querySelector(".sk-timeline-scroll");
        return element !== null && element.scrollHeight - element.clientHeight - element.scrollTop < 4;
      });
      await latest(page).waitFor({ state: "detached" });
    }
    await context.close();
  },
  SLOW,
);
