import { http } from "@skein/client";
import { directId } from "@skein/protocol";
import type { Page } from "playwright-core";
import { pathTo, SECTIONS } from "../src/route/route.ts";
import { button, DETAILS, item, press, type Sample, type Surface } from "./surface.ts";

const NEW = /^(New conversation|发起聊天)$/;
const row = (page: Page, at: number) => page.getByRole("navigation").getByRole("link").nth(at);
const ofRow =
  (at: number, name?: RegExp) =>
  async (page: Page): Promise<void> => {
    await row(page, at).click({ button: "right" });
    if (name) await item(page, name).click();
  };
const newGroup = async (page: Page): Promise<void> => {
  await press(NEW)(page);
  await item(page, /^(New group or channel|新建群聊或频道)$/).click();
  await page.getByRole("dialog").waitFor();
};
const person = ({ others }: Sample): string => pathTo.person(others.at(-1)?.id ?? "");

/** The list, the people in it, and what is one's own. */
export const OWN_SURFACES: readonly Surface[] = [
  { name: "list", path: () => "/" },
  {
    name: "list-unread",
    path: () => "/",
    act: (page) => page.getByRole("radio", { name: /^(Unread|未读)/ }).check({ force: true }),
  },
  {
    name: "list-folder",
    path: () => "/",
    act: (page) => page.locator(".sk-filter").filter({ hasText: "Geese" }).click(),
    after: (page) => page.locator(".sk-filter").first().click(),
  },
  { name: "row-menu", path: () => "/", act: ofRow(2) },
  {
    name: "hide",
    path: () => "/",
    act: ofRow(4, /^(Remove from the list|不显示该会话)$/),
    after: async (_, { server, me }) => {
      const { conversations } = await http(server.url, "conversation.list", {}, me.token);
      const changes = conversations.flatMap(({ id, kept }) => (kept?.hidden ? { conv: id, hidden: 0 } : []));
      if (changes.length > 0) await http(server.url, "conversation.keep", { changes }, me.token);
    },
  },
  { name: "own-menu", path: () => "/", act: (page) => page.locator(".own-button").click() },
  {
    name: "sign-out",
    path: () => "/",
    act: async (page) => {
      await page.locator(".own-button").click();
      await item(page, /^(Sign out|退出登录)$/).click();
    },
  },
  { name: "search", path: () => "/", act: (page) => page.getByRole("search").locator("input").fill("an") },
  {
    name: "search-nothing",
    path: () => "/",
    act: (page) => page.getByRole("search").locator("input").fill("zzzz"),
  },
  { name: "new-menu", path: () => "/", act: press(NEW) },
  {
    name: "new-group",
    path: () => "/",
    act: async (page) => {
      await newGroup(page);
      await page.getByRole("dialog").locator("[data-row]").first().click();
    },
  },
  {
    name: "create-channel",
    path: () => "/",
    act: async (page) => {
      await newGroup(page);
      await press(/^(Next|下一步)$/)(page);
      await page.getByText(/^(Channel|频道)$/).click();
    },
  },
  { name: "find-people", path: () => pathTo.people, act: (page) => page.locator(".page input").fill("a") },
  {
    name: "palette",
    path: () => "/",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "contacts", path: () => pathTo.contacts() },
  { name: "friend-requests", path: () => pathTo.contacts("requests") },
  { name: "person-card", path: person },
  { name: "person-details", path: ({ direct }) => pathTo.conversation(direct), act: press(DETAILS) },
  { name: "person-blocked", path: ({ kinds }) => pathTo.person(kinds.blocked.id) },
  { name: "remark", path: person, act: press(/^(Set a name for them|设置备注名)$/) },
  { name: "block", path: person, act: press(/^(Block|加入黑名单)$/) },
  { name: "befriend", path: ({ kinds }) => pathTo.person(kinds.stranger.id), act: press(/^(Add as friend|加为好友)$/) },
  { name: "archive", path: () => pathTo.archive({ page: "home" }) },
  { name: "starred", path: () => pathTo.starred },
  { name: "folder-dialog", path: () => "/", act: press(/^(Edit folders|编辑分组)$/) },
  { name: "put-in-folders", path: () => "/", act: ofRow(1, /^(Put into a folder|加入分组)$/) },
  { name: "mute", path: () => "/", act: ofRow(1, /^(Mute|免打扰)$/) },
  { name: "notify", path: () => "/", act: ofRow(0, /^(Notifications|通知)$/) },
  {
    name: "clear",
    path: ({ direct }) => pathTo.conversation(direct),
    act: async (page) => {
      await press(/^(What to do with this conversation|对这个会话的操作)$/)(page);
      await item(page, /^(Clear history|清空聊天记录)$/).click();
    },
  },
  { name: "settings", path: () => pathTo.settings() },
  ...SECTIONS.map((section): Surface => ({ name: `settings-${section}`, path: () => pathTo.settings(section) })),
  {
    name: "quiet-hours",
    path: () => pathTo.settings("notifications"),
    act: async (page) => {
      await page.getByRole("switch", { name: /^(Quiet hours|免打扰时段)$/ }).click();
      await page.locator(".quiet-hours").scrollIntoViewIfNeeded();
    },
    after: (page) => page.getByRole("switch", { name: /^(Quiet hours|免打扰时段)$/ }).click(),
  },
  {
    name: "share",
    path: () => "/share",
    act: share,
  },
  {
    name: "share-nothing",
    path: () => "/share",
    act: async (page) => {
      await share(page);
      await page.locator(".share-places input").fill("zzzz");
    },
  },
  {
    name: "connection-ways",
    path: () => pathTo.settings("connection"),
    act: async (page) => {
      await press(/^(Try each way|开始测试)$/)(page);
      await page.locator(".lab-verdict").waitFor();
      await page
        .locator(".lab-part")
        .nth(1)
        .evaluate((part) => part.scrollIntoView());
    },
  },
  {
    name: "connection-compared",
    path: () => pathTo.settings("connection"),
    act: async (page) => {
      await page.getByText(/^(1 second|1 秒)$/).click();
      await press(/^(Compare|开始比较)$/)(page);
      await page.locator(".lab-chart").nth(2).waitFor();
      await page.waitForTimeout(6_000);
      await page
        .locator(".lab-part")
        .nth(2)
        .evaluate((part) => part.scrollIntoView());
    },
  },
  {
    name: "connection-table",
    path: () => pathTo.settings("connection"),
    act: async (page) => {
      await page.getByText(/^(1 second|1 秒)$/).click();
      await press(/^(Compare|开始比较)$/)(page);
      await page.locator(".lab-chart").nth(2).waitFor();
      await page.waitForTimeout(4_000);
      await page
        .locator(".lab-part > .lab-fine")
        .last()
        .evaluate((words) => words.scrollIntoView({ block: "end" }));
    },
  },
  {
    name: "erase",
    path: () => pathTo.settings("erase"),
    who: async ({ server }) => {
      const person = { name: "Erin", login: `zz${crypto.randomUUID().slice(0, 8)}`, password: "correct horse battery" };
      const id = await server.server.account.addPerson({ ...person, role: "member" });
      return { id, token: await server.device(id) };
    },
  },
  {
    name: "device-rename",
    path: () => pathTo.settings("devices"),
    act: (page) => button(page, /^Rename|改名$/).click(),
  },
  {
    name: "qr-scan",
    path: () => pathTo.settings("devices"),
    act: (page) => button(page, /^(Sign a device in|登录新设备)$/).click(),
  },
  {
    name: "qr-confirm",
    path: () => pathTo.settings("devices"),
    act: async (page, { server }) => {
      const device = { name: "Firefox · macOS", platform: "web" };
      const { code } = await http(server.url, "pairing.create", { device });
      await page.goto(pathTo.pair(code));
      await page.locator(".facts").waitFor();
    },
  },
  { name: "report-settle", path: () => pathTo.settings("reports"), act: press(/^(Show|查看|显示)$/) },
  { name: "saved", path: ({ me }) => pathTo.conversation(directId(me.id, me.id)) },
];

/** As another app would. */
async function share(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const form = new FormData();
    form.set("text", "The geese are back: everything about when they come, and where one sees them best");
    form.set("url", "https://example.com/birds/geese?from=a-rather-long-address-that-nobody-can-break-at-a-space");
    const cache = await caches.open("kept-for-worker");
    await cache.put("/kept/shared", new Response(form));
  });
  await page.reload();
  await page.locator(".share-words").waitFor();
}
