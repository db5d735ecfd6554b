import { join } from "node:path";
import type { BrowserContext, Page as Tab } from "playwright-core";
import type { Page } from "./page.ts";

declare const page: Page;

/** A place on the web that has a page with the SDK in it (`page.ts`), and one without anything at `/elsewhere`. */
export interface Origin {
  readonly url: string;
  stop(): Promise<void>;
}

export async function servePage(): Promise<Origin> {
  const { outputs } = await Bun.build({ entrypoints: [join(import.meta.dir, "page.ts")], target: "browser" });
  const script = (await outputs[0]?.text()) ?? "";
  const html = (body: string): Response =>
    new Response(`<!doctype html>${body}`, { headers: { "content-type": "text/html" } });
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch({ url }) {
      if (url.endsWith(".js")) return new Response(script, { headers: { "content-type": "text/javascript" } });
      return html(url.endsWith("/elsewhere") ? "elsewhere" : '<script type="module" src="/page.js"></script>');
    },
  });
  return { url: `http://127.0.0.1:${server.port}/`, stop: () => server.stop(true) };
}

/** A tab at that page, in which the client of a person has begun. */
export async function openTab(
  context: BrowserContext,
  origin: Origin,
  server: { readonly url: string },
  { id, token }: { readonly id: string; readonly token: string },
): Promise<Tab> {
  const tab = await context.newPage();
  await tab.goto(origin.url);
  await tab.waitForFunction(() => "page" in globalThis);
  await tab.evaluate(([url, key, user]) => page.start(url, key, user), [server.url, token, id] as const);
  return tab;
}
