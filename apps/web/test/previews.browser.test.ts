import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
const asked: string[] = [];

const TEXT = "Each autumn they cross the river in a long line, and nobody has ever seen one of them lose its way.";
const pages = Bun.serve({
  port: 0,
  hostname: "127.0.0.1",
  fetch(request) {
    asked.push(new URL(request.url).pathname);
    return new Response(
      `<title>鸿雁传书 — How wild geese carry letters across three thousand years of poems</title>
       <meta property="og:description" content="${TEXT}"><meta property="og:site_name" content="The Goose Review">`,
      { headers: { "content-type": "text/html; charset=utf-8" } },
    );
  },
});
const url = `http://127.0.0.1:${pages.port}/geese`;

beforeAll(async () => {
  app = await startApp({ previews: { enabled: true }, outside: { allowed: ["127.0.0.1"] } });
  ann = await app.server.person("Ann");
  bob = await app.server.person("Bob");
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await pages.stop(true);
});

const field = (page: Page) => page.getByRole("textbox", { name: /^(Message|消息)$/ });
const strip = (page: Page) => page.getByRole("group", { name: /page that you link to|链接的网页/ });
const card = (page: Page) => page.getByRole("article").getByRole("link", { name: /The Goose Review/ });

test(
  "what a page says is shown while one writes, goes along unless it is left out, and is the same for everybody",
  async () => {
    const conv = directId(ann.id, bob.id);
    const { page: anns, context: one } = await app.seat(ann);
    const { page: bobs, context: two } = await app.seat(bob, {
      ...SCREENS.phone,
      colorScheme: "dark",
      locale: "zh-CN",
    });
    await anns.goto(pathTo.conversation(conv));
    await field(anns).fill(`Read this: ${url}`);
    await strip(anns).getByText("鸿雁传书").waitFor();
    await shoot(anns, "preview-strip");
    await field(anns).press("Enter");
    await card(anns).waitFor();
    expect(await card(anns).getAttribute("href")).toBe(url);

    await bobs.goto(pathTo.conversation(conv));
    await card(bobs).waitFor();
    await shoot(anns, "preview-desktop-light-en");
    await shoot(bobs, "preview-phone-dark-zh");
    // the page was asked once, by the server, for both of them
    expect(asked).toEqual(["/geese"]);

    await field(bobs).fill(`${url} 也看看`);
    await strip(bobs).waitFor();
    await shoot(bobs, "preview-strip-phone-dark-zh");
    await strip(bobs).getByRole("button").click();
    await strip(bobs).waitFor({ state: "detached" });
    await field(bobs).press("Enter");
    await anns.getByRole("article").filter({ hasText: "也看看" }).waitFor();
    expect(await card(anns).count()).toBe(1);

    // what one changes keeps its page as long as it links there
    await field(anns).press("ArrowUp");
    await field(anns).fill("Read something else");
    await field(anns).press("Enter");
    await card(bobs).waitFor({ state: "detached" });
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);
