import { afterAll, beforeAll, expect, test } from "bun:test";
import { FaultProxy, OPEN_ROAD } from "@skein/testkit";
import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, startApp } from "./app.ts";
import { SCREENS, takeSeat } from "./browser.ts";
import { shoot } from "./shoot.ts";

/*
 * An hour's way to work by the page's clock, with real bytes through a proxy of faults between Chromium and the server, by each way that
 * there is. At every step the line over the talk says what is so, and in the end every message is there once, in order. The same on virtual
 * time, by the second, is packages/client/test/hour.test.ts.
 */

let app: App;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app[Symbol.asyncDispose]());

type Way = "websocket" | "sse" | "long-poll";

/** So much of the page's time passes at each step, in seconds. */
const STEP = 25;
/** Half a minute between dials, and what a dial takes. */
const BACK = 60;
/** Silence after which a link counts as dead, in seconds. */
const DEAD = 35 + STEP;

/** Where one is for so many steps: what is done to the network, and whether anything goes there. */
interface Place {
  readonly name: string;
  readonly steps: number;
  readonly goes: boolean;
  /** First nobody says anything until what rests was cut, and dialled anew. */
  readonly rests?: true;
  readonly enter: (proxy: FaultProxy) => void;
}

/** What the network never lets through on this way. */
function manner(proxy: FaultProxy, way: Way): void {
  proxy.refuseUpgrades = way === "websocket" ? undefined : 403;
  proxy.buffering = way === "long-poll";
}

const COMMUTE: readonly Place[] = [
  { name: "home", steps: 20, goes: true, enter: () => undefined },
  {
    name: "door",
    steps: 4,
    goes: false,
    enter: (proxy) => {
      proxy.refusing = true;
      proxy.cut("rst");
    },
  },
  {
    name: "lte",
    steps: 24,
    goes: true,
    enter: (proxy) => {
      proxy.refusing = false;
      proxy.weather = { ...OPEN_ROAD, latency: 20, jitter: 60, piece: 256 };
    },
  },
  { name: "tunnel", steps: 8, goes: false, enter: (proxy) => proxy.silence("both") },
  { name: "behind the tunnel", steps: 16, goes: true, enter: (proxy) => proxy.heal() },
  {
    name: "station, where nothing is let through but requests, and answers are held back",
    steps: 20,
    goes: true,
    enter: (proxy) => {
      proxy.refuseUpgrades = 403;
      proxy.buffering = true;
      proxy.cut("fin");
    },
  },
  {
    name: "office, where what rests is cut",
    steps: 24,
    goes: true,
    rests: true,
    enter: (proxy) => {
      proxy.heal();
      proxy.idle = { after: 1_200, how: "fin" };
    },
  },
  { name: "lift", steps: 4, goes: false, enter: (proxy) => proxy.silence("down") },
  { name: "desk", steps: 24, goes: true, enter: (proxy) => proxy.heal() },
];

/** Somebody on their way, with the page that they look at. */
class Commuter {
  #said = 0;
  /** What was written and may be there. */
  readonly written: string[] = [];
  /** Seconds of the page's time since all went, or nothing did. */
  #since = 0;
  #goes = true;

  constructor(
    private readonly page: Page,
    private readonly fromBob: (text: string) => Promise<unknown>,
  ) {}

  enter({ goes }: Place): void {
    this.#goes = goes;
    this.#since = 0;
  }

  /** Time passes, something is said, and it is looked at what the page says. */
  async step(): Promise<void> {
    await this.#pass(STEP);
    this.#said += 1;
    const mine = this.#said % 4 === 0;
    if (mine) await this.#write(`ann ${this.#said}.`);
    const text = `bob ${this.#said}.`;
    await this.fromBob(text);
    this.written.push(text);
    if (this.#goes) await this.#arrives(text);
    else await this.#saysSo(text);
    await this.#inOrder();
  }

  async #pass(seconds: number): Promise<void> {
    this.#since += seconds;
    await this.page.clock.fastForward(seconds * 1_000);
  }

  async #write(text: string): Promise<void> {
    const field = this.page.getByRole("textbox", { name: "Message" });
    await field.fill(text);
    await field.press("Enter");
    this.written.push(text);
  }

  /** Comes, and nothing says that there is no connection; after a gap once the client is back, which takes its time. */
  async #arrives(text: string): Promise<void> {
    for (;;) {
      const there = await this.#comes((words) => {
        const all = [...document.querySelectorAll(".sk-message .sk-text")];
        return all.some((one) => one.textContent?.includes(words)) && !document.querySelector(".sk-connection");
      }, text);
      if (there) return;
      const line = (await this.page.locator(".sk-connection").allTextContents()).join();
      if (this.#since > BACK + DEAD) throw new Error(`${text} did not come where all goes: "${line}"`);
      await this.#pass(5);
    }
  }

  /** Says that there is no connection, by the time that silence takes to tell, and shows nothing that cannot be there. */
  async #saysSo(text: string): Promise<void> {
    if (this.#since <= DEAD) return;
    const told = await this.#comes(() => document.querySelector(".sk-connection") !== null, "");
    if (!told) throw new Error(`nothing says that there is no connection, after ${this.#since} s`);
    expect(await this.page.locator(".sk-message").filter({ hasText: text }).count()).toBe(0);
  }

  /** Whether something comes to hold in the page within a moment of real time. */
  #comes(holds: (words: string) => boolean, words: string): Promise<boolean> {
    return this.page.waitForFunction(holds, words, { timeout: 1_500, polling: 50 }).then(
      () => true,
      () => false,
    );
  }

  /** What is shown of each of the two goes up, and nothing is there twice. */
  async #inOrder(): Promise<void> {
    const shown = await this.page.locator(".sk-message .sk-text").evaluateAll((all) =>
      all.flatMap(
        (one) =>
          /\b(ann|bob) (\d+)\./
            .exec(one.textContent ?? "")
            ?.slice(1, 3)
            .join(" ") ?? [],
      ),
    );
    for (const who of ["ann", "bob"]) {
      const numbers = shown.filter((text) => text.startsWith(who)).map((text) => Number(text.split(" ")[1]));
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    }
  }
}

/** What the page has stored of the talk: `seq text`. */
const stored = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const [{ name = "" } = {}] = (await indexedDB.databases()).filter((one) => one.name?.startsWith("skein http"));
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
    });
    const all = await new Promise<{ seq: number; body: { text?: string }; conv: string }[]>((resolve) => {
      const request = database.transaction("entries").objectStore("entries").getAll();
      request.onsuccess = () => resolve(request.result as never);
    });
    database.close();
    return all.filter(({ conv }) => conv.startsWith("d:")).map(({ seq, body }) => `${seq} ${body.text}`);
  });

async function carriers(): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${app.server.url}/metrics`)).text();
  const rows = [...text.matchAll(/^skein_connections_by_transport\{transport="([^"]+)"\} (\d+)/gm)];
  return Object.fromEntries(rows.map(([, name = "", count]) => [name, Number(count)]));
}

test.each(["websocket", "sse", "long-poll"] as const)(
  "[CLIENT-2][CLIENT-3][CLIENT-4][CARRY-9][CARRY-12] an hour's way to work by %s in Chromium: nothing is lost, doubled or out of order, and each thing the page says is so",
  async (way) => {
    await using proxy = await FaultProxy.start(app.server.url, { seed: 9 });
    const [ann, bob] = [await app.server.person(`Ann-${way}`), await app.server.person(`Bob-${way}`)];
    const conv = directId(ann.id, bob.id);
    const fromBob = (text: string) => {
      const key = makeKey(Date.now(), Math.random);
      return http(app.server.url, "message.send", { conv, key, kind: "text", body: { text } }, bob.token);
    };
    await fromBob("bob 0.");
    manner(proxy, way);
    const session = { token: ann.token, user: ann.id };
    const { page, context } = await takeSeat(app.browser, proxy.url, { locale: "en-GB", ...SCREENS.phone, session });
    page.setDefaultTimeout(15_000);
    await page.clock.install();
    await page.goto(pathTo.conversation(conv));
    await page.locator(".sk-message").filter({ hasText: "bob 0." }).waitFor();
    const commuter = new Commuter(page, fromBob);
    for (const place of COMMUTE) {
      place.enter(proxy);
      if (way !== "websocket") manner(proxy, way);
      commuter.enter(place);
      const { taken } = proxy;
      while (place.rests && proxy.taken === taken) await Bun.sleep(50);
      for (let step = 0; step < place.steps; step++) await commuter.step();
      await shoot(page, `commute-${way}-${place.name.replaceAll(/\W+/g, "-")}`);
    }
    // the whole log, as the server has it
    const { entries } = await http(app.server.url, "message.list", { conv, limit: 100 }, bob.token);
    const first = entries[0]?.seq ?? 1;
    const older =
      first > 1
        ? (await http(app.server.url, "message.list", { conv, before: first, limit: 100 }, bob.token)).entries
        : [];
    const log = [...older, ...entries].map(({ seq, body }) => `${seq} ${(body as { text: string }).text}`);
    expect(log.map((line) => line.split(" ").slice(1).join(" ")).toSorted()).toEqual(
      ["bob 0.", ...commuter.written].toSorted(),
    );
    expect(await stored(page)).toEqual(log);
    // by this way again at the end: at the station it was long-poll for all. Of links that fell silent the server has not heard yet
    expect((await carriers())[way]).toBeGreaterThan(0);
    await context.close();
  },
  120_000,
);
