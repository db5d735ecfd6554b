import { expect } from "bun:test";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { type App, startApp } from "./app.ts";
import { SCREENS } from "./browser.ts";
import { type SampleDoors, sampleDoors } from "./sample-doors.ts";
import { sampleKept } from "./sample-kept.ts";
import { type Sample as SampleTalk, sampleTalk } from "./sample-talk.ts";

export type Sample = SampleTalk & { readonly doors: SampleDoors };

/** An app with something on each of its pages. */
export async function startSample(): Promise<{ readonly app: App; readonly sample: Sample }> {
  const app = await startApp({ registration: "open" });
  const talk = await sampleTalk(app.server);
  const sample = { ...talk, doors: await sampleDoors(app.server, talk) };
  await sampleKept(app.server, sample);
  return { app, sample };
}

/** What axe finds against WCAG 2.2 AA on the page as it stands. */
export async function findings(page: Page): Promise<readonly string[]> {
  // The page's policy lets no foreign script in, so axe comes by the debugger.
  await page.evaluate(await Bun.file(Bun.resolveSync("axe-core/axe.min.js", import.meta.dir)).text());
  const of = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
  // What passed is counted and described as thoroughly as what did not, unless told otherwise: half of the time.
  const violations = await page.evaluate<AxeResults["violations"]>(
    `axe.run(document, { runOnly: ${of}, resultTypes: ['violations'] }).then((results) => results.violations)`,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

export type Pages = readonly (readonly [
  name: string,
  path: (sample: Sample) => string,
  act?: (page: Page) => Promise<unknown>,
])[];

/** Waits until nothing moves, loads or changes any more. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const QUIET = 100;
    let changed = performance.now();
    const changes = new MutationObserver(() => (changed = performance.now()));
    changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const moves = () =>
      document
        .getAnimations()
        .some((one) => one.effect?.getComputedTiming().endTime !== Infinity && one.playState === "running");
    const loads = () => document.querySelector("[aria-busy=true], .sk-skeleton") !== null;
    while (performance.now() - changed < QUIET || moves() || loads())
      await new Promise((resolve) => requestAnimationFrame(resolve));
    changes.disconnect();
  });
}

/** Opens one page after the other and expects axe to find nothing on any. */
export async function expectNothing(
  { app, sample }: { readonly app: App; readonly sample: Sample },
  pages: Pages,
  { colorScheme, screen }: { readonly colorScheme: "light" | "dark"; readonly screen: keyof typeof SCREENS },
): Promise<void> {
  const options = { ...SCREENS[screen], colorScheme, reducedMotion: "reduce" } as const;
  const { page, context, complaints } = await app.seat(sample.me, options);
  const found: string[] = [];
  for (const [name, path, act] of pages) {
    await page.goto(path(sample));
    await page.getByRole("button").first().waitFor();
    await act?.(page);
    await atRest(page);
    for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
  }
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
}
