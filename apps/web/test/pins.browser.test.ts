import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const key = () => makeKey(Date.now(), Math.random);
const call: typeof http = (...args) => http(...args);
async function group(name: string): Promise<string> {
  return (await call(app.server.url, "group.create", { key: key(), name, users: [bob.id] }, ann.token)).conversation.id;
}
const say = async (by: TestPerson, conv: string, text: string): Promise<number> =>
  (await call(app.server.url, "message.send", { conv, key: key(), kind: "text", body: { text } }, by.token)).seq;

const article = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });
const bar = (page: Page) => page.getByRole("region", { name: "Pinned messages" });
const act = async (page: Page, words: string, action: string): Promise<void> => {
  await article(page, words).locator(".sk-bubble").click({ button: "right" });
  await page.getByRole("menuitem", { name: action, exact: true }).click();
};
const below = (page: Page) =>
  page
    .locator(".sk-timeline-scroll")
    .evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);

test(
  "what is pinned stands over the talk of everybody at once, leads to its message, and is taken down in the list of all",
  async () => {
    const conv = await group("Trip");
    await say(bob, conv, "the first thing said");
    for (let at = 1; at <= 450; at += 1) await say(ann, conv, `line ${at}`);
    for (const by of [ann, bob]) {
      const { conversation } = await call(app.server.url, "conversation.get", { conv }, by.token);
      await call(app.server.url, "conversation.mark", { marks: [{ conv, read: conversation.head }] }, by.token);
    }
    const { page: anns, context: one, complaints } = await app.seat(ann);
    const { page: bobs, context: two } = await app.seat(bob, { ...SCREENS.phone, colorScheme: "dark" });
    for (const page of [anns, bobs]) {
      await page.goto(pathTo.conversation(conv));
      await article(page, "line 450").waitFor();
    }
    // A member has no such right here.
    await article(bobs, "line 450").locator(".sk-bubble").tap();
    await bobs.getByRole("menuitem", { name: "Copy text", exact: true }).waitFor();
    expect(await bobs.getByRole("menuitem", { name: "Pin", exact: true }).count()).toBe(0);
    await bobs.keyboard.press("Escape");

    await act(anns, "line 450", "Pin");
    await bar(anns).getByRole("button", { name: "Pinned message line 450" }).waitFor();
    await bar(bobs).getByRole("button", { name: "Pinned message line 450" }).waitFor();
    // The bar takes its room from the lines, and they stay at their end.
    await bobs.waitForFunction(() => {
      const element = document.querySelector(".sk-timeline-scroll");
      return element !== null && element.scrollHeight - element.clientHeight - element.scrollTop < 4;
    });
    expect(await below(anns)).toBeLessThan(4);
    await call(app.server.url, "message.pin", { conv, seq: 2, key: key(), on: true }, ann.token);
    await call(app.server.url, "message.pin", { conv, seq: 200, key: key(), on: true }, ann.token);
    await bar(bobs).getByText("Pinned message 1 of 3").waitFor();
    await shoot(bobs, "pins-bar-phone-dark");
    await shoot(anns, "pins-bar");

    // A press goes there, the next one to the one before it.
    await bar(bobs).locator(".sk-pinned-words").tap();
    await article(bobs, "line 198").and(bobs.locator(".sk-message-marked")).waitFor();
    await bar(bobs).getByText("Pinned message 2 of 3").waitFor();
    await bar(bobs).locator(".sk-pinned-words").tap();
    await article(bobs, "the first thing said").and(bobs.locator(".sk-message-marked")).waitFor();
    await article(bobs, "the first thing said").getByRole("img", { name: "Pinned message" }).waitFor();

    // By keyboard, in the list of all.
    await bar(anns).getByRole("button", { name: "All pinned messages" }).press("Enter");
    const list = anns.getByRole("dialog", { name: "Pinned messages" });
    await list
      .getByText(/Pinned by .?Ann/)
      .first()
      .waitFor();
    await shoot(anns, "pins-list");
    expect(await list.getByRole("listitem").count()).toBe(3);
    await list
      .getByRole("listitem")
      .filter({ hasText: "line 198" })
      .getByRole("button", { name: "Unpin" })
      .press("Enter");
    await bar(bobs).getByText("Pinned message 1 of 2").waitFor();
    await list.getByRole("button", { name: /the first thing said/ }).press("Enter");
    await article(anns, "the first thing said").and(anns.locator(".sk-message-marked")).waitFor();

    // What is taken back leaves the bar.
    await call(app.server.url, "message.recall", { conv, seq: 2, key: key() }, bob.token);
    for (const page of [anns, bobs]) await bar(page).getByRole("button", { name: "Pinned message line 450" }).waitFor();

    // The same after a reload, and gone for all with the last one.
    await bobs.reload();
    await bar(bobs).getByRole("button", { name: "Pinned message line 450" }).waitFor();
    await anns.getByRole("button", { name: /Jump to the latest/ }).click();
    await act(anns, "line 450", "Unpin");
    for (const page of [anns, bobs]) await bar(page).waitFor({ state: "detached" });
    expect(complaints).toEqual([]);
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);

test(
  "in a direct conversation both pin; without a link it shows at once and is there for the other later",
  async () => {
    const conv = directId(ann.id, bob.id);
    await say(ann, conv, "the key is under the stone");
    const { page: anns, context: one } = await app.seat(ann);
    const { page: bobs, context: two } = await app.seat(bob);
    for (const page of [anns, bobs]) {
      await page.goto(pathTo.conversation(conv));
      await article(page, "under the stone").waitFor();
    }
    await two.setOffline(true);
    await act(bobs, "under the stone", "Pin");
    await bar(bobs)
      .getByRole("button", { name: /under the stone/ })
      .waitFor();
    expect(await bar(anns).count()).toBe(0);
    await two.setOffline(false);
    await bar(anns)
      .getByRole("button", { name: /under the stone/ })
      .waitFor();
    await act(anns, "under the stone", "Unpin");
    await bar(bobs).waitFor({ state: "detached" });
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);
