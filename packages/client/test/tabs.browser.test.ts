import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page as Tab } from "playwright-core";
import { RealServer } from "../test-node/real-server.ts";
import type { Page } from "./page.ts";

declare const page: Page;

const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--disable-gpu",
];
const GROUP = "Lunch";

let browser: Browser;
let origin: { url: string; stop: () => Promise<void> };

beforeAll(async () => {
  const { outputs } = await Bun.build({ entrypoints: [join(import.meta.dir, "page.ts")], target: "browser" });
  const script = (await outputs[0]?.text()) ?? "";
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) =>
      url.endsWith(".js")
        ? new Response(script, { headers: { "content-type": "text/javascript" } })
        : new Response('<!doctype html><script type="module" src="/page.js"></script>', {
            headers: { "content-type": "text/html" },
          }),
  });
  origin = { url: `http://127.0.0.1:${server.port}/`, stop: () => server.stop(true) };
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
}, 30_000);

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

async function open(
  context: BrowserContext,
  server: RealServer,
  { id, token }: { id: string; token: string },
): Promise<Tab> {
  const tab = await context.newPage();
  await tab.goto(origin.url);
  await tab.waitForFunction(() => "page" in globalThis);
  await tab.evaluate(([url, key, user]) => page.start(url, key, user), [server.url, token, id] as const);
  return tab;
}

/** The texts of the group with their states, as the tab shows them. */
function shown(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => {
    const [view] = page.client().conversations.get();
    if (!view) return [];
    const { items } = page.client().conversation(view.id).timeline.state.get();
    return items.flatMap((item) => (item.kind === "text" ? [`${item.body.text}:${item.state}`] : []));
  });
}

async function shows(tab: Tab, texts: string[]): Promise<void> {
  const until = Date.now() + 15_000;
  while (JSON.stringify(await shown(tab)) !== JSON.stringify(texts) && Date.now() < until) await tab.waitForTimeout(50);
  expect(await shown(tab)).toEqual(texts);
}

const online = (tab: Tab) => tab.waitForFunction(() => page.client().connection.get().phase === "online");
const look = (tab: Tab) =>
  tab.evaluate(() => {
    for (const { id } of page.client().conversations.get()) page.client().conversation(id).timeline.open();
  });
const say = (tab: Tab, text: string) =>
  tab.evaluate((words) => {
    const [view] = page.client().conversations.get();
    if (view) page.client().conversation(view.id).send({ text: words });
  }, text);

test("[CLIENT-2] [CLIENT-8] [CLIENT-12] in Chromium two tabs share one database, a reload without a server shows all of it, and signing out deletes it", async () => {
  await using server = new RealServer(["--origins", "*"]);
  await server.start();
  const ann = server.person("ann");
  const context = await browser.newContext();
  const one = await open(context, server, ann);
  await online(one);
  await one.evaluate((name) => page.client().createGroup({ name, users: [] }), GROUP);
  const two = await open(context, server, ann);
  await online(two);
  for (const tab of [one, two]) await look(tab);
  await say(one, "from one");
  await shows(two, ["from one:sent"]);
  await say(two, "from two");
  await shows(one, ["from one:sent", "from two:sent"]);
  // The tab that kept the logs goes; the other takes over and keeps what comes.
  await one.close();
  await two.waitForFunction(async () => ((await navigator.locks.query()).held ?? []).length === 1);
  await say(two, "after one");
  await shows(two, ["from one:sent", "from two:sent", "after one:sent"]);
  await server.kill();
  await say(two, "unsent");
  await shows(two, ["from one:sent", "from two:sent", "after one:sent", "unsent:pending"]);
  await two.close();

  const three = await open(context, server, ann);
  await three.waitForFunction(() => page.client().ready.get());
  await look(three);
  await shows(three, ["from one:sent", "from two:sent", "after one:sent", "unsent:pending"]);
  await server.start();
  await three.evaluate(() => page.client().reconnect());
  await shows(three, ["from one:sent", "from two:sent", "after one:sent", "unsent:sent"]);
  const names = () => three.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(await names()).toEqual([`skein ${server.url} ${ann.id}`]);
  await three.evaluate(() => page.client().signOut());
  expect(await names()).toEqual([]);
  await context.close();
}, 60_000);
