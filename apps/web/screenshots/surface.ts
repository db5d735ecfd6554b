import type { TestPerson, TestServer } from "@skein/testkit";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import type { SampleDoors } from "../test/sample-doors.ts";
import type { SampleKinds } from "../test/sample-kinds.ts";
import type { Sample as SampleTalk } from "../test/sample-talk.ts";

/** Everything that there is to look at. */
export type Sample = SampleTalk & {
  readonly server: TestServer;
  readonly doors: SampleDoors;
  readonly kinds: SampleKinds;
  /** A group in which files were sent. */
  readonly shared: string;
  /** The address of a page that can be shown where it is linked to. */
  readonly page: string;
};

/** What is looked at, and how one gets there. */
export interface Surface {
  readonly name: string;
  readonly path: (sample: Sample) => string;
  /** Nobody is signed in. */
  readonly guest?: boolean;
  /** Who looks, in a browser of their own; else the one whose sample it is. */
  readonly who?: (sample: Sample) => Promise<Pick<TestPerson, "id" | "token">>;
  /** Done before the page is opened, in a browser of its own. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** What is pressed before the picture is taken. */
  readonly act?: (page: Page, sample: Sample) => Promise<unknown>;
  /** Puts back what was done for the picture. */
  readonly after?: (page: Page, sample: Sample) => Promise<unknown>;
}

export const button = (page: Page, name: RegExp) => page.getByRole("button", { name }).first();
export const press = (name: RegExp) => (page: Page) => button(page, name).click();

/** The words of a language's menu item, in full. */
export const item = (page: Page, name: RegExp) => page.getByRole("menuitem", { name });

export const DETAILS = /^(Details|详情)$/;

/** Presses through the details of a conversation and the dialogs that open there. */
export const inPanel =
  (...names: readonly RegExp[]) =>
  async (page: Page): Promise<void> => {
    await press(DETAILS)(page);
    for (const name of names) {
      await page.locator(".sk-details, .sk-dialog").last().getByRole("button", { name }).first().click();
      await page.waitForTimeout(300);
    }
  };

export const inGroup = ({ group }: Sample): string => pathTo.conversation(group);
export const message = (page: Page, words: string | RegExp) =>
  page.locator(".sk-message").filter({ hasText: words }).last();

/** Opens the menu of a message, and chooses of it. */
export const actOn =
  (words: string | RegExp, ...names: readonly RegExp[]) =>
  async (page: Page): Promise<void> => {
    const bubble = message(page, words).locator(".sk-bubble").first();
    await bubble.scrollIntoViewIfNeeded();
    // at its edge, where nothing in it has a press of its own
    const { x, y } = (await bubble.boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.click(x + 5, y + 8, { button: "right" });
    await page.getByRole("menu").waitFor();
    for (const name of names) await item(page, name).click();
  };
