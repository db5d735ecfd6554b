import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId, type Params } from "@skein/protocol";
import { CHROMIUM } from "@skein/testkit";
import { type Browser, type BrowserContext, chromium, type Page as Tab } from "playwright-core";
import { http, makeKey } from "../src/index.ts";
import { RealServer } from "../test-node/real-server.ts";
import type { Page } from "./page.ts";
import { openTab, type Origin, servePage } from "./served-page.ts";

declare const page: Page;

const GROUP = "Lunch";

let browser: Browser;
let origin: Origin;

beforeAll(async () => {
  origin = await servePage();
  browser = await chromium.launch(CHROMIUM);
}, 30_000);

afterAll(async () => {
  await browser.close();
  await origin.stop();
});

const open = (context: BrowserContext, server: RealServer, person: { id: string; token: string }): Promise<Tab> =>
  openTab(context, origin, server, person);

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
  await two.waitForFunction(async () =>
    ((await navigator.locks.query()).held ?? []).some(({ name }) => name?.startsWith("skein http")),
  );
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

/** Connections to the server, as it counts them. */
async function connections(server: RealServer): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^skein_connections (\d+)/m.exec(text)?.[1]);
}

/** Waits until the server counts so many: one that was left is closed a moment later. */
async function counts(server: RealServer, expected: number): Promise<void> {
  const until = Date.now() + 10_000;
  while ((await connections(server)) !== expected && Date.now() < until) await Bun.sleep(20);
  expect(await connections(server)).toBe(expected);
}

/** Ann's tabs in one browser, each looking at what Bob says, and Bob, who asks by HTTP. */
async function threeTabs(server: RealServer) {
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
  const context = await browser.newContext();
  const tabs: Tab[] = [];
  for (let index = 0; index < 3; index += 1) {
    const tab = await open(context, server, ann);
    await online(tab);
    await look(tab);
    tabs.push(tab);
  }
  const [one, two, three] = tabs as [Tab, Tab, Tab];
  return { ann, context, says, one, two, three, conv };
}

const texts = async (tab: Tab) => (await shown(tab)).map((line) => line.replace(/:[a-z]+$/, ""));

/** Waits until a tab shows as many as that, all of them the server's. */
async function holds(tab: Tab, count: number): Promise<string[]> {
  const until = Date.now() + 30_000;
  const done = (lines: string[]) => lines.length === count && lines.every((line) => !line.endsWith(":pending"));
  while (!done(await shown(tab)) && Date.now() < until) await tab.waitForTimeout(20);
  expect((await shown(tab)).filter((line) => line.endsWith(":pending"))).toEqual([]);
  return texts(tab);
}

test("[TAB-1] [TAB-2] in Chromium three tabs have one socket, and closing the one that leads in the midst of it loses, doubles and reorders nothing", async () => {
  await using server = new RealServer(["--origins", "*"]);
  await server.start();
  const { ann, context, says, one, two, three, conv } = await threeTabs(server);
  expect(await connections(server)).toBe(1);

  const theirs = (async () => {
    for (let index = 0; index < 100; index += 1) await says(`theirs ${index}`);
  })();
  for (let index = 0; index < 10; index += 1) await say(two, `mine ${index}`);
  await one.close();
  for (let index = 10; index < 20; index += 1) await say(two, `mine ${index}`);
  await theirs;
  const [inTwo, inThree] = [await holds(two, 121), await holds(three, 121)];
  expect(inThree).toEqual(inTwo);
  const entries: { readonly kind: string; readonly body: object }[] = [];
  for (let after = 0; ; ) {
    const page = await http(server.url, "message.list", { conv, after, limit: 100 }, ann.token);
    if (page.entries.length === 0) break;
    entries.push(...page.entries);
    after = page.entries.at(-1)?.seq ?? 0;
  }
  const said = entries.flatMap((entry) => ("text" in entry.body ? [String(entry.body.text)] : []));
  expect(inTwo).toEqual(said);
  for (const [who, count] of [
    ["mine", 20],
    ["theirs", 100],
  ] as const)
    expect(said.filter((text) => text.startsWith(who))).toEqual(
      Array.from({ length: count }, (_, index) => `${who} ${index}`),
    );
  await counts(server, 1);
  await context.close();
}, 60_000);

test("[TAB-2] [TAB-3] in Chromium a tab that leads and crashes, or is frozen, is followed by another; a frozen one is right again when it comes back", async () => {
  await using server = new RealServer(["--origins", "*"]);
  await server.start();
  const { context, says, one, two, three } = await threeTabs(server);
  // a crash ends no promise of the page: nobody waits for it
  const crashing = await context.newCDPSession(one);
  crashing.send("Page.crash").catch(() => undefined);
  await says("after the crash");
  for (const tab of [two, three]) expect(await holds(tab, 2)).toEqual(["first", "after the crash"]);
  await counts(server, 1);

  const lifecycle = async (tab: Tab, state: "frozen" | "active") => {
    const session = await context.newCDPSession(tab);
    await session.send("Page.setWebLifecycleState", { state });
  };
  const leads = async (): Promise<Tab> => {
    const phases = await Promise.all([two, three].map((tab) => tab.evaluate(() => page.leads())));
    return phases[0] ? two : three;
  };
  const leader = await leads();
  const other = leader === two ? three : two;
  await lifecycle(leader, "frozen");
  await says("while it was frozen");
  expect(await holds(other, 3)).toEqual(["first", "after the crash", "while it was frozen"]);
  await counts(server, 1);
  await lifecycle(leader, "active");
  expect(await holds(leader, 3)).toEqual(["first", "after the crash", "while it was frozen"]);
  await online(leader);
  await counts(server, 1);
  await context.close();
}, 60_000);

test("[TAB-4] in Chromium tabs without locks have a socket each", async () => {
  await using server = new RealServer(["--origins", "*"]);
  await server.start();
  const ann = server.person("ann");
  const context = await browser.newContext();
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  for (let index = 0; index < 2; index += 1) await online(await open(context, server, ann));
  expect(await connections(server)).toBe(2);
  await context.close();
}, 60_000);
