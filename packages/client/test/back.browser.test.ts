import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId, type Params } from "@skein/protocol";
import { WHOLE_CHROMIUM } from "@skein/testkit";
import { type Browser, type BrowserContext, chromium, type Page as Tab } from "playwright-core";
import { http, makeKey } from "../src/index.ts";
import { RealServer } from "../test-node/real-server.ts";
import type { Page } from "./page.ts";
import { openTab, type Origin, servePage } from "./served-page.ts";

declare const page: Page;

/* A page that is left and come back to by the browser's own "back", out of its back-forward cache. */

let browser: Browser;
let origin: Origin;

beforeAll(async () => {
  origin = await servePage();
  browser = await chromium.launch({
    ...WHOLE_CHROMIUM,
    // what drives the browser turns the cache off unless told
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
}, 30_000);

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

async function open(context: BrowserContext, server: RealServer, person: { id: string; token: string }): Promise<Tab> {
  const tab = await openTab(context, origin, server, person);
  await tab.waitForFunction(() => page.client().connection.get().phase === "online");
  await tab.evaluate(() => {
    for (const { id: conv } of page.client().conversations.get()) page.client().conversation(conv).timeline.open();
  });
  return tab;
}

const shows = (tab: Tab, count: number) =>
  tab.waitForFunction((wanted) => {
    const [view] = page.client().conversations.get();
    return view && page.client().conversation(view.id).timeline.state.get().items.length === wanted;
  }, count);

/** Which locks the tabs of the browser hold, by the tab's own id. */
const locks = (tab: Tab) =>
  tab.evaluate(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.map(({ name = "", clientId }) => ({ is: name.startsWith("skein http") ? "store" : "link", clientId }));
  });

async function two(server: RealServer) {
  await server.start();
  const [ann, bob] = [server.person("ann"), server.person("bob")];
  const conv = directId(ann.id, bob.id);
  const says = (text: string) => {
    const params: Params<"message.send"> = {
      conv,
      key: makeKey(Date.now(), Math.random),
      kind: "text",
      body: { text },
    };
    return http(server.url, "message.send", params, bob.token);
  };
  await says("first");
  return { ann, says, context: await browser.newContext() };
}

/** Leaves the page, and comes back to it as it was. */
async function goBack(tab: Tab): Promise<void> {
  await tab.goBack({ waitUntil: "commit" });
  const why = await tab.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming & {
      notRestoredReasons?: unknown;
    })[];
    return JSON.stringify(navigation?.notRestoredReasons ?? null);
  });
  expect({ kept: await tab.evaluate(() => "kept" in globalThis), why }).toEqual({ kept: true, why: "null" });
}

test("[TAB-3] in Chromium a page that is left is kept by the browser, and right again by one hello when its person comes back", async () => {
  await using server = new RealServer(["--origins", "*"]);
  const { ann, says, context } = await two(server);
  const tab = await open(context, server, ann);
  await shows(tab, 1);
  await tab.evaluate(() => Object.assign(globalThis, { kept: true }));
  await tab.goto(`${origin.url}elsewhere`);
  // what it held is free: no other page is kept waiting
  expect(await locks(tab)).toEqual([]);
  for (let n = 0; n < 20; n++) await says(`while away ${n}`);
  await goBack(tab);
  await shows(tab, 21);
  const said = await tab.evaluate(() => page.said());
  expect(said.filter((type) => type === "hello")).toHaveLength(2);
  // what it missed came with the welcome: neither the list nor a page was asked for
  const since = said.slice(said.lastIndexOf("hello"));
  expect(since.filter((type) => /^(conversation\.list|message\.list|sync\.changes)$/.test(type))).toEqual([]);
  await tab.waitForFunction(() => page.client().connection.get().phase === "online");
  await tab.waitForFunction(async () => ((await navigator.locks.query()).held ?? []).length === 2);
  await context.close();
}, 60_000);

test("[TAB-3] in Chromium the tab that leads and is left hands on the link and the store, and follows when it comes back", async () => {
  await using server = new RealServer(["--origins", "*"]);
  const { ann, says, context } = await two(server);
  const [one, other] = [await open(context, server, ann), await open(context, server, ann)];
  await one.evaluate(() => Object.assign(globalThis, { kept: true }));
  await one.goto(`${origin.url}elsewhere`);
  await other.waitForFunction(() => page.leads());
  await other.waitForFunction(async () => {
    const { held = [] } = await navigator.locks.query();
    return held.some(({ name }) => name?.startsWith("skein http"));
  });
  expect(new Set((await locks(other)).map(({ clientId }) => clientId)).size).toBe(1);
  await says("while one was away");
  await shows(other, 2);
  await goBack(one);
  await shows(one, 2);
  await one.waitForFunction(() => page.client().connection.get().phase === "online");
  expect(await one.evaluate(() => page.leads())).toBe(false);
  await context.close();
}, 60_000);
