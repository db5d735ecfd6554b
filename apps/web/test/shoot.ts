import { join } from "node:path";
import type { Page } from "playwright-core";

/** A picture of the page, for eyes; only where SKEIN_SHOTS names a folder for them. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = Bun.env["SKEIN_SHOTS"];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}
