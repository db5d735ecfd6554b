import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import type { TestPerson } from "@skein/testkit";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { between } from "./between.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
let conv: string;

async function say(by: TestPerson, text: string): Promise<void> {
  await http(
    app.server.url,
    "message.send",
    { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
    by.token,
  );
}

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
  conv = directId(ann.id, bob.id);
  for (let at = 1; at <= 400; at++)
    await say(
      at % 3 === 0 ? ann : bob,
      `message ${at}${at % 7 === 0 ? " with more words than fit on a line of this talk, so that heights differ".repeat(3) : ""}`,
    );
  const { head } = await http(app.server.url, "message.list", { conv, limit: 1 }, ann.token);
  await http(app.server.url, "conversation.mark", { marks: [{ conv, read: head }] }, ann.token);
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const log = (page: Page) => page.locator(".sk-timeline-scroll");
const below = (page: Page) =>
  log(page).evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);

/** The first message that is wholly in sight, and where it stands. */
const topmost = (page: Page) =>
  log(page).evaluate((element) => {
    const frame = element.getBoundingClientRect();
    const first = [...element.querySelectorAll("article")].find(
      (one) => one.getBoundingClientRect().top >= frame.top + 80,
    );
    return { words: first?.querySelector("p")?.textContent ?? "", top: first?.getBoundingClientRect().top ?? 0 };
  });

/** Resolves when nothing has moved for a few frames. */
const calm = (page: Page) =>
  log(page).evaluate(
    (element) =>
      new Promise<void>((resolve) => {
        let still = 0;
        let seen = "";
        const look = (): void => {
          const now = `${element.scrollTop} ${element.scrollHeight}`;
          still = now === seen ? still + 1 : 0;
          seen = now;
          if (still > 8) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
  );

/** From `hold` on keeps back what the page asks of older history. */
async function holdHistory(page: Page): Promise<{ readonly held: number; hold(): void; release(): void }> {
  const waiting: (() => void)[] = [];
  let holding = false;
  await between(page, ({ type, params }, { pass }) => {
    const held = holding && type === "message.list" && params?.["before"] !== undefined;
    if (held) waiting.push(pass);
    return held;
  });
  return {
    get held() {
      return waiting.length;
    },
    hold() {
      holding = true;
    },
    release() {
      holding = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}

test(
  "a talk opens at its end, stays there when something comes, and keeps its place while older messages load",
  async () => {
    const { page, context } = await app.seat(ann);
    const history = await holdHistory(page);
    await page.goto(pathTo.conversation(conv));
    await page
      .getByRole("article")
      .filter({ hasText: /^message 400/ })
      .waitFor();
    expect(await below(page)).toBeLessThan(4);

    await say(bob, "one more");
    await page.getByRole("article").filter({ hasText: "one more" }).waitFor();
    await page.waitForFunction(() => {
      const element = document.querySelector(".sk-timeline-scroll");
      return element !== null && element.scrollHeight - element.clientHeight - element.scrollTop < 4;
    });

    // Up to the first line that is here; the page before it is asked for, and held back until we have looked.
    history.hold();
    await log(page).hover();
    while (history.held === 0) {
      await page.mouse.wheel(0, -400);
      await calm(page);
    }
    await calm(page);
    const before = await topmost(page);
    const height = await log(page).evaluate((element) => element.scrollHeight);
    history.release();
    await page.waitForFunction(
      (was) => (document.querySelector(".sk-timeline-scroll")?.scrollHeight ?? 0) > was + 500,
      height,
    );
    await calm(page);
    const after = await topmost(page);
    expect(after.words).toBe(before.words);
    expect(Math.abs(after.top - before.top)).toBeLessThan(3);

    // A message that comes meanwhile moves nothing, is counted, and is a press away.
    await say(bob, "while you read");
    await page.getByRole("button", { name: /Jump to the latest, 1 new message/ }).waitFor();
    expect((await topmost(page)).words).toBe(before.words);
    await page.getByRole("button", { name: /Jump to the latest/ }).click();
    await page.getByRole("article").filter({ hasText: "while you read" }).waitFor();
    await page.waitForFunction(() => document.title === "Skein");
    await context.close();
  },
  SLOW,
);

test(
  "whoever scrolls away as soon as a talk has gone to its end is not taken back there",
  async () => {
    const { page, context } = await app.seat(ann);
    for (const seq of [40, 300, 120]) {
      await page.goto(pathTo.message(conv, seq));
      const latest = page.getByRole("button", { name: /Jump to the latest/ });
      await latest.click();
      await page.getByRole("article").filter({ hasText: "message 400" }).waitFor();
      await latest.waitFor({ state: "detached" });
      await log(page).hover();
      while (!(await latest.isVisible())) await page.mouse.wheel(0, -1_000);
      await calm(page);
      expect(await below(page)).toBeGreaterThan(500);
    }
    await context.close();
  },
  SLOW,
);

test(
  "what is pressed while a talk moves is pressed",
  async () => {
    const { page, context } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await page.getByRole("article").filter({ hasText: "message 400" }).waitFor();
    await calm(page);
    // each frame a little further, as with lines that come all the time
    const hit = await log(page).evaluate(async (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      let rows = 0;
      for (let frame = 0; frame < 40; frame++) {
        element.scrollTop -= 3;
        await new Promise((resolve) => requestAnimationFrame(resolve));
        for (const part of [0.3, 0.5, 0.7])
          if (
            element
              .querySelector(":scope > :last-child")
              ?.contains(document.elementFromPoint(left + width / 2, top + height * part))
          )
            rows += 1;
      }
      return rows;
    });
    expect(hit).toBe(120);
    await context.close();
  },
  SLOW,
);
