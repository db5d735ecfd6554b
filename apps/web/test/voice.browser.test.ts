import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect } from "@skein/client";
import { directId } from "@skein/protocol";
import { CHROMIUM, type TestPerson } from "@skein/testkit";
import type { Locator, Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { FAKE_MICROPHONE, SCREENS } from "./browser.ts";
import { hum, speech } from "./sample-files.ts";
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

/** Seconds of a voice that nobody has to be quick to hear. */
const LONG = 30;

/** Of each voice message, whether one is told that one has not heard it. */
const unheard = async (page: Page): Promise<boolean[]> =>
  page.locator(".sk-voice").evaluateAll((all) => all.map((one) => one.querySelector(".sk-voice-news") !== null));

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
    // two long ones first, so that nobody has to be quick to hear them
    await using client = await connect({ url: app.server.url, token: ann.token, user: ann.id });
    const files = await client.files();
    for (const seed of [1, 2])
      files.send(directId(ann.id, bob.id), "voice", {
        file: { blob: hum(LONG), name: "voice.wav" },
        duration: LONG * 1_000,
        wave: speech(seed),
      });
    const [a, b] = [await at(ann), await at(bob)];
    await voice(b, 1).waitFor();
    // a click, listened to before it is sent
    await record(a).click();
    await recorded(a, 2);
    await shoot(a, "voice-recording-desktop");
    await recording(a).getByRole("button", { name: "Stop and listen" }).click();
    await recording(a).getByRole("button", { name: "Listen to the recording" }).click();
    await recording(a).getByRole("button", { name: "Pause" }).waitFor();
    await shoot(a, "voice-listening-desktop");
    await recording(a).getByRole("button", { name: "Send the voice message" }).click();
    await voice(b, 2).waitFor();
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
    await voice(b, 3).waitFor();

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
    expect(await a.locator(".sk-voice").count()).toBe(4);

    // what Bob has not heard bears a dot, until he has; the next one is heard after it
    await b.getByRole("img", { name: "not listened to yet" }).nth(3).waitFor();
    await shoot(b, "voice-unheard-desktop");
    await voice(b, 0).getByRole("button", { name: "Play" }).click();
    await voice(b, 0).getByRole("button", { name: "Pause" }).waitFor();
    await voice(b, 0).getByRole("button", { name: "Speed: 1×" }).click();
    await voice(b, 0).getByRole("button", { name: "Speed: 1.5×" }).click();
    await voice(b, 0).getByRole("button", { name: "Speed: 2×" }).waitFor();
    await voice(b, 0).getByRole("slider").focus();
    for (let step = 0; step < LONG / 5; step += 1) await b.keyboard.press("ArrowRight");
    await voice(b, 1).getByRole("button", { name: "Pause" }).waitFor();
    await voice(b, 1).getByRole("button", { name: "Pause" }).click();
    expect(await unheard(b)).toEqual([false, false, true, true]);

    // his other device, and a reload, know it too
    const other = await at(
      { ...bob, token: await app.server.device(bob.id) },
      { ...SCREENS.phone, colorScheme: "dark" },
    );
    await voice(other, 3).waitFor();
    expect(await unheard(other)).toEqual([false, false, true, true]);
    await other.reload();
    await voice(other, 3).waitFor();
    expect(await unheard(other)).toEqual([false, false, true, true]);
    await shoot(other, "voice-phone-dark");
  },
  SLOW,
);

test(
  "the camera takes a picture and a film, which are looked at before they are sent; where it is not allowed it says what to do",
  async () => {
    const [a, b] = [await at(ann, { permissions: ["camera", "microphone"] }), await at(bob)];
    const dialog = a.locator(".sk-dialog");
    const openCamera = async (): Promise<void> => {
      await a.getByRole("button", { name: "Add something" }).click();
      await a.getByRole("menuitem", { name: "Camera" }).click();
      await dialog.filter({ hasText: "Camera" }).waitFor();
    };
    /** The camera shows something. */
    const seen = (): Promise<unknown> =>
      a.waitForFunction(() => (document.querySelector<HTMLVideoElement>(".sk-camera")?.videoWidth ?? 0) > 0);
    await openCamera();
    await seen();
    await shoot(a, "camera");
    await dialog.getByRole("button", { name: "Take a picture" }).click();
    await dialog.filter({ hasText: "photo.jpg" }).waitFor();
    await dialog.getByRole("button", { name: "Send" }).click();
    await b.locator(".sk-frame .sk-picture[data-shown]").waitFor();

    await openCamera();
    await seen();
    await dialog.getByRole("button", { name: "Film" }).click();
    await dialog.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
    await shoot(a, "camera-film");
    await dialog.getByRole("button", { name: "Stop" }).click();
    await dialog.filter({ hasText: /film\.(webm|mp4)/ }).waitFor();
    await dialog.getByRole("button", { name: "Send" }).click();
    await b.getByRole("button", { name: /Play the video/ }).waitFor();
    // the light of the camera is out
    expect(await a.locator(".sk-camera").count()).toBe(0);

    await a.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await openCamera();
    await dialog.getByRole("alert").filter({ hasText: "did not allow the camera" }).waitFor();
    expect(await dialog.getByRole("button", { name: "Take a picture" }).count()).toBe(0);
    await shoot(a, "camera-denied");
    // once it is allowed, from where one is told of it
    await a.evaluate(() => {
      Reflect.deleteProperty(navigator.mediaDevices, "getUserMedia");
    });
    await dialog.getByRole("button", { name: "Try again" }).click();
    await seen();
    expect(await dialog.getByRole("alert").count()).toBe(0);
    await a.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await a.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    // nor the microphone; and neither is there at all
    await record(a).click();
    await a.getByText("did not allow the microphone. Allow it for this page, then try again.").waitFor();
    await shoot(a, "voice-denied");
    await a.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("none", "NotFoundError"));
    });
    await record(a).click();
    await a.getByText("No microphone was found. Connect one, then try again.").waitFor();
    expect(await recording(a).count()).toBe(0);
    await openCamera();
    await dialog.getByRole("alert").filter({ hasText: "No camera was found. Connect one" }).waitFor();
    await a.context().close();
    await b.context().close();
  },
  SLOW,
);
