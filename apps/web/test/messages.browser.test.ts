import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { http } from "@skein/client";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  people = [await app.server.person("Ann"), await app.server.person("Bob")];
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const bubble = (page: Page, words: string) => page.locator(".sk-message").filter({ hasText: words });
const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const say = async (page: Page, words: string): Promise<void> => {
  await field(page).fill(words);
  await field(page).press("Enter");
};
const act = async (page: Page, words: string, action: string): Promise<void> => {
  await bubble(page, words).first().locator(".sk-bubble").click({ button: "right" });
  await page.getByRole("menuitem", { name: action, exact: true }).click();
};
/** A picture for whoever wants to look; not kept in the repository. */
const picture = async (page: Page, name: string): Promise<void> => {
  const out = join(import.meta.dir, "../../../.cache/screenshots");
  await mkdir(out, { recursive: true });
  await page.screenshot({ path: join(out, `messages-${name}.png`) });
};

let people: readonly [TestPerson, TestPerson];

async function two() {
  const [ann, bob] = people;
  const talk = pathTo.conversation(directId(ann.id, bob.id));
  const pages = [];
  for (const [person, screen] of [
    [ann, {}],
    [bob, { viewport: { width: 390, height: 780 }, colorScheme: "dark" as const }],
  ] as const) {
    const { page } = await app.seat(person, screen);
    page.setDefaultTimeout(20_000);
    await page.goto(talk);
    await field(page).waitFor();
    pages.push(page);
  }
  const [a, b] = pages as [Page, Page];
  return { ann: a, bob: b };
}

test(
  "two people answer, change, take back, react to and forward what they say, each before the other's eyes",
  async () => {
    const { ann, bob } = await two();
    await say(ann, "where shall we meet?");
    await bubble(bob, "where shall we meet?").waitFor();

    // Bob answers
    await act(bob, "where shall we meet?", "Reply");
    await bob.locator(".sk-target").waitFor();
    await say(bob, "at the bridge");
    await bubble(ann, "at the bridge").locator(".sk-quote").filter({ hasText: "where shall we meet?" }).waitFor();
    expect(await bob.locator(".sk-target").count()).toBe(0);

    // and changes his last message with the arrow
    await field(bob).press("ArrowUp");
    await bob.locator(".sk-target").filter({ hasText: "Edit message" }).waitFor();
    expect(await field(bob).inputValue()).toBe("at the bridge");
    await say(bob, "at the old bridge");
    await bubble(ann, "at the old bridge").locator(".sk-edited").click();
    await ann.getByRole("dialog").getByText("at the bridge", { exact: true }).waitFor();
    await picture(ann, "edits");
    await ann.keyboard.press("Escape");

    // Ann reacts with a press, Bob joins in and takes his back
    await act(ann, "at the old bridge", "React with 👍");
    const reaction = bubble(bob, "at the old bridge").locator(".sk-reaction");
    await reaction.waitFor();
    await reaction.click();
    await bubble(ann, "at the old bridge").locator(".sk-reaction").filter({ hasText: "2" }).waitFor();
    await act(ann, "at the old bridge", "Reactions");
    await ann.getByRole("dialog").getByText("Bob").waitFor();
    await picture(ann, "reactors");
    await ann.keyboard.press("Escape");
    await reaction.click();
    await bubble(ann, "at the old bridge").locator(".sk-reaction").filter({ hasText: "1" }).waitFor();
    await picture(ann, "talk");
    await picture(bob, "talk-phone");

    // what was taken back is a line in its place, and a quote of it says so
    await act(ann, "where shall we meet?", "Take back");
    await ann.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
    await bob.getByText(/Ann\W* took back a message/).waitFor();
    await bubble(bob, "at the old bridge").locator(".sk-quote").filter({ hasText: "was taken back" }).waitFor();
    await ann.getByRole("button", { name: "Edit again" }).click();
    expect(await field(ann).inputValue()).toBe("where shall we meet?");
    await field(ann).fill("");

    // several are chosen and forwarded as one
    await say(ann, "first thing");
    await say(ann, "second thing");
    await bubble(bob, "second thing").waitFor();
    await act(bob, "first thing", "Select");
    await bubble(bob, "second thing").getByRole("checkbox").click();
    await bob.getByText("2 selected").waitFor();
    await picture(bob, "selection-phone");
    await bob.getByRole("toolbar").getByRole("button", { name: "Forward" }).click();
    await bob.getByText("As one message").click();
    await bob.getByRole("dialog").getByRole("button", { name: /Ann/ }).click();
    await picture(bob, "forward-phone");
    await bob.getByRole("button", { name: "Forward to 1" }).click();
    const merged = ann.locator(".sk-merged");
    await merged.click();
    await ann.getByRole("dialog").getByText("second thing").waitFor();
    await picture(ann, "merged");
  },
  SLOW,
);

test(
  "a quote leads to a message that is far back, and one comes back to the newest",
  async () => {
    // said by herself, elsewhere: a talk without news opens at its end
    const [speaker, other] = people;
    const conv = directId(speaker.id, other.id);
    const tell = (key: string, body: { text: string; reply?: { seq: number } }) =>
      http(app.server.url, "message.send", { conv, key, kind: "text", body }, speaker.token);
    let first = 0;
    for (let n = 1; n <= 600; n += 1) {
      const { seq } = await tell(`far-away-${n}`, { text: `far ${n}` });
      if (n === 1) first = seq;
    }
    const answer = { text: "about the first one", reply: { seq: first } };
    await tell("far-answer", answer);
    const { ann } = await two();
    await bubble(ann, "about the first one").locator(".sk-quote").click();
    await ann.locator(".sk-message-marked").filter({ hasText: "far 1" }).waitFor();
    await ann.getByRole("button", { name: /Jump to the latest/ }).click();
    await bubble(ann, "about the first one").waitFor();
  },
  SLOW,
);
