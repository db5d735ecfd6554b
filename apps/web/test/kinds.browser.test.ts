import { afterAll, beforeAll, expect, test } from "bun:test";
import { createClient, http, makeKey } from "@skein/client";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let owner: TestPerson;
let ann: TestPerson;
let bob: TestPerson;
let cleo: TestPerson;

beforeAll(async () => {
  app = await startApp({ limits: { personRate: { rate: 100_000, burst: 100_000 } } });
  owner = await app.server.person("Olga", "owner");
  [ann, bob, cleo] = [await app.server.person("Ann"), await app.server.person("Bob"), await app.server.person("Cleo")];
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const newKey = (): string => makeKey(Date.now(), Math.random);
const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const bubble = (page: Page, words: string | RegExp) => page.locator(".sk-message").filter({ hasText: words }).last();

async function group(name: string): Promise<string> {
  const params = { key: newKey(), name, users: [bob.id, cleo.id] };
  return (await http(app.server.url, "group.create", params, ann.token)).conversation.id;
}

async function at(person: TestPerson, path: string, options = {}): Promise<Page> {
  const { page } = await app.seat(person, options);
  page.setDefaultTimeout(15_000);
  await page.goto(path);
  return page;
}

async function say(page: Page, words: string): Promise<void> {
  await field(page).fill(words);
  await field(page).press("Enter");
}

async function add(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "Add something" }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
  await page.getByRole("dialog").waitFor();
}

async function act(page: Page, words: string | RegExp, action: string): Promise<void> {
  const { x, y } = (await bubble(page, words).locator(".sk-bubble").boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.click(x + 6, y + 6, { button: "right" });
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

/** Forwards these messages as one to a conversation of this name. */
async function merge(page: Page, words: readonly (string | RegExp)[], to: string): Promise<void> {
  const [first = "", ...rest] = words;
  await act(page, first, "Select");
  for (const one of rest) await bubble(page, one).getByRole("checkbox").click();
  await page.getByRole("toolbar").getByRole("button", { name: "Forward" }).click();
  await page.getByText("As one message").click();
  await page.getByRole("dialog").getByRole("button", { name: to }).click();
  await page.getByRole("button", { name: "Forward to 1" }).click();
  await page.locator(".sk-dialog").waitFor({ state: "detached" });
}

/** Holds on the screens of whoever was there, on another device that comes later, and after a reload. */
async function everywhere(
  person: TestPerson,
  path: string,
  pages: readonly Page[],
  holds: (page: Page) => Promise<unknown>,
): Promise<void> {
  for (const page of pages) await holds(page);
  const other = await at({ ...person, token: await app.server.device(person.id) }, path, {
    ...SCREENS.phone,
    colorScheme: "dark",
  });
  await holds(other);
  await other.reload();
  await holds(other);
  await shoot(other, `kinds-${holds.name}-phone-dark`);
  await other.context().close();
}

test(
  "words, places, cards, stickers and merged messages in merged ones are sent by the app and seen everywhere",
  async () => {
    const [conv, second] = [await group("First talk"), await group("Second talk")];
    const path = pathTo.conversation(conv);
    const [a, b] = [await at(ann, path), await at(bob, path)];
    await field(a).waitFor();
    await field(b).waitFor();

    await say(a, "some **bold** words");
    await add(a, "Location");
    await a.getByLabel("Degrees north").fill("39.9954");
    await a.getByLabel("Degrees east").fill("116.1886");
    await a.getByLabel("Name of the place").fill("Kunming lake");
    await a.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await add(a, "Contact card");
    await a.getByRole("dialog").getByRole("searchbox").or(a.getByRole("dialog").locator("input")).first().fill("cleo");
    await a.getByRole("dialog").locator("[data-row]").filter({ hasText: "Cleo" }).click();
    await a.getByRole("button", { name: "Send card" }).click();
    await add(a, "Sticker");
    await a.getByRole("dialog").getByRole("button", { name: "Hooray" }).click();

    async function content(page: Page): Promise<void> {
      await bubble(page, "some bold words").locator("strong", { hasText: "bold" }).waitFor();
      await bubble(page, "Kunming lake").getByText("39.99540° N, 116.18860° E").waitFor();
      const map = bubble(page, "Kunming lake").getByRole("link", { name: "Open in a map" });
      expect(await map.getAttribute("href")).toContain("mlat=39.9954&mlon=116.1886");
      await bubble(page, "Cleo")
        .getByRole("button", { name: /Open the card of/ })
        .waitFor();
      await page.locator(".sk-message .sk-sticker svg").last().waitFor();
    }
    await everywhere(bob, path, [a, b], content);
    await shoot(a, "kinds-content-desktop-light");
    await bubble(b, "Cleo")
      .getByRole("button", { name: /Open the card of/ })
      .click();
    await b.getByRole("dialog").getByText("Cleo").first().waitFor();
    await b.keyboard.press("Escape");

    await merge(a, ["some bold words", "Kunming lake"], "Second talk");
    await a.goto(pathTo.conversation(second));
    await a.locator(".sk-merged").waitFor();
    await say(a, "and this beside it");
    await bubble(a, "and this beside it")
      .getByText("Sent", { exact: true })
      .or(bubble(a, "and this beside it").getByText("Delivered"))
      .waitFor({ state: "attached" });
    await merge(a, [/Chat history of/, "and this beside it"], "First talk");

    async function nested(page: Page): Promise<void> {
      await page.locator(".sk-message .sk-merged").last().click();
      const dialog = page.locator(".sk-dialog");
      await dialog.getByText("and this beside it").waitFor();
      await dialog.locator(".sk-merged").click();
      await dialog.locator("strong", { hasText: "bold" }).waitFor();
      await dialog.getByText("39.99540° N").waitFor();
      await dialog.getByRole("button", { name: "Back" }).click();
      await dialog.getByText("and this beside it").waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
    }
    await everywhere(bob, path, [b], nested);
    await a.context().close();
    await b.context().close();
  },
  SLOW,
);

async function poll(page: Page, question: string, switches: readonly string[]): Promise<void> {
  await add(page, "Poll");
  await page.getByLabel("Question").fill(question);
  await page.getByLabel("Option 1").fill("Hills");
  await page.getByLabel("Option 2").fill("Sea");
  for (const name of switches) await page.getByRole("switch", { name }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
  await page.locator(".sk-dialog").waitFor({ state: "detached" });
}

test(
  "polls of one answer, of several and without names show live how they stand, and end by their author",
  async () => {
    const conv = await group("Votes");
    const path = pathTo.conversation(conv);
    const [a, b, c] = [await at(ann, path), await at(bob, path), await at(cleo, path)];
    for (const page of [a, b, c]) await field(page).waitFor();
    await poll(a, "Where to?", []);
    await poll(a, "What else?", ["Several answers"]);
    await poll(a, "Who dares?", ["Anonymous"]);
    const vote = (page: Page, question: string, option: string): Promise<void> =>
      bubble(page, question).locator("label").filter({ hasText: option }).click();
    const stands = (page: Page, question: string, words: string) => bubble(page, question).getByText(words).waitFor();

    await stands(b, "Who dares?", "No votes yet");
    await vote(b, "Where to?", "Hills");
    await stands(a, "Where to?", "1 person voted");
    await vote(b, "Where to?", "Sea");
    await vote(c, "Where to?", "Sea");
    for (const page of [a, b, c]) {
      await stands(page, "Where to?", "2 people voted");
      await bubble(page, "Where to?").locator(".sk-poll-option").nth(1).getByText("100%").waitFor();
    }
    await bubble(a, "Where to?")
      .getByRole("button", { name: /Who chose “\W*Sea/ })
      .click();
    for (const name of ["Bob", "Cleo"]) await a.getByRole("dialog").getByText(name).waitFor();
    await a.keyboard.press("Escape");
    await bubble(c, "Where to?").getByRole("button", { name: "Take my vote back" }).click();
    await stands(a, "Where to?", "1 person voted");

    await vote(b, "What else?", "Hills");
    await vote(b, "What else?", "Sea");
    await stands(a, "What else?", "1 person voted");
    for (const at of [0, 1])
      await bubble(a, "What else?").locator(".sk-poll-option").nth(at).getByText("100%").waitFor();

    await vote(b, "Who dares?", "Sea");
    await stands(a, "Who dares?", "1 person voted");
    expect(
      await bubble(a, "Who dares?")
        .getByRole("button", { name: /Who chose/ })
        .count(),
    ).toBe(0);
    await act(a, "Where to?", "Close the poll");

    async function votes(page: Page): Promise<void> {
      await stands(page, "Where to?", "1 person voted · Closed");
      expect(await bubble(page, "Where to?").getByRole("radio", { name: /Sea/ }).isDisabled()).toBe(true);
      for (const at of [0, 1])
        expect(await bubble(page, "What else?").getByRole("checkbox").nth(at).isChecked()).toBe(true);
      await stands(page, "Who dares?", "1 person voted");
      expect(await bubble(page, "Who dares?").getByRole("radio", { name: /Sea/ }).isChecked()).toBe(true);
    }
    await everywhere(bob, path, [b], votes);
    // where a press on a message asks for its menu, one on an option votes and no more
    const phone = await at({ ...bob, token: await app.server.device(bob.id) }, path, SCREENS.phone);
    await bubble(phone, "Who dares?").locator("label").filter({ hasText: "Hills" }).tap();
    await bubble(phone, "Who dares?").locator(".sk-poll-option[data-chosen]", { hasText: "Hills" }).waitFor();
    expect(await phone.getByRole("menu").count()).toBe(0);
    await bubble(phone, "Where to?").locator("label").filter({ hasText: "Hills" }).tap({ force: true });
    await phone.getByRole("menu").waitFor();
    await phone.context().close();
    await shoot(b, "kinds-polls-desktop-light");
    for (const page of [a, b, c]) await page.context().close();
  },
  SLOW,
);

test(
  "a type that was registered is shown in the reader's language, and by its own words where it has none for that",
  async () => {
    const conv = await group("Shop");
    const path = pathTo.conversation(conv);
    const schema = { type: "object", properties: { number: { type: "integer" } }, required: ["number"] };
    const texts = { en: "Order {number} is on its way", "zh-CN": "订单 {number} 已发货" };
    await http(app.server.url, "kind.register", { type: "shop.order", schema, texts }, owner.token);
    await http(app.server.url, "kind.register", { type: "shop.bare", schema }, owner.token);
    await http(app.server.url, "kind.register", { type: "shop.news", schema, texts, notice: true }, owner.token);
    const send = (type: string, number: number) => {
      const body = { type, data: { number }, fallback: `In plain words: ${number}` };
      return http(app.server.url, "message.send", { conv, key: newKey(), kind: "custom", body }, ann.token);
    };
    const b = await at(bob, path);
    const zh = await at(cleo, path, { locale: "zh-CN" });
    await field(b).waitFor();
    await send("shop.order", 7);
    await send("shop.bare", 8);
    await send("shop.news", 9);
    await zh.getByText("订单 7 已发货").first().waitFor();
    await zh.locator(".sk-notice").filter({ hasText: "订单 9 已发货" }).waitFor();
    async function custom(page: Page): Promise<void> {
      await bubble(page, "Order 7 is on its way").waitFor();
      await bubble(page, "In plain words: 8").waitFor();
      await page.locator(".sk-notice").filter({ hasText: "Order 9 is on its way" }).waitFor();
    }
    await everywhere(bob, path, [b], custom);
    for (const page of [b, zh]) await page.context().close();
  },
  SLOW,
);

test(
  "what happens in a group is told in both languages",
  async () => {
    const conv = await group("Before");
    const ask = http.bind(undefined, app.server.url);
    await ask("group.update", { conv, name: "After" }, ann.token);
    await ask("group.role", { conv, user: bob.id, role: "admin" }, ann.token);
    await ask("group.remove", { conv, user: cleo.id }, ann.token);
    await ask("group.add", { conv, users: [cleo.id] }, bob.token);
    const path = pathTo.conversation(conv);
    const en = await at(bob, path);
    const zh = await at(cleo, path, { locale: "zh-CN" });
    async function notices(page: Page): Promise<void> {
      for (const words of [/Ann\W* created the group/, /After/, /admin/, /removed \W*Cleo/, /added \W*Cleo/])
        await page.locator(".sk-notice").filter({ hasText: words }).first().waitFor();
    }
    await everywhere(bob, path, [en], notices);
    for (const words of [/创建了群聊/, /After/, /管理员/, /移出/, /(邀请|添加|加入)/])
      await zh.locator(".sk-notice").filter({ hasText: words }).first().waitFor();
    await shoot(zh, "kinds-notices-desktop-zh");
    for (const page of [en, zh]) await page.context().close();
  },
  SLOW,
);

test(
  "a message that grows is seen growing, also by who comes late, goes on after a cut, and is gone when it is given up",
  async () => {
    const conv = await group("Answers");
    const path = pathTo.conversation(conv);
    const b = await at(bob, path);
    await field(b).waitFor();
    const links: WebSocket[] = [];
    class Cut extends WebSocket {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of);
        links.push(this);
      }
    }
    await using client = createClient({ url: app.server.url, token: ann.token, webSocket: Cut });
    const talk = client.conversation(conv);
    const known = (): boolean => talk.view.get() !== undefined;
    while (!known()) await new Promise<void>((resolve) => talk.view.subscribe(resolve));

    const stream = await talk.stream();
    stream.write("The geese ");
    await bubble(b, "The geese").waitFor();
    stream.write("fly south ");
    await bubble(b, "The geese fly south").waitFor();
    const late = await at(cleo, path, SCREENS.phone);
    await bubble(late, "The geese fly south").waitFor();
    await shoot(late, "kinds-growing-phone-light");
    links.at(-1)?.close();
    stream.write("and come back in spring.");
    for (const page of [b, late]) await bubble(page, "The geese fly south and come back in spring.").waitFor();
    await stream.finish();
    async function finished(page: Page): Promise<void> {
      await bubble(page, "The geese fly south and come back in spring.").waitFor();
      expect(await page.locator(".sk-message").filter({ hasText: "The geese" }).count()).toBe(1);
    }
    await everywhere(bob, path, [b, late], finished);

    const other = await talk.stream();
    other.write("never mind this");
    await bubble(b, "never mind this").waitFor();
    await other.cancel();
    await bubble(b, "never mind this").waitFor({ state: "detached" });
    await b.reload();
    await finished(b);
    expect(await b.getByText("never mind this").count()).toBe(0);
    for (const page of [b, late]) await page.context().close();
  },
  SLOW,
);
