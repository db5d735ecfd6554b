import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const contacts = (page: Page) => page.getByRole("region", { name: "Contacts" });
const dialog = (page: Page) => page.getByRole("dialog");
const say = async (page: Page, words: string): Promise<void> => {
  const field = page.getByRole("textbox", { name: "Message" });
  await field.fill(words);
  await field.press("Enter");
};
const bubble = (page: Page, words: string) => page.locator(".sk-message").filter({ hasText: words });

test(
  "[FRIEND-1][FRIEND-2][REMARK-1] two people become friends, one gives the other a name, and another device and a reload show the same",
  async () => {
    const ann = await app.server.person("Annabel");
    const wei = await app.server.person("Weiwei");
    const { page: hers, complaints } = await app.seat(ann);
    const { page: his } = await app.seat(wei, SCREENS.phone);
    for (const page of [hers, his]) page.setDefaultTimeout(15_000);

    // she finds him and asks
    await hers.goto(pathTo.people);
    await hers.locator(".page input").fill("weiw");
    await button(hers, /Weiwei/).click();
    await button(hers, "Add as friend").click();
    await dialog(hers).getByLabel("Your greeting").fill("Hi, I sit next to you");
    await dialog(hers).getByRole("button", { name: "Send request" }).click();
    await button(hers, "Take request back").waitFor();

    // he is told, and accepts
    await his.goto("/");
    await button(his, /Contacts, 1 friend request/).click();
    await his.getByRole("link", { name: /Friend requests/ }).click();
    await his.getByText("Hi, I sit next to you").waitFor();
    await button(his, "Accept").click();
    await his.getByText("Accepted").waitFor();
    await hers.getByRole("button", { name: "Remove friend" }).waitFor();

    // she calls him otherwise, in Chinese, and finds him by how that is said
    await button(hers, "Set a name for them").click();
    await dialog(hers).getByLabel("What you call them").fill("张老师");
    await dialog(hers).getByRole("button", { name: "Save" }).click();
    await hers.getByRole("heading", { name: "张老师" }).waitFor();
    await contacts(hers)
      .getByRole("link", { name: /张老师/ })
      .waitFor();
    expect(await contacts(hers).locator(".sk-letter").allInnerTexts()).toEqual(["Z"]);
    const search = hers.locator(".sk-contact-search input");
    for (const letters of ["zls", "zhangl", "weiw", "老师"]) {
      await search.fill(letters);
      await contacts(hers)
        .getByRole("link", { name: /张老师/ })
        .waitFor();
    }
    await search.fill("wang");
    await hers.getByText(/Nobody in your contacts/).waitFor();
    await search.fill("");

    // the name is everywhere: the talk, the list
    await button(hers, "Write a message").click();
    await hers.getByRole("heading", { name: "张老师" }).waitFor();
    await say(hers, "hello neighbour");
    await hers
      .getByRole("navigation", { name: "Conversations" })
      .getByRole("link", { name: /张老师/ })
      .waitFor();

    // his own devices do not know it
    await his.goto(pathTo.conversation(directId(ann.id, wei.id)));
    await bubble(his, "hello neighbour").waitFor();

    // a second device of hers, and a reload
    const { page: phone } = await app.seat({ id: ann.id, token: await app.server.device(ann.id) }, SCREENS.phone);
    await phone.goto(pathTo.contacts());
    await contacts(phone)
      .getByRole("link", { name: /张老师/ })
      .waitFor();
    await hers.reload();
    await hers
      .getByRole("navigation", { name: "Conversations" })
      .getByRole("link", { name: /张老师/ })
      .waitFor();

    // taken away on one, it is gone on the other
    await phone.goto(pathTo.person(wei.id));
    await button(phone, "Change the name for them").click();
    await dialog(phone).getByLabel("What you call them").fill("");
    await dialog(phone).getByRole("button", { name: "Save" }).click();
    await hers
      .getByRole("navigation", { name: "Conversations" })
      .getByRole("link", { name: /Weiwei/ })
      .waitFor();
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  "[BLOCK-1][BLOCK-2][PRIV-1] who is blocked, or a stranger to whom only friends may write, gets nothing through, and is told no more than that",
  async () => {
    const ann = await app.server.person("Blanche");
    const bob = await app.server.person("Bruno");
    const conv = directId(ann.id, bob.id);
    const { page: hers } = await app.seat(ann);
    const { page: his } = await app.seat(bob);
    for (const page of [hers, his]) page.setDefaultTimeout(15_000);
    await his.goto(pathTo.conversation(conv));
    await say(his, "hello there");
    await hers.goto(pathTo.conversation(conv));
    await bubble(hers, "hello there").waitFor();
    await his.locator(".sk-bar-status", { hasText: "online" }).waitFor();

    // she blocks him
    await hers.goto(pathTo.person(bob.id));
    await button(hers, "Block").click();
    await hers.getByRole("alertdialog").getByRole("button", { name: "Block" }).click();
    await button(hers, "Unblock").waitFor();
    expect(await button(hers, "Write a message").count()).toBe(0);
    await his.locator(".sk-bar-status", { hasText: "offline" }).waitFor();
    await say(his, "are you there?");
    await his.getByText("They do not take this from you.").first().waitFor();
    await hers.goto(pathTo.conversation(conv));
    await hers.getByText("You have blocked this person").waitFor();
    expect(await bubble(hers, "are you there").count()).toBe(0);

    // and lets him again
    await button(hers, "Unblock").click();
    await hers.getByRole("textbox", { name: "Message" }).waitFor();
    await his.locator(".sk-bar-status", { hasText: "online" }).waitFor();

    // then only friends may write
    await hers.goto(pathTo.settings("privacy"));
    await hers.getByRole("group", { name: "Who may write to you" }).getByText("Friends", { exact: true }).click();
    await hers.reload();
    await hers
      .getByRole("group", { name: "Who may write to you" })
      .getByRole("radio", { name: "Friends", checked: true })
      .waitFor();
    const eve = await app.server.person("Evelyn");
    const { page: strange } = await app.seat(eve);
    await strange.goto(pathTo.person(ann.id));
    await strange.getByText("They take messages from friends only").waitFor();
    await button(strange, "Add as friend").waitFor();
  },
  SLOW,
);

test(
  "[LINK-1][PRIV-2] a link leads to the person's card, until they make a new one; the QR holds it",
  async () => {
    const ann = await app.server.person("Lilian");
    const bob = await app.server.person("Lorenz");
    const { page: hers } = await app.seat(ann);
    const { page: his } = await app.seat(bob);
    for (const page of [hers, his]) page.setDefaultTimeout(15_000);
    await hers.goto(pathTo.settings("link"));
    const link = await hers.locator(".address").innerText();
    await hers.getByRole("img", { name: "QR code of your link" }).waitFor();
    expect(new URL(link).pathname).toBe("/add");
    const place = (url: string): string => url.replace(/^https?:\/\/[^/]+/, "");
    await his.goto(place(link));
    await his.getByRole("heading", { name: "Lilian" }).waitFor();
    await button(his, "Add as friend").click();
    await dialog(his).getByRole("button", { name: "Send request" }).click();
    await button(his, "Take request back").waitFor();
    // it leads to oneself for oneself
    await hers.goto(place(link));
    await hers.getByText("This is your own link").waitFor();
    await hers.goto(pathTo.settings("link"));
    await button(hers, "Make a new link").click();
    await hers.getByRole("alertdialog").getByRole("button", { name: "Make a new link" }).click();
    await hers.waitForFunction((old) => document.querySelector(".address")?.textContent !== old, link);
    await his.goto("/");
    await his.goto(place(link));
    await his.getByText("This link is not good any more").waitFor();
  },
  SLOW,
);

test(
  "[ERASE-1][ERASE-2] an account that is erased leaves all devices and has a name for nobody with others",
  async () => {
    const bob = await app.server.person("Remy");
    const password = "correct horse battery";
    const id = await app.server.server.account.addPerson({ name: "Erin", login: "erin", password, role: "member" });
    const erin = { id, token: await app.server.device(id) };
    const conv = directId(bob.id, id);
    const { page: hers } = await app.seat(erin);
    const { page: phone } = await app.seat({ id, token: await app.server.device(id) }, SCREENS.phone);
    const { page: his } = await app.seat(bob);
    for (const page of [hers, his, phone]) page.setDefaultTimeout(15_000);
    await phone.goto("/");
    await hers.goto(pathTo.conversation(conv));
    await say(hers, "keep this");
    await his.goto(pathTo.conversation(conv));
    await bubble(his, "keep this").waitFor();
    await hers.goto(pathTo.settings("erase"));
    await hers.getByLabel("Your password").fill("not the one");
    await button(hers, "Erase my account").click();
    const sure = hers.getByRole("alertdialog");
    const erase = hers.getByRole("main").getByRole("button", { name: "Erase my account" });
    await sure.getByRole("button", { name: "Erase my account" }).click();
    await sure.getByRole("alert").waitFor();
    await sure.getByRole("button", { name: "Cancel" }).click();
    await sure.waitFor({ state: "detached" });
    await hers.getByLabel("Your password").fill(password);
    await erase.click();
    await sure.getByRole("button", { name: "Erase my account" }).click();
    for (const page of [hers, phone]) await page.getByText("Your account was deleted").waitFor();
    await his.getByRole("heading", { name: "Deleted account" }).waitFor();
    await his.getByText("This account was erased").waitFor();
    await bubble(his, "keep this").waitFor();
    await his.reload();
    await his
      .getByRole("navigation", { name: "Conversations" })
      .getByRole("link", { name: /Deleted account/ })
      .waitFor();
  },
  SLOW,
);
