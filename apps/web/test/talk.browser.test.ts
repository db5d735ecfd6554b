import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ registration: "open" });
  // somebody must own the server before others may join it
  await app.server.person("Owner", "owner");
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });

async function signUp(page: Page, name: string, login: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Create account" }).click();
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Log-in name").fill(login);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("navigation").or(page.getByText("No conversations yet")).first().waitFor();
}

async function say(page: Page, words: string): Promise<void> {
  await field(page).fill(words);
  await field(page).press("Enter");
}

test(
  "two people sign up, find each other and talk both ways, with ticks, typing, presence and unread counts",
  async () => {
    const { page: ann, complaints: annComplains } = await app.seat();
    const { page: bob, complaints: bobComplains } = await app.seat();
    await signUp(ann, "Ann", "ann");
    await signUp(bob, "Bob", "bob");

    await ann.getByRole("button", { name: "Find people" }).click();
    await ann.keyboard.type("bob");
    await ann.getByRole("button", { name: /Bob/ }).click();
    await field(ann).waitFor();
    await ann.getByText("online", { exact: true }).first().waitFor();
    await say(ann, "hello **Bob**");

    const row = bob.getByRole("navigation", { name: "Conversations" }).getByRole("link", { name: /Ann/ });
    await row.getByText("1 unread message").waitFor({ state: "attached" });
    await bob.waitForFunction(() => document.title.startsWith("(1)"));
    await message(ann, "hello Bob").getByText("Delivered").waitFor({ state: "attached" });
    await row.click();
    await message(bob, "hello Bob").locator("strong", { hasText: "Bob" }).waitFor();
    await message(ann, "hello Bob").getByText("Read", { exact: true }).waitFor({ state: "attached" });
    await bob.waitForFunction(() => !document.title.startsWith("("));

    await field(bob).pressSequentially("hm");
    await ann.locator(".sk-bar-status", { hasText: "typing" }).waitFor();
    await field(bob).fill("");
    await say(bob, "hello Ann");
    await message(ann, "hello Ann").waitFor();
    await ann.locator(".sk-bar-status", { hasText: "online" }).waitFor();

    await bob.reload();
    await message(bob, "hello Ann").waitFor();
    expect(await bob.getByRole("article").count()).toBe(2);
    expect([...annComplains, ...bobComplains]).toEqual([]);
    await ann.context().close();
    await bob.context().close();
  },
  SLOW,
);

test(
  "two devices of one person stay in step, also in settings",
  async () => {
    const carl = await app.server.person("Carl");
    const dora = await app.server.person("Dora");
    const { page: first } = await app.seat(carl);
    const { page: second } = await app.seat({ id: carl.id, token: await app.server.device(carl.id) });
    const talk = pathTo.conversation(directId(carl.id, dora.id));
    await first.goto("/");
    await first.getByRole("button", { name: "Find people" }).waitFor();
    await second.goto("/");
    await first.getByRole("textbox", { name: "Search everything" }).fill("dora");
    await first.getByRole("button", { name: /Dora/ }).click();
    await say(first, "from the first");
    await second.getByRole("link", { name: /Dora/ }).click();
    await message(second, "from the first").waitFor();
    await say(second, "from the second");
    await message(first, "from the second").waitFor();

    await first.goto(pathTo.settings("general"));
    await first.getByText("简体中文").click();
    await second.getByRole("textbox", { name: "消息" }).waitFor();
    await first.goto(talk);
    await first.getByRole("textbox", { name: "消息" }).waitFor();
    await first.context().close();
    await second.context().close();
  },
  SLOW,
);

test(
  "the owner is made by the set-up link, once, and invites others",
  async () => {
    await using fresh = await startApp();
    const { page, complaints } = await fresh.seat();
    await page.goto("/");
    await page.getByText("This server is not set up yet").waitFor();
    const code = await fresh.server.server.account.makeSetupCode();
    await page.goto(`/setup#${code}`);
    await page.getByLabel("Your name").fill("Olga");
    await page.getByLabel("Log-in name").fill("olga");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Become the owner" }).click();
    await page.getByText("No conversations yet").waitFor();
    expect(new URL(page.url()).hash).toBe("");

    await page.goto(pathTo.settings("invitations"));
    await page.getByRole("button", { name: "Make link" }).click();
    const address = await page.locator(".address").textContent();
    const { page: guest } = await fresh.seat();
    await guest.goto("/join");
    await guest.getByText("New people join by invitation").waitFor();
    await guest.goto(address ?? "");
    await guest.getByLabel("Your name").fill("Guest");
    await guest.getByLabel("Log-in name").fill("guest");
    await guest.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await guest.getByRole("button", { name: "Create account" }).click();
    await guest.getByText("No conversations yet").waitFor();
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  "[ACCT-8] who came in by a one-time link sets a password and signs in with it from then on",
  async () => {
    const gina = await app.server.person("Gina");
    const { page, context } = await app.seat();
    await page.goto(`/signin#${await app.server.server.account.makeSignInCode(gina.id)}`);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("No conversations yet").waitFor();
    await page.goto(pathTo.settings("password"));
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByText("At least 8 characters, please.").waitFor();
    await page.getByLabel("New password").fill("correct horse battery");
    await page.getByRole("button", { name: "Set password" }).click();
    // From now on it is changed, not set.
    await page.getByLabel("Current password").waitFor();

    await page.goto("/");
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Log-in name").fill("gina");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("No conversations yet").waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "a device that is signed out from afar says why, and lets one in again",
  async () => {
    const erna = await app.server.person("Erna");
    const { page: here } = await app.seat(erna);
    const { page: there } = await app.seat({ id: erna.id, token: await app.server.device(erna.id, "Old laptop") });
    await there.goto("/");
    await there.getByText("No conversations yet").waitFor();
    await here.goto(pathTo.settings("devices"));
    await here.locator(".sk-row", { hasText: "Old laptop" }).getByRole("button", { name: "Sign out" }).click();
    await here.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
    await there.getByText("You signed this device out").waitFor();
    expect(await there.evaluate(() => localStorage.getItem("skein.session"))).toBeNull();
    await there.getByRole("button", { name: "Sign in again" }).click();
    await there.getByLabel("Log-in name").waitFor();
    await here.context().close();
    await there.context().close();
  },
  SLOW,
);

test(
  "all tabs of a browser sign in and out together",
  async () => {
    const finn = await app.server.person("Finn");
    const { page: one, context } = await app.seat(finn);
    const two = await context.newPage();
    await one.goto("/");
    await two.goto(one.url());
    for (const page of [one, two]) await page.getByText("No conversations yet").waitFor();
    await one.getByRole("button", { name: "Menu" }).click();
    await one.getByRole("menuitem", { name: "Sign out" }).click();
    await one.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
    for (const page of [one, two]) await page.getByLabel("Log-in name").waitFor();
    expect(await two.evaluate(() => localStorage.getItem("skein.session"))).toBe("null");
    await context.close();
  },
  SLOW,
);
