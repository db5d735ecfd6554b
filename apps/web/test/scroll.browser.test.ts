import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import type { TestPerson } from "@skein/testkit";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

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

test(
  "a talk opens at its end, stays there when something comes, and keeps its place while older messages load",
  async () => {
    const { page, context } = await app.seat(ann);
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

    // Up to where only pages that are not loaded yet can be, and no further jump while they come.
    await log(page).hover();
    for (let pages = 0; pages < 3; pages++) {
      await page.mouse.wheel(0, -3000);
      await page.waitForLoadState("networkidle");
    }
    const before = await topmost(page);
    await log(page).evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          let calm = 0;
          let height = element.scrollHeight;
          const look = (): void => {
            calm = element.scrollHeight === height ? calm + 1 : 0;
            height = element.scrollHeight;
            if (calm > 20) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
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
