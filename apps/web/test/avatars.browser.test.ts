import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import { directId } from "@skein/protocol";
import type { TestPerson } from "@skein/testkit";
import type { Page, WebSocketRoute } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { findings } from "./axe.ts";
import { SCREENS } from "./browser.ts";
import { photo } from "./sample-files.ts";
import { shoot } from "./shoot.ts";

let app: App;
let ann: TestPerson;
let bob: TestPerson;
let group: string;
const talk = () => directId(ann.id, bob.id);

beforeAll(async () => {
  app = await startApp();
  [ann, bob] = [await app.server.person("Ann"), await app.server.person("Bob")];
  const made = { key: "geese-0001", name: "Wild geese", users: [bob.id] };
  group = (await http(app.server.url, "group.create", made, ann.token)).conversation.id;
  for (const [conv, key] of [
    [talk(), "hello-0001"],
    [group, "hello-0002"],
  ] as const) {
    const body = { text: "They fly tomorrow." };
    await http(app.server.url, "message.send", { conv, key, kind: "text", body }, ann.token);
  }
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

const dialog = (page: Page) => page.locator(".sk-dialog");
const shown = (page: Page, within: string) => page.locator(`${within} .sk-avatar-picture[data-shown]`);
const frame = (page: Page) => page.locator(".sk-crop-frame");
const placeOf = (page: Page) => frame(page).locator("img").getAttribute("style");

/** A picture comes by the field behind the menu, as the browser's own dialog would bring it. */
async function choose(page: Page, seed: number, picker = "face-disk"): Promise<void> {
  await page.locator(`input[data-picker=${picker}]`).setInputFiles(await photo(page, "p.jpg", 1200, 800, seed));
  await frame(page).waitFor();
}

test(
  "[AVATAR-1] one chooses a picture of oneself, cuts it by mouse and keys, others see it, and it goes again",
  async () => {
    const { page: anns, context: one } = await app.seat(ann);
    // a link that is there is not cut by going offline
    const links = new Set<WebSocketRoute>();
    await one.routeWebSocket("**/v1/socket", (link) => {
      link.connectToServer();
      links.add(link);
    });
    const { page: bobs, context: two } = await app.seat(bob, {
      ...SCREENS.phone,
      colorScheme: "dark",
      locale: "zh-CN",
    });
    await bobs.goto("/");
    await bobs.locator(".sk-pane-list .sk-row").first().waitFor();
    await anns.goto(pathTo.settings("profile"));
    await anns.getByRole("button", { name: "Change picture" }).click();
    await anns.getByRole("menuitem", { name: "Take a picture" }).waitFor();
    expect(await anns.getByRole("menuitem", { name: "Remove the picture" }).count()).toBe(0);
    await shoot(anns, "avatar-menu");
    await anns.keyboard.press("Escape");

    const words = { name: "not.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
    await anns.locator("input[data-picker=face-disk]").setInputFiles(words);
    await anns
      .getByRole("alert")
      .getByText(/cannot read/)
      .waitFor();
    await choose(anns, 1);
    await shoot(anns, "avatar-crop");
    expect(await findings(anns)).toEqual([]);

    // by keys, the mouse and its wheel; no further than its edges
    const places = new Set([await placeOf(anns)]);
    expect(await frame(anns).evaluate((element) => element === document.activeElement)).toBe(true);
    await anns.keyboard.press("ArrowLeft");
    places.add(await placeOf(anns));
    await anns.keyboard.press("+");
    places.add(await placeOf(anns));
    const box = await frame(anns).boundingBox();
    const [x, y] = [(box?.x ?? 0) + 100, (box?.y ?? 0) + 100];
    await anns.mouse.move(x, y);
    await anns.mouse.down();
    await anns.mouse.move(x - 60, y + 10, { steps: 4 });
    await anns.mouse.up();
    const drawn = await placeOf(anns);
    places.add(drawn);
    await anns.mouse.wheel(0, -300);
    await anns.waitForFunction(
      (before) => document.querySelector(".sk-crop-frame img")?.getAttribute("style") !== before,
      drawn,
    );
    places.add(await placeOf(anns));
    expect(places.size).toBe(5);
    await shoot(anns, "avatar-crop-close");

    // without a connection it waits to be used
    const use = anns.getByRole("button", { name: "Use this" });
    await one.setOffline(true);
    for (const link of links) await link.close();
    await dialog(anns).getByText("Offline. This needs the server.").waitFor();
    expect(await use.isDisabled()).toBe(true);
    await one.setOffline(false);
    await anns.waitForFunction(
      () => !document.querySelector<HTMLButtonElement>(".sk-dialog .sk-button-primary")?.disabled,
    );
    await use.click();
    await shown(anns, ".sk-face").waitFor();
    await anns.getByText("The picture was changed.").waitFor();
    await shown(bobs, ".sk-pane-list .sk-row").first().waitFor();
    await shoot(anns, "avatar-profile");
    await shoot(bobs, "avatar-list-phone-dark-zh");
    await bobs.goto(pathTo.conversation(group));
    await shown(bobs, ".sk-message").first().waitFor();
    await shoot(bobs, "avatar-talk-phone-dark-zh");

    await anns.getByRole("button", { name: "Change picture" }).click();
    await anns.getByRole("menuitem", { name: "Remove the picture" }).click();
    await shown(bobs, ".sk-message").first().waitFor({ state: "detached" });
    expect(await anns.locator(".sk-face .sk-avatar-picture").count()).toBe(0);
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);

test(
  "[AVATAR-1] a group's picture is changed where its name is, by fingers too; what cannot be fetched leaves the initials",
  async () => {
    const { page: anns, context: one } = await app.seat(ann, {
      ...SCREENS.phone,
      colorScheme: "dark",
      locale: "zh-CN",
    });
    const { page: bobs, context: two } = await app.seat(bob);
    await bobs.goto(pathTo.conversation(group));
    await anns.goto(pathTo.conversation(group));
    await bobs.getByRole("button", { name: "Details" }).click();
    await bobs.getByRole("region", { name: "Members" }).first().waitFor();
    expect(await bobs.getByRole("button", { name: "Change picture" }).count()).toBe(0);
    await anns.getByRole("button", { name: "详情" }).click();
    await anns.getByRole("button", { name: "更换头像" }).waitFor();
    await choose(anns, 4, "face-camera");
    await shoot(anns, "avatar-crop-phone-dark-zh");
    expect(await findings(anns)).toEqual([]);
    await anns.getByRole("button", { name: "设为头像" }).tap();
    await shown(anns, ".sk-face").waitFor();
    await bobs
      .getByRole("log", { name: "Messages" })
      .getByText(/changed the group’s picture/)
      .waitFor();
    await shown(bobs, ".sk-profile").first().waitFor();
    await shoot(anns, "avatar-group-phone-dark-zh");
    await shoot(bobs, "avatar-group");

    await bobs.route("**/v1/avatars/**", (route) => route.abort());
    await bobs.reload();
    await bobs.locator(".sk-pane-list .sk-row").first().waitFor();
    await bobs.waitForFunction(() => document.querySelectorAll(".sk-avatar-picture").length === 0);
    await shoot(bobs, "avatar-gone");
    await Promise.all([one.close(), two.close()]);
  },
  SLOW,
);
