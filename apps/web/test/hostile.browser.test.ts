import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

test(
  "[TEXT-4] no text of a message, a name or a group becomes markup of the page",
  async () => {
    const evil = "<img src=x onerror=\"document.title='stolen'\"><script>document.title='stolen'</script>";
    const ann = await app.server.person("Ann");
    const mallory = await app.server.person("Mallory");
    await http(app.server.url, "account.update", { name: "<b>Mallory</b>", about: evil }, mallory.token);
    const conv = directId(ann.id, mallory.id);
    const texts = [
      evil,
      "[x](javascript:document.title='stolen')",
      `**${evil}**`,
      `\`\`\`\n${evil}\n\`\`\``,
      'https://example.org/"onmouseover="alert(1)',
    ];
    for (const text of texts) {
      await http(
        app.server.url,
        "message.send",
        { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
        mallory.token,
      );
    }
    const { page, context, complaints } = await app.seat(ann);
    await page.goto(pathTo.conversation(conv));
    await page
      .getByRole("article")
      .nth(texts.length - 1)
      .waitFor();
    expect(await page.getByRole("log").first().locator("img, script, [onerror], [onmouseover]").count()).toBe(0);
    expect(await page.locator("a[href^='javascript' i]").count()).toBe(0);
    expect(await page.getByText("<b>Mallory</b>").count()).toBeGreaterThan(0);
    const link = page.getByRole("link", { name: "https://example.org/", exact: true });
    expect(await link.getAttribute("rel")).toContain("noopener");
    expect(await page.title()).not.toContain("stolen");
    expect(complaints).toEqual([]);
    await context.close();
  },
  SLOW,
);
