import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import { WebPushService, type WebPushed, WHOLE_CHROMIUM } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { OFFLINE } from "./browser.ts";
import { withPushManager } from "./push/with-push.ts";
import { WorkerOf } from "./push/worker-of.ts";
import { shoot } from "./shoot.ts";

let app: App;
let service: WebPushService;
beforeAll(async () => {
  service = WebPushService.start();
  app = await startApp({ push: { grace: 200 }, outside: { allowed: ["127.0.0.1"] } }, {}, WHOLE_CHROMIUM);
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

const DEVICE = "On this device, also while Skein is closed";
const message = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });

/** Somebody whose browser has a push service, and somebody who writes to them. */
async function scene(name: string) {
  const ann = await app.server.person(name);
  const bob = await app.server.person(`${name}-Friend`);
  const conv = directId(ann.id, bob.id);
  const { key } = await http(app.server.url, "push.key", {}, ann.token);
  const browser = service.browser(key);
  const { address: endpoint, p256dh, auth } = browser.target;
  const seat = await app.seat(ann, OFFLINE);
  await seat.context.grantPermissions(["notifications"], { origin: app.server.url });
  await withPushManager(seat.context, { endpoint, keys: { p256dh, auth }, key });
  const say = async (text: string): Promise<number> => {
    const body = { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } } as const;
    return (await http(app.server.url, "message.send", body, bob.token)).seq;
  };
  const pushed = (text: string): Promise<WebPushed> =>
    service.pushes.one((push) => push.to === browser && push.message.body.includes(text));
  return { ...seat, ann, bob, conv, key, browser, say, pushed };
}

/** Turns it on as a person does. */
async function turnOn(page: Page): Promise<void> {
  await page.goto(pathTo.settings("notifications"));
  await page.getByRole("switch", { name: DEVICE, disabled: false }).click();
  await page.getByRole("switch", { name: DEVICE, checked: true }).waitFor();
}

test(
  "[PUSH-12] a device is told while no page is in sight: each message once, a press leads there, an answer and a mark need no page",
  async () => {
    const { page, context, ann, bob, conv, key, browser, say, pushed } = await scene("Ann");
    await say("first");
    await turnOn(page);
    expect(await http(app.server.url, "push.state", {}, ann.token)).toEqual({ kind: "web", address: browser.endpoint });
    const worker = await WorkerOf.take(context, page);
    await page.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("Sent. It should show in a moment.").waitFor();
    const tried = await service.pushes.one((push) => push.to === browser && push.message.conv === undefined);
    await worker.deliver(tried.message);
    expect(await worker.until((shown) => shown.length > 0)).toMatchObject([{ title: "Skein", tag: "test" }]);

    // whoever sees the app needs no notice of the system
    await worker.deliver({ ...tried.message, conv, root: 0, seq: 1 });
    await worker.deliver({ ...tried.message, title: "again" });
    await worker.until(([first]) => first?.title === "again");
    expect((await worker.shown()).map(({ tag }) => tag)).toEqual(["test"]);

    // away from it: what a page has told already is not told again
    await page.goto("about:blank");
    const seq = await say("lunch?");
    const lunch = (await pushed("lunch?")).message;
    await worker.deliver(lunch);
    const [shown] = await worker
      .until((all) => all.some(({ tag }) => tag === conv))
      .then((all) => all.filter(({ tag }) => tag === conv));
    expect(shown).toMatchObject({ title: "Ann-Friend", body: "lunch?", lang: "en", actions: ["reply", "read"] });
    const calls = await worker.calls();
    await worker.deliver(lunch);
    // one after it, so that it is known to have been looked at
    await say("or dinner?");
    await worker.deliver((await pushed("or dinner?")).message);
    await worker.until((all) => all.some(({ body }) => body === "or dinner?"));
    expect([await worker.calls(), (await worker.shown()).filter(({ tag }) => tag === conv).length]).toEqual([
      calls + 1,
      1,
    ]);

    await worker.press(conv, "reply", "Lunch!");
    const { entries } = await http(app.server.url, "message.list", { conv }, bob.token);
    expect(entries.at(-1)).toMatchObject({ from: ann.id, body: { text: "Lunch!", reply: { seq: seq + 1 } } });
    const next = await say("good");
    await worker.deliver((await pushed("good")).message);
    await worker.until((all) => all.some(({ body }) => body === "good"));
    await worker.press(conv, "read");
    const { conversation } = await http(app.server.url, "conversation.get", { conv }, ann.token);
    expect(conversation.read).toBe(next);

    await say("and where?");
    await worker.deliver((await pushed("and where?")).message);
    await worker.until((all) => all.some(({ body }) => body === "and where?"));
    await worker.press(conv);
    expect(await worker.opened()).toEqual([pathTo.conversation(conv)]);

    // a page that is open goes there instead, and what was read is told of no more
    await say("once more");
    await worker.deliver((await pushed("once more")).message);
    await worker.until((all) => all.some(({ body }) => body === "once more"));
    await page.goto("/");
    await page.getByRole("link", { name: /once more/ }).waitFor();
    await worker.press(conv);
    await message(page, "once more").waitFor();
    await worker.until((all) => all.every(({ tag }) => tag !== conv));

    // a page that is open and not in sight is quicker than the push, and one notification is all there is
    await page.goto("/");
    await page.getByRole("link", { name: /once more/ }).waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    const before = await worker.calls();
    await say("behind another window");
    await worker.until((all) => all.some(({ body, tag }) => tag === conv && body === "behind another window"));
    await worker.deliver((await pushed("behind another window")).message);
    await worker.deliver({ ...tried.message, title: "the last" });
    await worker.until((all) => all.some(({ title }) => title === "the last"));
    expect(await worker.calls()).toBe(before + 2);

    // the browser replaces the subscription, and no page is there to tell the server
    const other = service.browser(key);
    await worker.replace({ endpoint: other.endpoint, keys: { p256dh: other.target.p256dh, auth: other.target.auth } });
    expect(await http(app.server.url, "push.state", {}, ann.token)).toEqual({ kind: "web", address: other.endpoint });
    await page.goto(pathTo.settings("notifications"));
    await page.getByRole("switch", { name: DEVICE, checked: true }).click();
    await page.getByRole("switch", { name: DEVICE, checked: false }).waitFor();
    expect(await http(app.server.url, "push.state", {}, ann.token)).toEqual({});
    expect(service.faults).toEqual([]);
    await context.close();
  },
  SLOW,
);

test(
  "[PUSH-5][PUSH-7] what is told and shown is chosen in the settings, and in a conversation's details and menu",
  async () => {
    const { page, context, ann, conv, say } = await scene("Cleo");
    await say("first");
    const settings = async () => (await http(app.server.url, "account.get", {}, ann.token)).settings;
    const until = async (holds: () => Promise<boolean>): Promise<void> => {
      while (!(await holds())) await page.waitForTimeout(30);
    };
    await turnOn(page);
    await page.getByRole("group", { name: "What a notification shows" }).getByText("Name", { exact: true }).click();
    // nothing was chosen yet
    await page.getByRole("radio", { name: "Usual", checked: true }).waitFor();
    await page.getByRole("group", { name: "From groups" }).getByText("Mentions", { exact: true }).click();
    await page.getByRole("switch", { name: "Quiet hours" }).click();
    await page.getByLabel("From", { exact: true }).fill("23:15");
    await until(async () => (await settings()).quietHours?.from === 23 * 60 + 15);
    expect(await settings()).toMatchObject({
      preview: "name",
      notifyGroups: "mentions",
      quietHours: { on: true, from: 1395, to: 420 },
    });
    await shoot(page, "notifications");
    await page.goto(pathTo.conversation(conv));
    await page.getByRole("button", { name: "Details" }).click();
    await page.getByRole("group", { name: "Notifications" }).getByText("None").click();
    const rule = async () =>
      (await http(app.server.url, "conversation.get", { conv }, ann.token)).conversation.kept?.notify;
    await until(async () => (await rule()) === "none");
    await shoot(page, "notify-details");
    await page.getByRole("button", { name: "What to do with this conversation" }).click();
    await page.getByRole("menuitem", { name: "Notifications" }).click();
    const dialog = page.getByRole("dialog", { name: "Notifications" });
    await dialog.getByRole("radio", { name: "None", checked: true }).waitFor();
    await shoot(page, "notify-dialog");
    await dialog.getByText("Usual", { exact: true }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await until(async () => (await rule()) === undefined || (await rule()) === "default");
    await context.close();
  },
  SLOW,
);

test(
  "the app can be installed, takes what others share, and loads a new version when one wants it",
  async () => {
    const { page, context, say } = await scene("Dan");
    await say("first");
    await page.goto("/");
    await page.getByRole("link", { name: /first/ }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

    const session = await context.newCDPSession(page);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // a context of a test is as private windows are, which install nothing
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
    const manifest = (await (await fetch(`${app.server.url}/manifest.webmanifest`)).json()) as {
      readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string }[];
      readonly shortcuts: readonly { readonly url: string }[];
    };
    for (const { src, sizes } of manifest.icons.filter(({ type }) => type === "image/png")) {
      const png = Buffer.from(await (await fetch(`${app.server.url}${src}`)).arrayBuffer());
      expect([src, `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`]).toEqual([src, sizes]);
    }
    for (const { url } of manifest.shortcuts)
      expect((await fetch(`${app.server.url}${url}`, { headers: { Accept: "text/html" } })).status).toBe(200);

    // what a browser does that would install it
    await page.goto(pathTo.settings("general"));
    await page.getByRole("group", { name: "Theme" }).waitFor();
    await page.evaluate(() => {
      const prompt = (): Promise<void> => {
        Object.assign(globalThis, { prompted: true });
        return Promise.resolve();
      };
      dispatchEvent(Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt }));
    });
    await page.getByRole("button", { name: "Install Skein on this device" }).click();
    expect(await page.evaluate(() => "prompted" in globalThis)).toBe(true);
    await page.getByRole("button", { name: "Install Skein on this device" }).waitFor({ state: "detached" });

    await page.reload();
    await page.evaluate(() => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: "/share", enctype: "multipart/form-data" });
      for (const [name, value] of [
        ["title", "A page"],
        ["text", "worth a look"],
        ["url", "https://example.com/a"],
      ] as const) {
        const field = Object.assign(document.createElement("input"), { name, value });
        form.append(field);
      }
      document.body.append(form);
      form.submit();
    });
    const places = page.getByRole("region", { name: "Where does this go?" });
    await places.getByText("worth a look").waitFor();
    await shoot(page, "share");
    await places.getByRole("button", { name: /Friend/ }).click();
    const field = page.getByRole("textbox", { name: "Message" });
    await field.waitFor();
    while ((await field.inputValue()) !== "A page\nworth a look\nhttps://example.com/a") await page.waitForTimeout(30);
    await page.goto("/share");
    await places.getByText("Nothing was shared").waitFor();
    await page.evaluate(() => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: "/share", enctype: "multipart/form-data" });
      const chosen = new DataTransfer();
      chosen.items.add(new File(["what was found"], "found.txt", { type: "text/plain" }));
      const field = Object.assign(document.createElement("input"), {
        name: "files",
        type: "file",
        files: chosen.files,
      });
      form.append(field);
      document.body.append(form);
      form.submit();
    });
    await places.getByText("found.txt").waitFor();
    await places.getByRole("button", { name: /Friend/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await page.getByRole("article").filter({ hasText: "found.txt" }).waitFor();

    // another version of the worker is there
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/service-worker.js?newer");
    });
    await page.getByText("A new version is here.").waitFor();
    await shoot(page, "update");
    const reloaded = page.waitForEvent("load");
    await page.getByRole("button", { name: "Reload" }).click();
    await reloaded;
    await context.close();
  },
  SLOW,
);
