import { afterAll, beforeAll, expect, test } from "bun:test";
import { FaultProxy, OPEN_ROAD } from "@skein/testkit";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS, takeSeat } from "./browser.ts";
import { shoot } from "./shoot.ts";

/*
 * Somebody on a train, with a real proxy of faults between Chromium and the server. At each moment the line over the talk must
 * say what is so, and in the end every message is there once, in order.
 */

let app: App;
beforeAll(async () => {
  app = await startApp({ heartbeat: { interval: 1_000, timeout: 2_000 } });
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });
const state = (page: Page, words: string, what: string) =>
  message(page, words).getByText(what, { exact: true }).waitFor({ state: "attached" });
const line = (page: Page, words = "") => page.locator(".sk-connection").filter({ hasText: words });
const say = async (page: Page, words: string): Promise<void> => {
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(words);
  await field.press("Enter");
};
const texts = (page: Page): Promise<string[]> =>
  page.locator(".sk-message .sk-text").evaluateAll((all) =>
    all.map((one) => {
      const words = one.cloneNode(true) as Element;
      for (const aside of words.querySelectorAll(".sk-meta")) aside.remove();
      return words.textContent?.trim() ?? "";
    }),
  );

test(
  "[CLIENT-2][CLIENT-4] on a train the line over the talk tells the truth at each moment, and all messages are there once, in order",
  async () => {
    await using proxy = await FaultProxy.start(app.server.url, { seed: 5 });
    const [ann, bob] = [await app.server.person("Ann"), await app.server.person("Bob")];
    const conv = directId(ann.id, bob.id);
    const fromBob = (text: string) =>
      http(
        app.server.url,
        "message.send",
        { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
        bob.token,
      );
    await fromBob("on the platform");
    const session = { token: ann.token, user: ann.id };
    const { page, context } = await takeSeat(app.browser, proxy.url, { locale: "en-GB", ...SCREENS.phone, session });
    page.setDefaultTimeout(20_000);
    await page.goto(pathTo.conversation(conv));
    await message(page, "on the platform").waitFor();
    expect(await line(page).count()).toBe(0);

    // slow, but there: what one writes waits a moment, and the line has nothing to say
    proxy.weather = { ...OPEN_ROAD, latency: 300, jitter: 200, piece: 64 };
    await say(page, "leaving now");
    await state(page, "leaving now", "Waiting to be sent");
    await state(page, "leaving now", "Sent");
    expect(await line(page).count()).toBe(0);
    await shoot(page, "train-slow");

    // cut, and nobody answers: it says so, and when it tries again
    proxy.heal();
    proxy.refusing = true;
    proxy.cut("rst");
    await line(page).waitFor();
    await say(page, "in the tunnel");
    await state(page, "in the tunnel", "Waiting to be sent");
    await fromBob("are you there?");
    await line(page, "No connection. Next try in").waitFor();
    await shoot(page, "train-cut");

    // back: by a press, at once
    proxy.heal();
    await line(page).getByRole("button", { name: "Try now" }).click();
    await message(page, "are you there?").waitFor();
    await state(page, "in the tunnel", "Sent");
    await line(page).waitFor({ state: "detached" });

    // half-open: nothing tells but the silence; whoever dials anew is not let in yet
    proxy.silence("both");
    proxy.heal();
    proxy.refusing = true;
    await say(page, "into the void");
    await fromBob("and now?");
    await line(page).waitFor();
    await state(page, "into the void", "Waiting to be sent");
    expect(await message(page, "and now?").count()).toBe(0);
    await shoot(page, "train-half-open");
    proxy.heal();
    await line(page).getByRole("button", { name: "Try now" }).click();
    await message(page, "and now?").waitFor();
    await state(page, "into the void", "Sent");
    await line(page).waitFor({ state: "detached" });
    await shoot(page, "train-back");

    const { entries } = await http(app.server.url, "message.list", { conv }, bob.token);
    const said = entries.map((entry) => (entry.kind === "text" ? entry.body.text : ""));
    expect(said.toSorted()).toEqual(
      ["on the platform", "leaving now", "are you there?", "in the tunnel", "into the void", "and now?"].toSorted(),
    );
    expect(await texts(page)).toEqual(said);
    await context.close();
  },
  SLOW,
);
