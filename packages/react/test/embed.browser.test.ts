import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { CHROMIUM, temporaryFolder, startServer, type TemporaryFolder, type TestServer } from "@skein/testkit";
import { type Browser, chromium } from "playwright-core";

let folder: TemporaryFolder;
let host: Bun.Server<undefined>;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  const out = join(folder.path, "page");
  await mkdir(out);
  const { success, logs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "page/embed.tsx")],
    outdir: out,
    target: "browser",
    splitting: true,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  if (!success) throw new AggregateError(logs, "The page could not be built.");
  const page = `<!doctype html><style>p { color: rgb(1, 2, 3) } .sk-root { --sk-accent: rgb(120, 40, 110) }</style>
    <link rel="stylesheet" href="/embed.css"><h1>Another app</h1><p>Its own words</p><script type="module" src="/embed.js"></script>`;
  host = Bun.serve({
    port: 0,
    hostname: "localhost",
    fetch: async ({ url }) => {
      const { pathname } = new URL(url);
      if (pathname === "/") return new Response(page, { headers: { "content-type": "text/html" } });
      const file = Bun.file(join(out, pathname));
      return (await file.exists()) ? new Response(file) : new Response(null, { status: 404 });
    },
  });
  server = await startServer({ origins: [`http://localhost:${host.port}`] });
  browser = await chromium.launch(CHROMIUM);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await host.stop(true);
  await folder[Symbol.asyncDispose]();
});

test("the whole messenger works as one element in a corner of another page, in its accent and words, and leaves the page alone", async () => {
  const ann = await server.person("Ann");
  await server.person("Bob");
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, locale: "en-GB" });
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`http://localhost:${host.port}/#${new URLSearchParams({ url: server.url, token: ann.token })}`);
  await page.getByText("No conversations yet").waitFor();
  await page.getByRole("textbox", { name: "Search everything" }).fill("bob");
  await page.getByRole("button", { name: /Bob/ }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("from a corner");
  await page.getByRole("textbox", { name: "Message" }).press("Enter");
  await page.getByRole("article").getByText("Sent", { exact: true }).waitFor({ state: "attached" });

  // One pane at a time in a corner this narrow, however wide the window is.
  await page.getByRole("button", { name: "Back" }).click();
  await page
    .getByRole("navigation", { name: "Our team" })
    .getByRole("link", { name: /Bob.*You: from a corner/ })
    .waitFor();

  const color = (selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await color("body > p", "color")).toBe("rgb(1, 2, 3)");
  expect(await color("body", "margin-top")).toBe("8px");
  expect(await color(".sk-panes", "--sk-accent")).toBe("rgb(120, 40, 110)");
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);

test("a type of the integrator's own is drawn by their component, and a thread opens over the talk", async () => {
  const owner = await server.person("Olga", "owner");
  const [cleo, dan] = [await server.person("Cleo"), await server.person("Dan")];
  const schema = { type: "object", properties: { number: { type: "integer" } } };
  await http(server.url, "kind.register", { type: "shop.order", schema }, owner.token);
  const conv = directId(cleo.id, dan.id);
  const body = { type: "shop.order", data: { number: 7 }, fallback: "Order 7" };
  const order = { conv, key: makeKey(Date.now(), Math.random), kind: "custom" as const, body };
  await http(server.url, "message.send", order, dan.token);
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 }, locale: "en-GB" });
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(`http://localhost:${host.port}/#${new URLSearchParams({ url: server.url, token: cleo.token })}`);
  await page.getByRole("link", { name: /Dan.*Order 7/ }).click();
  await page.getByRole("article").locator(".order", { hasText: "Your parcel 7" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Reply in thread" }).click();
  const thread = page.getByRole("region", { name: "Thread" });
  await thread.locator(".order").waitFor();
  await thread.getByRole("textbox", { name: "Reply" }).fill("it came, thank you");
  await thread.getByRole("textbox", { name: "Reply" }).press("Enter");
  await thread.getByRole("log").getByText("it came, thank you").waitFor();
  await thread.getByRole("button", { name: "Close" }).click();
  await page.locator(".sk-thread-summary").getByText("1 reply").waitFor();
  expect(complaints).toEqual([]);
  await page.close();
}, 60_000);
