import { CHROMIUM } from "@skein/testkit";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** A real Chromium without a window. */
export async function launchBrowser(): Promise<Browser & AsyncDisposable> {
  return chromium.launch(CHROMIUM);
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

/** A browser of one person; signed in from the start when a session is given. */
export async function takeSeat(
  browser: Browser,
  url: string,
  {
    session,
    ...options
  }: BrowserContextOptions & { readonly session?: { readonly token: string; readonly user: string } },
): Promise<Seat> {
  const context = await browser.newContext({ baseURL: url, ...options });
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
