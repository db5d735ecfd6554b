import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import { directId } from "@skein/protocol";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const key = () => crypto.randomUUID();

test(
  "[MOD-7][MOD-8][MOD-9] somebody reports a message, a moderator sees it come, looks around it and mutes its author",
  async () => {
    const { server } = app;
    const olga = await server.person("Olga", "owner");
    const ann = await server.person("Ann");
    const bob = await server.person("Bob");
    const conv = directId(ann.id, bob.id);
    const say = (text: string, token: string) =>
      http(server.url, "message.send", { conv, key: key(), kind: "text", body: { text } }, token);
    await say("Shall we meet at the harbour?", ann.token);
    await say("Send me money or else", bob.token);

    const desk = await app.seat(olga);
    await desk.page.goto(pathTo.settings("reports"));
    await desk.page.getByText("Nothing to look at").waitFor();

    const reader = await app.seat(ann);
    await reader.page.goto(pathTo.conversation(conv));
    const bubble = reader.page.locator(".sk-bubble").filter({ hasText: "Send me money or else" });
    await bubble.first().click({ button: "right" });
    await reader.page.getByRole("menuitem", { name: "Report" }).click();
    await reader.page.getByText("Violence or threats").click();
    await reader.page.getByRole("textbox", { name: /In your words/ }).fill("He threatens me");
    await shoot(reader.page, "report");
    await reader.page.getByRole("button", { name: "Report" }).click();
    await reader.page.getByText("Thank you. The moderators will look at it.").waitFor();

    // it comes by itself
    await desk.page.getByRole("button", { name: "Show" }).click();
    const dialog = desk.page.getByRole("dialog");
    await dialog.getByText("He threatens me").waitFor();
    await dialog.getByText("Shall we meet at the harbour?").waitFor();
    await dialog.getByText("Mute the author").click();
    await dialog.getByRole("textbox").fill("No threats here");
    await shoot(desk.page, "report-settle");
    await dialog.getByRole("button", { name: "Do it" }).click();
    await desk.page.getByText("Nothing to look at").waitFor();

    const author = await app.seat(bob);
    await author.page.goto(pathTo.conversation(conv));
    await author.page.getByRole("textbox", { name: "Message" }).fill("I did nothing");
    await author.page.keyboard.press("Enter");
    await author.page.getByText("You may not write here at the moment.").first().waitFor();
    await shoot(author.page, "muted");

    await desk.page.goto(pathTo.settings("sanctions"));
    await desk.page.getByText(/Muted · until .*No threats here/).waitFor();
    await shoot(desk.page, "sanctions");
    await desk.page.getByRole("button", { name: "Lift" }).click();
    await desk.page.getByText("Nobody is under anything").waitFor();
    await say("sorry", bob.token);

    await desk.page.goto(pathTo.settings("audit"));
    await desk.page.getByText(/lifted a penalty of .*Bob/).waitFor();
    await desk.page.getByText(/settled a report about .*Bob/).waitFor();
    await shoot(desk.page, "audit");
    expect([...desk.complaints, ...reader.complaints]).toEqual([]);
    for (const seat of [desk, reader, author]) await seat.context.close();
  },
  SLOW,
);

test(
  "[MOD-1][MOD-4] the word list is kept by moderators and holds at once; who is banned is shown out and why",
  async () => {
    const { server } = app;
    const adam = await server.person("Adam", "admin");
    const cleo = await server.person("Cleo");
    const dora = await server.person("Dora");
    const conv = directId(cleo.id, dora.id);
    const desk = await app.seat(adam, { ...SCREENS.phone, locale: "zh-CN", colorScheme: "dark" });
    await desk.page.goto(pathTo.settings("words"));
    await desk.page.getByRole("textbox", { name: "词语，每行一个" }).fill("darn\n赌博");
    await desk.page.getByText("用星号遮住").click();
    await desk.page.getByRole("button", { name: "添加" }).click();
    await desk.page.getByText("词表共 2 个").waitFor();
    await shoot(desk.page, "words-zh-phone");

    const writer = await app.seat(cleo);
    const reader = await app.seat(dora);
    for (const { page } of [writer, reader]) await page.goto(pathTo.conversation(conv));
    await writer.page.getByRole("textbox", { name: "Message" }).fill("come 赌 博, D-A-R-N it");
    await writer.page.keyboard.press("Enter");
    await reader.page.getByText("come ＊＊＊, ＊＊＊＊＊＊＊ it").last().waitFor();

    await desk.page.goto(pathTo.settings("sanctions"));
    await desk.page.getByRole("textbox", { name: "对方的登录名" }).fill("nobody");
    await desk.page.getByRole("button", { name: "执行" }).click();
    await desk.page.getByText("这里没有人使用这个登录名。").waitFor();
    await desk.page.getByRole("textbox", { name: "对方的登录名" }).fill("cleo");
    await desk.page.getByText("封禁", { exact: true }).click();
    await desk.page.getByRole("textbox", { name: /原因/ }).fill("拉人赌博");
    await desk.page.getByRole("button", { name: "执行" }).click();
    await writer.page.getByRole("heading", { name: "You are banned from this server" }).waitFor();
    await writer.page.getByText("拉人赌博").waitFor();
    await shoot(writer.page, "ended-banned");
    for (const seat of [desk, writer, reader]) await seat.context.close();
  },
  SLOW,
);

test(
  "[MOD-6] what somebody writes under a shadow ban stands on their screens, after a reload too, and on nobody else's",
  async () => {
    const { server } = app;
    const eve = await server.person("Eve");
    const finn = await server.person("Finn");
    const mod = await server.person("Gwen", "admin");
    const conv = directId(eve.id, finn.id);
    const author = await app.seat(eve);
    const other = await app.seat(finn);
    for (const { page } of [author, other]) await page.goto(pathTo.conversation(conv));
    await http(server.url, "sanction.set", { user: eve.id, penalty: "shadow" }, mod.token);
    await author.page.getByRole("textbox", { name: "Message" }).fill("Cheap watches");
    await author.page.keyboard.press("Enter");
    await author.page.getByText("Cheap watches").last().waitFor();
    await author.page.waitForTimeout(500);
    const say = { conv, key: key(), kind: "text", body: { text: "Hello Eve" } } as const;
    await http(server.url, "message.send", say, finn.token);
    await other.page.getByText("Hello Eve").last().waitFor();
    await author.page.getByText("Hello Eve").last().waitFor();
    for (const { page } of [author, other]) await page.reload();
    await other.page.getByText("Hello Eve").last().waitFor();
    expect(await other.page.getByText("Cheap watches").count()).toBe(0);
    expect(await other.page.getByText("does not know this kind").count()).toBe(0);
    await author.page.getByText("Cheap watches").last().waitFor();
    await shoot(other.page, "shadow-other");
    await shoot(author.page, "shadow-author");
    for (const seat of [author, other]) await seat.context.close();
  },
  SLOW,
);
