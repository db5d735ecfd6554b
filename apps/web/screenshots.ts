import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { migrations, openSqliteInline } from "@skein/server";
import { startServer, temporaryFolder } from "@skein/testkit";
import type { Page } from "playwright-core";
import { buildWebApp } from "./build.ts";
import { pathTo } from "./src/route/route.ts";
import { launchBrowser, SCREENS, takeSeat } from "./test/browser.ts";
import { PastClock } from "./test/past-clock.ts";
import { type SampleDoors, sampleDoors } from "./test/sample-doors.ts";
import { OWN_SURFACES } from "./screenshots-own.ts";
import { sampleKept } from "./test/sample-kept.ts";
import { type Sample as SampleTalk, sampleTalk } from "./test/sample-talk.ts";

/** Where the pictures go; not kept in the repository. */
const OUT = join(import.meta.dir, "../../.cache/screenshots");
const LANGUAGES = { en: "en-GB", zh: "zh-CN" } as const;
const THEMES = ["light", "dark"] as const;

type Sample = SampleTalk & { readonly doors: SampleDoors };

interface Surface {
  readonly name: string;
  readonly path: (sample: Sample) => string;
  /** Nobody is signed in. */
  readonly guest?: boolean;
  /** What is pressed before the picture is taken. */
  readonly act?: (page: Page, sample: Sample) => Promise<unknown>;
}

const press = (name: RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

const DETAILS = /^(Details|详情)$/;

/** Presses through the details of a conversation and the dialogs that open there. */
const inPanel =
  (...names: readonly RegExp[]) =>
  async (page: Page): Promise<void> => {
    for (const name of [DETAILS, ...names]) {
      await press(name)(page);
      await page.waitForTimeout(300);
    }
  };

const SURFACES: readonly Surface[] = [
  { name: "sign-in", guest: true, path: () => "/" },
  {
    name: "invited",
    guest: true,
    path: () => "/join?invite=abcdefghijklmnop1234",
    act: (page) => page.locator("button[type=submit]").click(),
  },
  { name: "one-time-link", guest: true, path: () => "/signin#abcdefghijklmnop1234" },
  { name: "list", path: () => "/" },
  { name: "talk", path: ({ group }) => pathTo.conversation(group) },
  { name: "talk-direct", path: ({ direct }) => pathTo.conversation(direct) },
  { name: "talk-arabic", path: ({ arabic }) => pathTo.conversation(arabic) },
  { name: "talk-details", path: ({ group }) => pathTo.conversation(group), act: press(/^(Details|详情)$/) },
  ...(
    [
      ["group-edit", /^(Edit group|编辑群资料)$/],
      ["group-nick", /^(My name in this group|我在本群的昵称)/],
      ["group-rights", /^(Who may do what|群权限)/],
      ["group-slow", /^(Slow mode|慢速模式)/],
      ["group-mute-all", /^(Mute everyone|全员禁言)/],
      ["group-history", /^(History for newcomers|新成员可看的历史)/],
      ["group-bans", /^(Banned people|禁止加入的人)/],
      ["group-last-owner", /^(Leave group|退出群聊)$/],
      ["group-transfer", /^(Hand the group on|转让群主)$/],
      ["group-dissolve", /^(Dissolve group|解散群聊)$/],
      ["group-member", /^Ann Delacroix/],
    ] as const
  ).map(
    ([name, button]): Surface => ({
      name,
      path: ({ group }) => pathTo.conversation(group),
      act: async (page) => {
        await press(/^(Details|详情)$/)(page);
        await page.locator(".sk-details").getByRole("button", { name: button }).click();
      },
    }),
  ),
  { name: "person-details", path: ({ direct }) => pathTo.conversation(direct), act: press(/^(Details|详情)$/) },
  {
    name: "message-menu",
    path: ({ group }) => pathTo.conversation(group),
    act: (page) => page.getByRole("article").last().click({ button: "right" }),
  },
  {
    name: "message-info",
    path: ({ group }) => pathTo.conversation(group),
    act: async (page) => {
      await page.getByRole("article").last().click({ button: "right" });
      await page.getByRole("menuitem", { name: /^(Info|详情)$/ }).click();
    },
  },
  { name: "thread", path: ({ group, root }) => pathTo.thread(group, root) },
  { name: "threads", path: () => pathTo.threads },
  { name: "group-link-guest", guest: true, path: ({ doors }) => pathTo.group(doors.open) },
  { name: "group-link-over-guest", guest: true, path: ({ doors }) => pathTo.group(doors.over) },
  {
    name: "group-link-sign-in",
    guest: true,
    path: ({ doors }) => pathTo.group(doors.open),
    act: press(/^(Sign in to join|登录后加入)$/),
  },
  { name: "join", path: ({ doors }) => pathTo.group(doors.open) },
  { name: "join-ask", path: ({ doors }) => pathTo.group(doors.asking) },
  { name: "join-waiting", path: ({ doors }) => pathTo.group(doors.waiting) },
  { name: "join-over", path: ({ doors }) => pathTo.group(doors.over) },
  { name: "group-panel", path: ({ doors }) => pathTo.conversation(doors.own), act: press(DETAILS) },
  { name: "announcement-bar", path: ({ doors }) => pathTo.conversation(doors.told) },
  {
    name: "announcement",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Announcement|群公告)/),
  },
  {
    name: "announcement-write",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Announcement|群公告)/, /^(Edit|编辑)$/),
  },
  {
    name: "announcement-readers",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Announcement|群公告)/, /^(Who has read it|谁已读)$/),
  },
  { name: "links", path: ({ doors }) => pathTo.conversation(doors.own), act: inPanel(/^(Invite links|邀请链接)/) },
  {
    name: "link-new",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Invite links|邀请链接)/, /^(New link|新建链接)$/),
  },
  {
    name: "link",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Invite links|邀请链接)/, /\/g#.*(approval|审批)/),
  },
  {
    name: "join-requests",
    path: ({ doors }) => pathTo.conversation(doors.own),
    act: inPanel(/^(Requests to join|入群申请)/),
  },
  { name: "channel", path: ({ doors }) => pathTo.conversation(doors.channel) },
  { name: "emoji", path: ({ direct }) => pathTo.conversation(direct), act: press(/^(Emoji|表情)$/) },
  {
    name: "emoji-offer",
    path: ({ direct }) => pathTo.conversation(direct),
    act: async (page) => {
      await page.locator(".sk-composer-field").pressSequentially(":hea");
      await page.getByRole("listbox").waitFor();
    },
  },
  {
    name: "list-unread",
    path: () => "/",
    act: (page) => page.getByRole("radio", { name: /^(Unread|未读)/ }).check({ force: true }),
  },
  {
    name: "row-menu",
    path: () => "/",
    act: (page) => page.getByRole("navigation").getByRole("link").nth(2).click({ button: "right" }),
  },
  {
    name: "search",
    path: () => "/",
    act: (page) => page.getByRole("search").locator("input").fill("an"),
  },
  {
    name: "new-group",
    path: () => "/",
    act: async (page) => {
      await press(/^(New conversation|发起聊天)$/)(page);
      await page.getByRole("menuitem", { name: /^(New group|新建群聊)$/ }).click();
      await page.getByRole("dialog").locator("[data-row]").first().click();
    },
  },
  { name: "find-people", path: () => pathTo.people, act: (page) => page.locator(".page input").fill("a") },
  { name: "palette", path: () => "/", act: (page) => page.keyboard.press("Control+k") },
  { name: "contacts", path: () => pathTo.contacts() },
  { name: "friend-requests", path: () => pathTo.contacts("requests") },
  { name: "person-card", path: ({ others }) => pathTo.person(others.at(-1)?.id ?? "") },
  {
    name: "remark",
    path: ({ others }) => pathTo.person(others.at(-1)?.id ?? ""),
    act: press(/^(Set a name for them|设置备注名)$/),
  },
  ...OWN_SURFACES,
];

/** Pictures of every surface on each screen, in both themes and languages. Arguments choose some: `talk desktop light en`. */
async function main(wanted: readonly string[]): Promise<void> {
  const chosen = (names: readonly string[]): readonly string[] => {
    const some = names.filter((name) => wanted.includes(name));
    return some.length > 0 ? some : names;
  };
  await buildWebApp();
  await mkdir(OUT, { recursive: true });
  const clock = new PastClock();
  clock.goBack({ days: 10 });
  await using folder = await temporaryFolder();
  const file = join(folder.path, "skein.db");
  // On this thread, where its entries get their time from the same clock.
  const storage = openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "samples" }, () => clock.now());
  await using server = await startServer({ registration: "open" }, { clock, storage });
  const talk = await sampleTalk(server, clock);
  const sample: Sample = { ...talk, doors: await sampleDoors(server, talk) };
  await sampleKept(server, sample);
  for (const { token } of sample.others) await server.connect(token);
  await using browser = await launchBrowser();
  const surfaces = chosen(SURFACES.map(({ name }) => name));
  for (const screen of chosen(Object.keys(SCREENS)) as (keyof typeof SCREENS)[]) {
    for (const theme of chosen(THEMES) as (typeof THEMES)[number][]) {
      for (const language of chosen(Object.keys(LANGUAGES)) as (keyof typeof LANGUAGES)[]) {
        for (const guest of [true, false]) {
          const session = guest ? {} : { session: { token: sample.me.token, user: sample.me.id } };
          const { context, page, complaints } = await takeSeat(browser, server.url, {
            ...SCREENS[screen],
            ...session,
            locale: LANGUAGES[language],
            colorScheme: theme,
            serviceWorkers: "block",
          });
          for (const surface of SURFACES.filter(
            ({ name, guest: open = false }) => open === guest && surfaces.includes(name),
          )) {
            await page.goto(surface.path(sample));
            await page.waitForLoadState("networkidle");
            await page.waitForTimeout(350);
            await surface.act?.(page, sample);
            await page.waitForTimeout(surface.act ? 500 : 100);
            await page.screenshot({ path: join(OUT, `${surface.name}.${screen}.${theme}.${language}.png`) });
          }
          if (complaints.length > 0) console.error(complaints.join("\n"));
          await context.close();
        }
      }
    }
  }
}

await main(process.argv.slice(2));
