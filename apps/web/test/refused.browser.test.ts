import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import { directId } from "@skein/protocol";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { refuser } from "./refuser.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

test(
  "[CLIENT-11] a message that was refused says why, and is sent again or given up by a press",
  async () => {
    const ann = await app.server.person("Ann");
    const bob = await app.server.person("Bob");
    const conv = directId(ann.id, bob.id);
    await http(app.server.url, "conversation.open", { user: bob.id }, ann.token);
    const { page, context } = await app.seat(ann);
    const wish = await refuser(page);
    await page.goto(pathTo.conversation(conv));
    const field = page.getByRole("textbox", { name: "Message" });
    for (const words of ["first try", "never mind"]) {
      await field.fill(words);
      await field.press("Enter");
    }
    const failed = (words: string) =>
      page.getByRole("article").filter({ hasText: words }).getByRole("group", { name: "Not sent" });
    await failed("first try").getByText("You may not do that.").waitFor();
    await page.getByRole("link", { name: /Bob.*Not sent/ }).waitFor();

    wish.refuses = false;
    await failed("never mind").getByRole("button", { name: "Discard" }).click();
    await failed("first try").getByRole("button", { name: "Send again" }).click();
    await page
      .getByRole("article")
      .filter({ hasText: "first try" })
      .getByText("Sent", { exact: true })
      .waitFor({ state: "attached" });
    expect(await page.getByRole("article").count()).toBe(1);
    await page.getByRole("link", { name: /Bob.*You: first try/ }).waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "what was done to a message and refused is told once, also where its thread stands beside the talk",
  async () => {
    const cho = await app.server.person("Cho");
    const dan = await app.server.person("Dan");
    const conv = directId(cho.id, dan.id);
    const words = { conv, key: "a-message-to-react-to", kind: "text" as const, body: { text: "shall we?" } };
    const { seq } = await http(app.server.url, "message.send", words, dan.token);
    const { page, context } = await app.seat(cho);
    await refuser(page, ({ type }) => type === "message.react");
    await page.goto(pathTo.thread(conv, seq));
    await page.getByRole("textbox", { name: "Reply" }).waitFor();
    const message = page.locator(".sk-pane-main").getByRole("article").filter({ hasText: "shall we?" });
    await message.locator(".sk-bubble").click({ button: "right" });
    await page.getByRole("menuitem", { name: "React with 👍" }).click();
    await page
      .getByText(/^That was not taken/)
      .first()
      .waitFor();
    expect(await page.locator(".sk-toast").count()).toBe(1);
    await context.close();
  },
  SLOW,
);
