import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { migrations, openSqliteInline } from "@skein/server";
import { CHROMIUM, startServer, temporaryFolder } from "@skein/testkit";
import type { Browser, Page } from "playwright-core";
import { buildWebApp } from "./build.ts";
import { FILE_SURFACES } from "./screenshots/files.ts";
import { FIND_SURFACES } from "./screenshots/finds.ts";
import { GROUP_SURFACES } from "./screenshots/groups.ts";
import { GUEST_SURFACES } from "./screenshots/guests.ts";
import { OWN_SURFACES } from "./screenshots/own.ts";
import { writeSheets } from "./screenshots/sheets.ts";
import { STATE_SURFACES } from "./screenshots/states.ts";
import { STICKER_SURFACES } from "./screenshots/stickers.ts";
import type { Sample, Surface } from "./screenshots/surface.ts";
import { TALK_SURFACES } from "./screenshots/talks.ts";
import { findings } from "./test/axe.ts";
import { FAKE_MICROPHONE, launchBrowser, SCREENS, type Seat, takeSeat } from "./test/browser.ts";
import { PastClock } from "./test/past-clock.ts";
import { sampleDoors } from "./test/sample-doors.ts";
import { sampleKept } from "./test/sample-kept.ts";
import { sampleKinds } from "./test/sample-kinds.ts";
import { sampleOrder } from "./test/sample-order.ts";
import { sampleShared } from "./test/sample-shared.ts";
import { sampleTalk } from "./test/sample-talk.ts";

/** Where the pictures go; not kept in the repository. */
const OUT = join(import.meta.dir, "../../.cache/screenshots");
const LANGUAGES = { en: "en-GB", zh: "zh-CN" } as const;
const THEMES = ["light", "dark"] as const;
/** As a word among those that choose: what axe finds in each picture is told too. */
const AXE = "axe";
/** For one step on the way to a surface, ms. */
const PATIENCE = 8_000;
const SURFACES = [
  ...GUEST_SURFACES,
  ...OWN_SURFACES,
  ...TALK_SURFACES,
  ...FILE_SURFACES,
  ...STICKER_SURFACES,
  ...FIND_SURFACES,
  ...GROUP_SURFACES,
  ...STATE_SURFACES,
];

interface Look {
  readonly screen: keyof typeof SCREENS;
  readonly language: keyof typeof LANGUAGES;
  readonly themes: readonly (typeof THEMES)[number][];
  readonly axe: boolean;
}

/** Pictures of every surface on each screen, in both themes and languages, and sheets of them. Arguments choose some: `talk desktop light en`. */
async function main(wanted: readonly string[]): Promise<number> {
  const chosen = <T extends string>(names: readonly T[]): readonly T[] => {
    const some = names.filter((name) => wanted.includes(name));
    return some.length > 0 ? some : names;
  };
  const known = [
    ...SURFACES.map(({ name }) => name),
    ...Object.keys(SCREENS),
    ...THEMES,
    ...Object.keys(LANGUAGES),
    AXE,
  ];
  const strange = wanted.filter((word) => !known.includes(word));
  if (strange.length > 0) throw new Error(`Not known: ${strange.join(", ")}. There are: ${known.join(", ")}`);
  const surfaces = chosen(SURFACES.map(({ name }) => name));
  const themes = chosen(THEMES);
  const axe = wanted.includes(AXE);

  await buildWebApp();
  await mkdir(OUT, { recursive: true });
  const clock = new PastClock();
  clock.goBack({ days: 10 });
  await using folder = await temporaryFolder();
  const file = join(folder.path, "skein.db");
  // On this thread, where its entries get their time from the same clock.
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "samples" }, () => clock.now());
  const rates = { limits: { personRate: { rate: 100_000, burst: 100_000 } } };
  await using pages = samplePage();
  const outside = { previews: { enabled: true }, outside: { allowed: ["127.0.0.1"] } };
  await using server = await startServer(
    { registration: "open", data: folder.path, ...rates, ...outside },
    { clock, storage },
  );
  const talk = await sampleTalk(server, clock);
  const doors = await sampleDoors(server, talk);
  await sampleKept(server, talk);
  const kinds = await sampleKinds(server, talk);
  await sampleOrder(server, talk);
  await using browser = await launchBrowser({ ...CHROMIUM, args: [...CHROMIUM.args, ...FAKE_MICROPHONE] });
  const shared = await sampleShared(server, talk, browser);
  const sample: Sample = { ...talk, server, doors, kinds, shared, page: pages.url };
  for (const { token } of sample.others) await server.connect(token);

  const failures: string[] = [];
  // a lane for each screen, which go side by side
  const lanes = chosen(Object.keys(SCREENS) as (keyof typeof SCREENS)[]).map(async (screen) => {
    for (const language of chosen(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])) {
      const some = SURFACES.filter(({ name }) => surfaces.includes(name));
      failures.push(...(await takePictures(browser, sample, { screen, language, themes, axe }, some)));
    }
  });
  await Promise.all(lanes);
  for (const name of surfaces) await writeSheets(browser, OUT, name);
  for (const failure of failures) console.error(failure);
  console.log(`${surfaces.length} surfaces in ${OUT}, ${failures.length} failures`);
  return failures.length;
}

/** A page in the web that a message can link to. */
function samplePage(): AsyncDisposable & { readonly url: string } {
  const words = "Each autumn they cross the river in a long line, and nobody has ever seen one of them lose its way.";
  const html = `<title>鸿雁传书 — How wild geese carry letters across three thousand years of poems</title>
    <meta property="og:description" content="${words}"><meta property="og:site_name" content="The Goose Review">`;
  const headers = { "content-type": "text/html; charset=utf-8" };
  const pages = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(html, { headers }) });
  return { url: `http://127.0.0.1:${pages.port}/geese`, [Symbol.asyncDispose]: () => pages.stop(true) };
}

/** Opens one surface after the other; one that fails keeps no other from being seen. */
async function takePictures(
  browser: Browser,
  sample: Sample,
  look: Look,
  surfaces: readonly Surface[],
): Promise<readonly string[]> {
  const failures: string[] = [];
  const { server, me } = sample;
  const sit = async (who?: { readonly id: string; readonly token: string }): Promise<Seat> => {
    const seat = await takeSeat(browser, server.url, {
      ...SCREENS[look.screen],
      ...(who && { session: { token: who.token, user: who.id } }),
      locale: LANGUAGES[look.language],
      serviceWorkers: "block",
      // nothing is under way when the picture is taken
      reducedMotion: "reduce",
    });
    seat.page.setDefaultTimeout(PATIENCE);
    return seat;
  };
  const shared = { guest: await sit(), own: await sit(me) };
  for (const surface of surfaces) {
    const { guest = false, who, before } = surface;
    let seat = guest ? shared.guest : shared.own;
    const alone = who !== undefined || before !== undefined;
    if (alone) seat = await sit(who ? await who(sample) : guest ? undefined : me);
    const heard = seat.complaints.length;
    try {
      await takePicture(seat, sample, look, surface);
    } catch (error) {
      failures.push(
        `${surface.name} ${look.screen} ${look.language}: ${String(error).split("\n").slice(0, 3).join(" ")}`,
      );
    }
    for (const complaint of seat.complaints.slice(heard)) console.error(`${surface.name}: the page says ${complaint}`);
    if (alone) await seat.context.close();
  }
  await shared.guest.context.close();
  await shared.own.context.close();
  return failures;
}

async function takePicture({ page }: Seat, sample: Sample, look: Look, surface: Surface): Promise<void> {
  const [first = "light"] = look.themes;
  await page.emulateMedia({ colorScheme: first });
  await surface.before?.(page);
  try {
    // an address that differs from the last one in its fragment alone would load nothing
    await page.goto("/healthz");
    await page.goto(surface.path(sample));
    await settle(page);
    await surface.act?.(page, sample);
    await settle(page);
  } finally {
    for (const theme of look.themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(80);
      const name = `${surface.name}.${look.screen}.${theme}.${look.language}`;
      await page.screenshot({ path: join(OUT, `${name}.png`) });
      if (look.axe) for (const finding of await findings(page)) console.error(`${name}: ${finding}`);
    }
    await surface.after?.(page, sample);
  }
}

/** Until nothing on the page changes any more, or for ever something does. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(
    async () =>
      new Promise<void>((resolve) => {
        const begun = performance.now();
        let last = begun;
        const watch = new MutationObserver(() => (last = performance.now()));
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const look = (): void => {
          const now = performance.now();
          const waits = document.querySelector(".sk-to-come") !== null && now - begun < 2_500;
          if ((now - last > 250 && !waits) || now - begun > 4_000) {
            watch.disconnect();
            resolve();
          } else setTimeout(look, 40);
        };
        look();
      }),
  );
}

process.exitCode = (await main(process.argv.slice(2))) > 0 ? 1 : 0;
