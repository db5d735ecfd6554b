import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import { directId, ERRORS } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

/** Stands between page and server and refuses for good what is said, as long as it is told to. */
async function refuser(page: Page): Promise<{ refuses: boolean }> {
  const wish = { refuses: true };
  await page.routeWebSocket(/\/v1\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      for (const line of String(message).split("\n")) {
        const frame = JSON.parse(line) as { readonly type: string; readonly id?: number };
        if (wish.refuses && frame.type === "message.send") {
          const { code, retry, summary } = ERRORS.forbidden;
          socket.send(
            JSON.stringify({ type: "error", id: frame.id, code, name: "forbidden", retry, message: summary }),
          );
        } else {
          server.send(line);
        }
      }
    });
  });
  return wish;
}

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
