import { join } from "node:path";
import type { Browser } from "playwright-core";
import { SCREENS } from "../test/browser.ts";

/** So many of a screen's pictures beside each other, and how wide each is, CSS px: their text can still be read. */
const COLUMNS = { desktop: { count: 2, width: 760 }, phone: { count: 4, width: 376 } } as const;

/** For each screen one picture of a surface in both languages and themes, to look at them together. */
export async function writeSheets(browser: Browser, folder: string, name: string): Promise<void> {
  for (const screen of Object.keys(SCREENS) as (keyof typeof SCREENS)[]) {
    const { count, width } = COLUMNS[screen];
    const pictures = [];
    for (const language of ["en", "zh"])
      for (const theme of ["light", "dark"]) {
        const picture = Bun.file(join(folder, `${name}.${screen}.${theme}.${language}.png`));
        if (!(await picture.exists())) continue;
        const data = Buffer.from(await picture.arrayBuffer()).toString("base64");
        pictures.push(`<img src="data:image/png;base64,${data}" width="${width}">`);
      }
    const page = await browser.newPage({ viewport: { width: (width + 8) * count + 8, height: 400 } });
    await page.setContent(
      `<body style="margin:0;padding:8px;background:#888;display:grid;gap:8px;grid-template-columns:repeat(${count},${width}px)">${pictures.join("")}`,
    );
    await page.locator("body").screenshot({ path: join(folder, `${name}.${screen}.sheet.png`) });
    await page.close();
  }
}
