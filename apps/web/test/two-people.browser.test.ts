import { afterAll, beforeAll, expect, test } from "bun:test";
import { SpawnedServer } from "@skein/testkit";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, OFFLINE, type Seat, SCREENS, takeSeat } from "./browser.ts";

/*
 * Two people from a server that has never run: set-up link, invitation, talk both ways with everything that a screen shows of
 * it, a reload, a second device, and kill -9 of the server in the midst of talk. In the end all screens must show the same.
 */

let server: SpawnedServer<undefined>;
let browser: Browser;
const seats: Seat[] = [];

beforeAll(async () => {
  server = await SpawnedServer.create(async () => undefined);
  await server.start();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

async function seat(screen: keyof typeof SCREENS): Promise<Page> {
  const taken = await takeSeat(browser, server.url, { ...OFFLINE, ...SCREENS[screen], locale: "en" });
  taken.page.setDefaultTimeout(15_000);
  seats.push(taken);
  return taken.page;
}

/** What a talk shows, from the first bubble to the last: the words, without times, ticks and buttons. */
const bubbles = (page: Page): Promise<string[]> =>
  page.locator(".sk-message .sk-bubble").evaluateAll((all) =>
    all.map((one) => {
      const words = one.cloneNode(true) as Element;
      for (const aside of words.querySelectorAll(".sk-meta, button, .sk-message-name")) aside.remove();
      return words.textContent?.trim() ?? "";
    }),
  );
const say = async (page: Page, words: string): Promise<void> => {
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(words);
  await field.press("Enter");
};
const bubble = (page: Page, words: string) => page.locator(".sk-message").filter({ hasText: words });
const ticks = (page: Page, words: string, state: string) =>
  bubble(page, words).locator(`.sk-ticks[data-state="${state}"]`).waitFor();

test("[CLIENT-1][CLIENT-2][CLIENT-3][SEND-2][ACCT-1] two people talk through a reload, a second device and kill -9, and all screens end the same", async () => {
  // Ann makes the server hers
  const ann = await seat("desktop");
  await ann.goto(setupLink(server.said).replace(/^https?:\/\/[^/]+/, server.url));
  await ann.getByLabel("Your name").fill("Ann");
  await ann.getByLabel("Log-in name").fill("ann");
  await ann.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await ann.getByRole("button", { name: "Become the owner" }).click();
  await ann.getByText("No conversations yet").waitFor();

  // and invites Bob
  await ann.goto("/settings/invitations");
  await ann.getByRole("button", { name: "Make link" }).click();
  const link = await ann.locator(".address").first().innerText();

  const bob = await seat("phone");
  await bob.goto(link.trim().replace(/^https?:\/\/[^/]+/, server.url));
  await bob.getByLabel("Your name").fill("Bob 鲍勃");
  await bob.getByLabel("Log-in name").fill("bob");
  await bob.getByLabel("Password", { exact: true }).fill("staple battery horse");
  await bob.getByRole("button", { name: "Create account" }).click();
  await bob.getByText("No conversations yet").waitFor();

  // Bob finds Ann and writes; she has another page open
  await bob.getByRole("textbox", { name: /Search/ }).fill("ann");
  await bob
    .getByRole("link", { name: /Ann/ })
    .or(bob.getByRole("button", { name: /Ann/ }))
    .first()
    .click();
  await say(bob, "Hello Ann, 你好 **bold** 🪿");
  await ticks(bob, "Hello Ann", "delivered");

  // unread is there, in list and title, until she reads
  await ann.goto("/");
  const row = ann.getByRole("link", { name: /Bob 鲍勃/ });
  await row.waitFor();
  expect((await row.getAttribute("aria-label")) ?? (await row.innerText())).toContain("1");
  await ann.waitForFunction(() => document.title.startsWith("(1)"));
  await row.click();
  await ticks(bob, "Hello Ann", "read");
  await ann.waitForFunction(() => !document.title.startsWith("("));
  expect(await bubble(ann, "Hello Ann").locator("strong, b").innerText()).toBe("bold");

  // presence and typing
  await ann.locator(".sk-bar-status", { hasText: "online" }).waitFor();
  await bob.getByRole("textbox", { name: "Message" }).pressSequentially("I am wri");
  await ann.locator(".sk-bar-status", { hasText: "typing" }).waitFor();
  await bob.getByRole("textbox", { name: "Message" }).fill("");

  // both ways
  await say(ann, "Hello Bob, nice to see you");
  await bubble(bob, "nice to see you").waitFor();
  await ticks(ann, "nice to see you", "read");

  // a second device of Ann's has it all
  const tablet = await seat("desktop");
  await tablet.goto("/");
  await tablet.getByLabel("Log-in name").fill("ann");
  await tablet.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await tablet.getByRole("button", { name: "Sign in", exact: true }).click();
  await tablet.getByRole("link", { name: /Bob 鲍勃/ }).click();
  await bubble(tablet, "nice to see you").waitFor();

  // a reload shows the same
  await ann.reload();
  await bubble(ann, "nice to see you").waitFor();
  expect(await bubbles(ann)).toEqual(await bubbles(bob));

  // the server is killed in the midst of talk; both go on writing
  await say(ann, "before the fall");
  await server.kill("SIGKILL");
  await say(ann, "written while it was down, by Ann");
  await say(bob, "written while it was down, by Bob");
  await ticks(ann, "by Ann", "pending");
  await ticks(bob, "by Bob", "pending");
  // nobody knows then who else is here
  await ann.locator(".sk-bar-status.sk-online").waitFor({ state: "detached" });
  // Bob even reloads: what he wrote is kept on his device
  await bob.reload();
  await ticks(bob, "by Bob", "pending");
  await server.start();
  await bubble(bob, "by Ann").waitFor({ timeout: 40_000 });
  await bubble(ann, "by Bob").waitFor({ timeout: 40_000 });
  await bubble(tablet, "by Bob").waitFor({ timeout: 40_000 });
  await ticks(ann, "by Ann", "read");
  await ticks(bob, "by Bob", "read");
  await ann.locator(".sk-bar-status.sk-online").waitFor();

  // all three screens, and the server, say the same; nothing is lost or there twice
  const expected = await bubbles(ann);
  expect(expected.toSorted()).toEqual(
    [
      "Hello Ann, 你好 bold 🪿",
      "Hello Bob, nice to see you",
      "before the fall",
      "written while it was down, by Ann",
      "written while it was down, by Bob",
    ].toSorted(),
  );
  expect(await bubbles(bob)).toEqual(expected);
  expect(await bubbles(tablet)).toEqual(expected);
  await tablet.reload();
  await bubble(tablet, "by Bob").waitFor();
  expect(await bubbles(tablet)).toEqual(expected);

  // the pages had nothing to complain of but the server that was not there
  const complaints = seats
    .flatMap((taken) => taken.complaints)
    .filter((words) => !/ERR_CONNECTION_(REFUSED|RESET)/.test(words));
  expect(complaints).toEqual([]);
}, 120_000);

function setupLink(said: string): string {
  const link = /http\S+\/setup#[\w-]+/.exec(said)?.[0];
  if (!link) throw new Error(`no set-up link in: ${said}`);
  return link;
}
