import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { inGroup, item, press, type Surface } from "./surface.ts";

const MENU = /^(What to do with this conversation|对这个会话的操作)$/;

/** Opens the search of the talk, and types. */
const inTalk =
  (words: string) =>
  async (page: Page): Promise<void> => {
    await press(MENU)(page);
    await item(page, /^(Search in this conversation|在此会话中搜索)$/).click();
    await page.locator(".sk-talk-search input").fill(words);
    if (words !== "") await page.locator(".sk-talk-search-list > *").first().waitFor();
  };
const overList =
  (words: string) =>
  async (page: Page): Promise<void> => {
    await page.getByRole("search").locator("input").fill(words);
    await page.locator(".sk-hit, .sk-row").first().waitFor();
  };

/** What is found, wherever one searches. */
export const FIND_SURFACES: readonly Surface[] = [
  { name: "search-messages", path: () => "/", act: overList("雁") },
  { name: "search-files", path: () => "/", act: overList("tides") },
  { name: "search-talk", path: inGroup, act: inTalk("the") },
  {
    name: "search-talk-filters",
    path: inGroup,
    act: async (page) => {
      await inTalk("the")(page);
      await press(/^(Narrow the search|筛选)$/)(page);
    },
  },
  { name: "search-talk-nothing", path: inGroup, act: inTalk("zzzz") },
  {
    name: "search-offline",
    path: () => "/",
    before: (page) => page.route("**/healthz", (route) => route.continue()),
    act: async (page) => {
      await page.getByRole("navigation").getByRole("link").first().waitFor();
      await page.context().setOffline(true);
      await overList("the")(page);
    },
    after: (page) => page.context().setOffline(false),
  },
  {
    name: "palette-found",
    path: () => "/",
    act: async (page) => {
      await page.getByRole("navigation").getByRole("link").first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("the");
      await page.getByRole("option").nth(1).waitFor();
    },
  },
  {
    name: "palette-nothing",
    path: () => "/",
    act: async (page) => {
      await page.getByRole("navigation").getByRole("link").first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("zzzz");
    },
  },
  {
    name: "preview-strip",
    path: inGroup,
    act: async (page, { page: url }) => {
      await page.locator(".sk-composer-field").fill(`You should read this 值得一读：${url}`);
      await page.getByText("鸿雁传书").first().waitFor();
    },
    after: (page) => page.locator(".sk-composer-field").fill(""),
  },
  {
    name: "preview",
    path: ({ direct }) => pathTo.conversation(direct),
    act: async (page, { page: url }) => {
      await page.locator(".sk-composer-field").fill(`You should read this 值得一读：${url}`);
      await page.getByText("鸿雁传书").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("article").getByText("鸿雁传书").first().waitFor();
    },
  },
  {
    name: "install",
    path: () => pathTo.settings("general"),
    act: async (page) => {
      await page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt", { cancelable: true })));
      await page.locator(".install-app").scrollIntoViewIfNeeded();
    },
  },
];
