import { CHROMIUM } from "@skein/testkit";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** A real Chromium without a window. */
export async function launchBrowser(which = CHROMIUM): Promise<Browser & AsyncDisposable> {
  return chromium.launch(which);
}

/** Screens that every surface is looked at on. */
export const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
} satisfies Record<string, BrowserContextOptions>;

export interface Seat {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page complained about: uncaught errors, refused resources. */
  readonly complaints: readonly string[];
}

/** Switches of a Chromium whose microphone beeps, and which lets every page hear it. */
export const FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** For pages that are to open without a network. */
export const OFFLINE = { serviceWorkers: "allow" } satisfies BrowserContextOptions;

/**
 * A browser of one person; signed in from the start when a session is given. It keeps no shell of the app unless told: fetching all of
 * it costs as much as most tests do with it.
 */
export async function takeSeat(
  browser: Browser,
  url: string,
  {
    session,
    ...options
  }: BrowserContextOptions & { readonly session?: { readonly token: string; readonly user: string } },
): Promise<Seat> {
  const context = await browser.newContext({ baseURL: url, serviceWorkers: "block", ...options });
  if (session) {
    await context.addInitScript((kept) => {
      // The first page alone: whoever signs out stays signed out.
      if (sessionStorage.getItem("seated")) return;
      sessionStorage.setItem("seated", "1");
      localStorage.setItem("skein.session", kept);
    }, JSON.stringify(session));
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { context, page, complaints };
}
