import { join } from "node:path";
import type { Parts, SomeConfig } from "@skein/server";
import { CHROMIUM, startServer, type TestServer } from "@skein/testkit";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { buildWebApp } from "../build.ts";
import { launchBrowser, type Seat, takeSeat } from "./browser.ts";

/** The built app (`bun apps/web/build.ts`) on a real server, and a browser to look at it. */
export interface App extends AsyncDisposable {
  readonly server: TestServer;
  readonly browser: Browser;
  /** A browser of somebody who is signed in; of nobody when no person is given. */
  seat(person?: { readonly id: string; readonly token: string }, options?: BrowserContextOptions): Promise<Seat>;
}

/** Time that a whole browser test may take on a busy machine, ms. */
export const SLOW = 90_000;

/** On a server as `startServer` starts it. */
export async function startApp(config?: SomeConfig, parts?: Parts, which = CHROMIUM): Promise<App> {
  // The suite builds first. Building anew here would take the pages away under tests that run beside this one.
  if (!(await Bun.file(join(import.meta.dir, "../dist/index.html")).exists())) await buildWebApp();
  const server = await startServer(config, parts);
  const browser = await launchBrowser(which);
  return {
    server,
    browser,
    seat: (person, options = {}) =>
      takeSeat(browser, server.url, {
        locale: "en-GB",
        ...options,
        ...(person && { session: { token: person.token, user: person.id } }),
      }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
