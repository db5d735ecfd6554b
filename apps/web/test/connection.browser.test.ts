import { afterAll, beforeAll, expect, test } from "bun:test";
import { FaultProxy, type TestPerson } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { findings } from "./axe.ts";
import { SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

let app: App;
let proxy: FaultProxy;
let ann: TestPerson;
beforeAll(async () => {
  app = await startApp();
  ann = await app.server.person("Ann");
  proxy = await FaultProxy.start(app.server.url, { seed: 9 });
}, SLOW);
afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

const LAB = pathTo.settings("connection");
const state = (page: Page) => page.locator(".lab-state");
const part = (page: Page, name: RegExp) => page.getByRole("region", { name });
const row = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });

/** Somebody whose page comes through the proxy. */
function behindProxy(options = {}) {
  return app.seat(ann, { baseURL: proxy.url, serviceWorkers: "block", reducedMotion: "reduce", ...options });
}

test(
  "the page tells what carries the connection, and the truth again when the network changes; a tab that follows shows the link of the one that leads",
  async () => {
    const { page, context, complaints } = await behindProxy();
    await page.goto(LAB);
    await state(page).getByText("Connected by WebSocket").waitFor();
    await page.getByText(/This tab holds the connection/).waitFor();
    // it is measured while somebody looks
    await page.getByRole("img", { name: /^The last \d+ round trips took/ }).waitFor();
    expect(await findings(page)).toEqual([]);

    const second = await context.newPage();
    await second.goto(LAB);
    await second.getByText(/Another tab of this browser holds the connection; this is/).waitFor();
    await state(second).getByText("Connected by WebSocket").waitFor();

    proxy.refuseUpgrades = 403;
    proxy.cut("rst");
    await state(page).getByText("Connected by an event stream").waitFor();
    await page.getByText(/^WebSocket was refused at/).waitFor();
    await page.getByText("Cut without a word").waitFor();
    await state(second).getByText("Connected by an event stream").waitFor();
    await shoot(page, "connection-refused");
    proxy.heal();

    // the one that led is gone: the other one leads, and says so
    await page.close();
    await second.getByText(/This tab holds the connection/).waitFor();
    await state(second)
      .getByText(/^Connected by/)
      .waitFor();
    expect(complaints.filter((words) => !/WebSocket|ERR_|403/.test(words))).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "each way is tried from the page, by keyboard: what is refused or held back is said, with what to do; the living link goes on",
  async () => {
    proxy.heal();
    const { page, context } = await behindProxy();
    await page.goto(LAB);
    await state(page).getByText("Connected by WebSocket").waitFor();
    proxy.refuseUpgrades = 403;
    const tried = part(page, /^Try each way$/);
    await tried.getByRole("button", { name: "Try each way" }).focus();
    await page.keyboard.press("Enter");
    await tried.getByText(/Something between you and the server refuses WebSockets/).waitFor();
    await row(page, "WebSocket").getByText("is refused by something in between").waitFor();
    await row(page, "Event stream").getByText("works", { exact: true }).waitFor();
    expect(await state(page).textContent()).toContain("Connected by WebSocket");
    await shoot(page, "connection-ways");
    expect(await findings(page)).toEqual([]);
    proxy.heal();
    await tried.getByRole("button", { name: "Try each way" }).click();
    await tried.getByText(/This network lets the best way through/).waitFor();
    await context.close();
  },
  SLOW,
);

test(
  "the ways run beside each other with lines and a table, and can be stopped",
  async () => {
    proxy.heal();
    const { page, context } = await behindProxy(SCREENS.phone);
    await page.goto(LAB);
    const compared = part(page, /^Compare the ways$/);
    await compared.getByText("1 second", { exact: true }).click();
    await compared.getByText("15 seconds", { exact: true }).last().click();
    await compared.getByRole("button", { name: "Compare" }).click();
    await compared.getByRole("img", { name: /^Requests\. WebSocket: 0, .*Polling: [1-9]/ }).waitFor();
    await compared.getByRole("img", { name: /^Delay of each message\. WebSocket: .*\d+ ms/ }).waitFor();
    await compared.getByRole("button", { name: "Stop" }).click();
    await compared.getByRole("button", { name: "Stop" }).waitFor({ state: "detached" });
    const cells = await row(page, "Polling").getByRole("cell").allTextContents();
    expect(Number(cells[0])).toBeGreaterThan(0);
    expect(await findings(page)).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "without a network the page says so and still tells what it knows; the line about the connection leads to it",
  async () => {
    proxy.heal();
    const { page, context } = await behindProxy();
    await page.goto(LAB);
    await state(page).getByText("Connected by WebSocket").waitFor();
    await page.goto("/");
    await page.getByRole("button", { name: "New conversation" }).waitFor();
    proxy.refusing = true;
    proxy.cut("rst");
    await page.getByRole("button", { name: "Why?" }).click();
    await state(page)
      .getByText(/No connection|Connecting/)
      .waitFor();
    await page.getByText("Comparing needs the connection.").waitFor();
    await part(page, /^Try each way$/)
      .getByRole("button", { name: "Try each way" })
      .click();
    await page.getByText(/The server does not answer from here/).waitFor();
    await row(page, "WebSocket").getByText("gets no answer").waitFor();
    await shoot(page, "connection-offline");
    proxy.heal();
    await state(page).getByText("Connected by WebSocket").waitFor();
    await context.close();
  },
  SLOW,
);
