import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { http, makeKey } from "@skein/client";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });

const notice = (page: Page, words: string | RegExp) => page.getByRole("log", { name: "Messages" }).getByText(words);

/** Opens a member's menu in the details and chooses from it. */
async function choose(page: Page, member: string, action: string): Promise<void> {
  await page.getByRole("region", { name: "Members" }).getByRole("button", { name: member }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

test(
  "a group from its making to one's leaving: people, name, roles, removal, and notices of all of it",
  async () => {
    const ann = await app.server.person("Ann");
    const bob = await app.server.person("Bob");
    const cho = await app.server.person("Cho");
    const { page: anns } = await app.seat(ann);
    const { page: bobs } = await app.seat(bob);
    await bobs.goto("/");
    await anns.goto("/");
    await anns.getByRole("button", { name: "New conversation" }).click();
    await anns.getByRole("menuitem", { name: "New group" }).click();
    await anns.keyboard.type("bob");
    await anns.getByRole("dialog").getByRole("button", { name: /Bob/ }).click();
    await anns.getByRole("button", { name: "Next" }).click();
    await anns.keyboard.type("Geese");
    await anns.getByRole("dialog").getByLabel("Cinnabar").check({ force: true });
    await anns.getByRole("button", { name: "Create group" }).click();
    await notice(anns, "You created the group").waitFor();

    await bobs.getByRole("link", { name: /Geese/ }).click();
    await notice(bobs, /Ann\W* created the group/).waitFor();
    await field(bobs).fill("hello all");
    await field(bobs).press("Enter");
    await message(anns, "hello all").waitFor();

    await anns.getByRole("button", { name: "Details" }).click();
    await anns.getByRole("button", { name: "Add people" }).click();
    await anns.keyboard.type("cho");
    await anns.getByRole("dialog").getByRole("button", { name: /Cho/ }).click();
    await anns.getByRole("button", { name: "Add 1 person" }).click();
    await notice(bobs, /Ann\W* added \W*Cho/).waitFor();

    await anns.getByRole("button", { name: "Edit group" }).click();
    await anns.getByRole("dialog").getByLabel("Name of the group").fill("Wild geese");
    await anns.getByRole("button", { name: "Save" }).click();
    await bobs.getByRole("heading", { name: "Wild geese" }).waitFor();

    await choose(anns, "Bob", "Make owner");
    await notice(bobs, /Ann\W* made you an owner/).waitFor();
    await choose(anns, "Cho", "Remove from the group");
    await anns.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await notice(bobs, /Ann\W* removed \W*Cho/).waitFor();
    const { conversations } = await http(app.server.url, "conversation.list", {}, cho.token);
    expect(conversations).toEqual([]);

    // Whoever is removed while they look is told, and cannot write into the void.
    await bobs.getByRole("button", { name: "Details" }).click();
    await choose(bobs, "Ann", "Remove from the group");
    await bobs.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await anns.getByText("You were removed from this group").waitFor();
    expect(await field(anns).count()).toBe(0);

    await bobs.getByRole("button", { name: "Leave group" }).click();
    await bobs.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await bobs.getByText("No conversations yet").waitFor();
    await anns.context().close();
    await bobs.context().close();
  },
  SLOW,
);

test(
  "a talk opens at the line above what is new, tells who has read a message",
  async () => {
    const dov = await app.server.person("Dov");
    const eve = await app.server.person("Eve");
    const made = await http(
      app.server.url,
      "group.create",
      { key: makeKey(Date.now(), Math.random), name: "Notes", users: [eve.id] },
      dov.token,
    );
    const conv = made.conversation.id;
    const say = async (token: string, text: string): Promise<void> => {
      await http(
        app.server.url,
        "message.send",
        { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
        token,
      );
    };
    for (let at = 1; at <= 30; at++) await say(eve.token, `old ${at}`);
    const { head } = await http(app.server.url, "message.list", { conv, limit: 1 }, eve.token);
    await http(app.server.url, "conversation.mark", { marks: [{ conv, read: head }] }, dov.token);
    for (let at = 1; at <= 40; at++) await say(eve.token, `new ${at}`);

    const { page, context } = await app.seat(dov);
    await page.goto(pathTo.conversation(conv));
    await page.getByText("New messages").waitFor();
    expect(await message(page, "new 1").first().isVisible()).toBe(true);
    expect(
      await page
        .getByRole("article")
        .filter({ hasText: /^new 40/ })
        .count(),
    ).toBe(0);
    await page.getByRole("button", { name: /Jump to the latest, \d+ new messages/ }).click();
    await page.waitForFunction(() => document.title === "Skein");

    await field(page).fill("did you read this?");
    await field(page).press("Enter");
    const mine = message(page, "did you read this?");
    await mine.getByText("Sent", { exact: true }).waitFor({ state: "attached" });
    const after = await http(app.server.url, "message.list", { conv, limit: 1 }, eve.token);
    await http(app.server.url, "conversation.mark", { marks: [{ conv, read: after.head }] }, eve.token);
    await mine.getByText("Read", { exact: true }).waitFor({ state: "attached" });
    await mine.click({ button: "right" });
    await page.getByRole("menuitem", { name: "Info" }).click();
    await page.getByRole("dialog").getByRole("region", { name: "Read by" }).getByText("Eve").waitFor();
    await page.keyboard.press("Escape");
    await context.close();
  },
  SLOW,
);
