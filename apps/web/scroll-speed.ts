import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { startServer, WHOLE_CHROMIUM } from "@skein/testkit";
import type { Page } from "playwright-core";
import { buildWebApp } from "./build.ts";
import { pathTo } from "./src/route/route.ts";
import { launchBrowser, SCREENS, takeSeat } from "./test/browser.ts";

/** What is asked for at once while the conversation is filled. */
const AT_ONCE = 64;
/** How fast it is scrolled: a hard turn of a wheel, px a frame. */
const STEP = 60;
const SECONDS = 8;

interface Frames {
  readonly count: number;
  /** ms between two frames: half of them, 99 of 100, and the longest. */
  readonly median: number;
  readonly most: number;
  readonly longest: number;
  /** Of 100 frames, those that came after more than one and a half times 1/60 s. */
  readonly late: number;
}

/** Scrolls for some seconds and measures each frame; turns around at either end. */
function scroll(page: Page, seconds: number, step: number): Promise<Frames> {
  return page.locator(".sk-timeline-scroll").evaluate(
    (element, { ms, by }) =>
      new Promise<Frames>((resolve) => {
        const times: number[] = [];
        let [before, towards] = [0, -by];
        const begin = performance.now();
        const frame = (now: number): void => {
          if (before > 0) times.push(now - before);
          before = now;
          const was = element.scrollTop;
          element.scrollTop += towards;
          if (element.scrollTop === was) towards = -towards;
          if (now - begin < ms) {
            requestAnimationFrame(frame);
            return;
          }
          const sorted = times.toSorted((a, b) => a - b);
          const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
          const late = (100 * times.filter((time) => time > 25).length) / times.length;
          resolve({ count: times.length, median: at(0.5), most: at(0.99), longest: at(1), late });
        };
        requestAnimationFrame(frame);
      }),
    { ms: seconds * 1000, by: step },
  );
}

/** Goes up until so many messages are loaded, as a reader with much time would. */
function goUp(page: Page, height: number): Promise<void> {
  return page.locator(".sk-timeline-scroll").evaluate(
    (element, wanted) =>
      new Promise<void>((resolve) => {
        const frame = (): void => {
          element.scrollTop = 0;
          if (element.scrollHeight > wanted) resolve();
          else requestAnimationFrame(frame);
        };
        frame();
      }),
    height,
  );
}

/**
 * Measures how a long conversation scrolls in a real Chromium: while older messages come in, and then among many that are loaded.
 *
 * bun apps/web/scroll-speed.ts [messages in the conversation, 100000] [messages to load, 10000]
 */
async function main([all = "100000", loaded = "10000"]: readonly string[]): Promise<void> {
  await buildWebApp();
  const generous = { rate: 1e6, burst: 1e6 };
  await using server = await startServer({ limits: { personRate: generous, linkRate: generous } });
  const ann = await server.person("Ann");
  const bob = await server.person("Bob");
  const conv = directId(ann.id, bob.id);
  const words = "so many geese over the bridge this morning that nobody could count them ";
  const say = (at: number) =>
    http(
      server.url,
      "message.send",
      {
        conv,
        key: makeKey(Date.now(), Math.random),
        kind: "text",
        body: { text: `${at} ${words.repeat(at % 7 === 0 ? 4 : 1)}` },
      },
      (at % 3 === 0 ? ann : bob).token,
    );
  let next = 0;
  const count = Number(all);
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await say(++next);
    }),
  );
  await http(server.url, "conversation.mark", { marks: [{ conv, read: count }] }, ann.token);

  await using browser = await launchBrowser(WHOLE_CHROMIUM);
  for (const screen of ["desktop", "phone"] as const) {
    const session = { token: ann.token, user: ann.id };
    const { page, context } = await takeSeat(browser, server.url, { ...SCREENS[screen], session, locale: "en-GB" });
    await page.goto(pathTo.conversation(conv));
    await page.getByRole("article").last().waitFor();
    tell(`${screen}, older messages come in`, await scroll(page, SECONDS, STEP));
    // 60 px is what a message takes here on average.
    await goUp(page, Number(loaded) * 60);
    tell(`${screen}, ${loaded} messages loaded`, await scroll(page, SECONDS, -STEP));
    await context.close();
  }
}

function tell(what: string, { count, median, most, longest, late }: Frames): void {
  const ms = (time: number): string => `${time.toFixed(1)} ms`;
  console.log(
    `${what}: ${count} frames, half within ${ms(median)}, 99 of 100 within ${ms(most)}, longest ${ms(longest)}, ${late.toFixed(1)} % late`,
  );
}

await main(process.argv.slice(2));
