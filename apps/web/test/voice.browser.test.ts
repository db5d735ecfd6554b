import { afterAll, beforeAll, expect, test } from "bun:test";
import { directId } from "@skein/protocol";
import { CHROMIUM, type TestPerson } from "@skein/testkit";
import type { Locator, Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { FAKE_MICROPHONE, SCREENS } from "./browser.ts";
import { shoot } from "./shoot.ts";

/*
 * Voice messages with the browser's own fake microphone, which beeps: recorded by a click and by holding, listened to, given up, heard one
 * after the other, and told as heard.
 */

let app: App;
let ann: TestPerson;
let bob: TestPerson;

beforeAll(async () => {
  app = await startApp(
    { limits: { personRate: { rate: 100_000, burst: 100_000 } } },
    {},
    { ...CHROMIUM, args: [...CHROMIUM.args, ...FAKE_MICROPHONE] },
  );
  [ann, bob] = [await app.server.person("Ann"), await app.server.person("Bob")];
}, SLOW);
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const path = (): string => pathTo.conversation(directId(ann.id, bob.id));
const record = (page: Page): Locator => page.getByRole("button", { name: "Record a voice message" });
const recording = (page: Page): Locator => page.getByRole("group", { name: "Recording" });
const voice = (page: Page, nth: number): Locator => page.locator(".sk-voice").nth(nth);

async function at(person: TestPerson, options = {}): Promise<Page> {
  const { page } = await app.seat(person, { permissions: ["microphone"], ...options });
  page.setDefaultTimeout(15_000);
  await page.goto(path());
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return page;
}

/** So long has been recorded. */
async function recorded(page: Page, seconds: number): Promise<void> {
  await recording(page)
    .getByRole("timer")
    .filter({ hasText: new RegExp(`0:0[${seconds}-9]`) })
    .waitFor();
}

test(
  "a voice message is recorded by a click or by holding, heard with the next one after it, and told as heard",
  async () => {
    const [a, b] = [await at(ann), await at(bob)];
    // a click, listened to before it is sent
    await record(a).click();
    await recorded(a, 2);
    await shoot(a, "voice-recording-desktop");
    await recording(a).getByRole("button", { name: "Stop and listen" }).click();
    await recording(a).getByRole("button", { name: "Listen to the recording" }).click();
    await recording(a).getByRole("button", { name: "Pause" }).waitFor();
    await shoot(a, "voice-listening-desktop");
    await recording(a).getByRole("button", { name: "Send the voice message" }).click();
    await voice(b, 0).waitFor();
    await recording(a).waitFor({ state: "detached" });

    // held and let go
    const { x = 0, y = 0 } = (await record(a).boundingBox()) ?? {};
    const press = async (): Promise<void> => {
      await a.mouse.move(x + 12, y + 12);
      await a.mouse.down();
    };
    await press();
    await recorded(a, 1);
    await shoot(a, "voice-held-desktop");
    await a.mouse.up();
    await voice(b, 1).waitFor();

    // slid aside it is gone; Escape throws it away too; slid up it goes on without the finger
    await press();
    await recorded(a, 1);
    await a.mouse.move(x - 150, y + 12);
    await recording(a).getByText("Let go to cancel").waitFor();
    await a.mouse.up();
    await recording(a).waitFor({ state: "detached" });
    await press();
    await recorded(a, 1);
    await a.mouse.move(x + 12, y - 120);
    await recording(a).getByRole("button", { name: "Stop and listen" }).waitFor();
    await a.mouse.up();
    await recording(a).getByRole("button", { name: "Send the voice message" }).press("Escape");
    await recording(a).waitFor({ state: "detached" });
    expect(await a.locator(".sk-voice").count()).toBe(2);

    // what Bob has not heard bears a dot, until he has; the second is heard after the first
    const dots = b.getByRole("img", { name: "not listened to yet" });
    await dots.nth(1).waitFor();
    await shoot(b, "voice-unheard-desktop");
    await voice(b, 0).getByRole("button", { name: "Play" }).click();
    await voice(b, 0).getByRole("button", { name: "Speed: 1×" }).click();
    await voice(b, 0).getByRole("button", { name: "Speed: 1.5×" }).click();
    await voice(b, 0).getByRole("button", { name: "Speed: 2×" }).waitFor();
    await voice(b, 1).getByRole("button", { name: "Pause" }).waitFor();
    await dots.first().waitFor({ state: "detached" });
    // to a place by the keys
    await voice(b, 1).getByRole("slider").focus();
    await b.keyboard.press("ArrowLeft");

    // his other device, and a reload, know it too
    const other = await at(
      { ...bob, token: await app.server.device(bob.id) },
      { ...SCREENS.phone, colorScheme: "dark" },
    );
    await voice(other, 1).waitFor();
    expect(await other.getByRole("img", { name: "not listened to yet" }).count()).toBe(0);
    await other.reload();
    await voice(other, 1).waitFor();
    expect(await other.getByRole("img", { name: "not listened to yet" }).count()).toBe(0);
    await shoot(other, "voice-phone-dark");
  },
  SLOW,
);
