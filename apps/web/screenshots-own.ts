import type { Page } from "playwright-core";
import { pathTo } from "./src/route/route.ts";
import type { Sample } from "./test/sample-talk.ts";

/** What is one's own, to be looked at: the archive, folders, stars, the dialogs and menus that lead there, and the settings. */
export const OWN_SURFACES: readonly {
  readonly name: string;
  readonly path: (sample: Sample) => string;
  readonly act?: (page: Page) => Promise<unknown>;
}[] = [
  { name: "archive", path: () => pathTo.archive({ page: "home" }) },
  { name: "starred", path: () => pathTo.starred },
  { name: "settings-folders", path: () => pathTo.settings("folders") },
  {
    name: "folder-dialog",
    path: () => "/",
    act: (page) => page.getByRole("button", { name: /^(Edit folders|编辑分组)$/ }).click(),
  },
  {
    name: "put-in-folders",
    path: () => "/",
    act: async (page) => {
      await page.getByRole("navigation").getByRole("link").nth(1).click({ button: "right" });
      await page.getByRole("menuitem", { name: /^(Put into a folder|加入分组)$/ }).click();
    },
  },
  {
    name: "mute",
    path: () => "/",
    act: async (page) => {
      await page.getByRole("navigation").getByRole("link").nth(1).click({ button: "right" });
      await page.getByRole("menuitem", { name: /^(Mute|免打扰)$/ }).click();
    },
  },
  {
    name: "talk-menu",
    path: ({ group }) => pathTo.conversation(group),
    act: (page) => page.getByRole("button", { name: /^(What to do with this conversation|对这个会话的操作)$/ }).click(),
  },
  {
    name: "create-channel",
    path: () => "/",
    act: async (page) => {
      await page.getByRole("button", { name: /^(New conversation|发起聊天)$/ }).click();
      await page.getByRole("menuitem", { name: /^(New group or channel|新建群聊或频道)$/ }).click();
      await page.getByRole("button", { name: /^(Next|下一步)$/ }).click();
      await page.getByText(/^(Channel|频道)$/).click();
    },
  },
  { name: "settings-privacy", path: () => pathTo.settings("privacy") },
  { name: "settings-link", path: () => pathTo.settings("link") },
  { name: "settings-erase", path: () => pathTo.settings("erase") },
  { name: "settings", path: () => pathTo.settings() },
  { name: "settings-profile", path: () => pathTo.settings("profile") },
  { name: "settings-general", path: () => pathTo.settings("general") },
  { name: "settings-notifications", path: () => pathTo.settings("notifications") },
  { name: "settings-devices", path: () => pathTo.settings("devices") },
  { name: "settings-password", path: () => pathTo.settings("password") },
  { name: "settings-invitations", path: () => pathTo.settings("invitations") },
  { name: "settings-people", path: () => pathTo.settings("people") },
];
