import { http, makeKey } from "@skein/client";
import { pathTo } from "../src/route/route.ts";
import { actOn, button, DETAILS, inGroup, item, message, press, type Sample, type Surface } from "./surface.ts";

const attach =
  (name: RegExp) =>
  async (page: Parameters<NonNullable<Surface["act"]>>[0]): Promise<void> => {
    await press(/^(Add something|添加内容)$/)(page);
    await item(page, name).click();
    await page.getByRole("dialog").waitFor();
  };
const words = ({ kinds }: Sample): string => pathTo.conversation(kinds.words);
const polls = ({ kinds }: Sample): string => pathTo.conversation(kinds.polls);
const things = ({ kinds }: Sample): string => pathTo.conversation(kinds.things);
/** One's own message there: the words of the one that it quotes, and its own. */
const OWN = /east gate[^]*七点集合/;
const field = ".sk-composer-field";
let growing = "";

/** Messages of every kind, and what is done with them. */
export const TALK_SURFACES: readonly Surface[] = [
  { name: "talk", path: inGroup },
  { name: "talk-direct", path: ({ direct }) => pathTo.conversation(direct) },
  { name: "talk-arabic", path: ({ arabic }) => pathTo.conversation(arabic) },
  { name: "talk-words", path: words },
  { name: "talk-things", path: things },
  {
    name: "talk-things-top",
    path: things,
    act: (page) => page.locator(".sk-timeline-scroll").evaluate((element) => element.scrollTo(0, 0)),
  },
  { name: "talk-polls", path: polls },
  {
    name: "poll-voters",
    path: polls,
    act: (page) => button(page, /^(Who chose|选择“)/).click(),
  },
  { name: "talk-notices", path: ({ kinds }) => pathTo.conversation(kinds.notices) },
  {
    name: "growing",
    path: things,
    act: async (page, { server, others }) => {
      const by = others[1]?.token;
      const conv = await page.evaluate(() =>
        decodeURIComponent(location.pathname.split("/")[2] ?? "").replaceAll("~", "."),
      );
      const { stream } = await http(server.url, "stream.start", { conv, key: makeKey(Date.now(), Math.random) }, by);
      growing = stream;
      const text = "Bean geese migrate in three waves: **first** the families from the tundra, then";
      await http(server.url, "stream.append", { stream, at: 0, text }, by);
      await message(page, "three waves").waitFor();
    },
    after: (_, { server, others }) => http(server.url, "stream.cancel", { stream: growing }, others[1]?.token),
  },
  { name: "attach-menu", path: inGroup, act: press(/^(Add something|添加内容)$/) },
  { name: "stickers", path: inGroup, act: attach(/^(Sticker|表情贴图)$/) },
  { name: "poll-new", path: inGroup, act: attach(/^(Poll|投票)$/) },
  { name: "location-new", path: inGroup, act: attach(/^(Location|位置)$/) },
  { name: "contact-new", path: inGroup, act: attach(/^(Contact card|名片)$/) },
  {
    name: "mention-offer",
    path: inGroup,
    act: async (page) => {
      await page.locator(field).pressSequentially("@");
      await page.getByRole("listbox").waitFor();
    },
    after: (page) => page.locator(field).fill(""),
  },
  {
    name: "emoji-offer",
    path: ({ direct }) => pathTo.conversation(direct),
    act: async (page) => {
      await page.locator(field).pressSequentially(":hea");
      await page.getByRole("listbox").waitFor();
    },
    after: (page) => page.locator(field).fill(""),
  },
  { name: "emoji", path: ({ direct }) => pathTo.conversation(direct), act: press(/^(Emoji|表情)$/) },
  {
    name: "mention-button",
    path: ({ kinds }) => pathTo.conversation(kinds.long),
    act: async (page, { server, others: [ann], me, kinds }) => {
      await page.locator(".sk-timeline-scroll").hover();
      for (let round = 0; round < 4; round += 1) await page.mouse.wheel(0, -900);
      await page.waitForTimeout(600);
      const body = { text: "@林悦 are you there?", mentions: { users: [me.id], names: ["林悦"] } };
      const params = { conv: kinds.long, key: makeKey(Date.now(), Math.random), kind: "text" as const, body };
      await http(server.url, "message.send", params, ann?.token);
      await button(page, /^(Go to the first|跳到第一条)/).waitFor();
    },
  },
  {
    name: "unread-line",
    path: ({ kinds }) => pathTo.conversation(kinds.long),
    who: async ({ kinds }) => {
      const person = kinds.readers.shift();
      if (!person) throw new Error("Everybody has read it already.");
      return person;
    },
  },
  {
    name: "composer-long",
    path: ({ direct }) => pathTo.conversation(direct),
    act: (page) =>
      page
        .locator(field)
        .fill(Array.from({ length: 12 }, (_, at) => `${at + 1}. 一行字 and a line of words`).join("\n")),
    after: (page) => page.locator(field).fill(""),
  },
  {
    name: "reply",
    path: words,
    act: actOn("meet at the bridge", /^(Reply|回复)$/),
    after: (page) => page.keyboard.press("Escape"),
  },
  {
    name: "edit",
    path: words,
    act: actOn(OWN, /^(Edit|编辑)$/),
    after: (page) => page.keyboard.press("Escape"),
  },
  { name: "edits", path: words, act: (page) => page.locator(".sk-edited").last().click() },
  { name: "reactors", path: words, act: actOn("meet at the bridge", /^(Reactions|查看回应)$/) },
  { name: "react", path: words, act: actOn("meet at the bridge", /^(React|表情回应)$/) },
  { name: "recall", path: words, act: actOn(OWN, /^(Take back|撤回)$/) },
  { name: "delete-for-me", path: words, act: actOn(OWN, /^(Delete for me|仅为我删除)$/) },
  { name: "report", path: words, act: actOn("meet at the bridge", /^(Report|举报)$/) },
  {
    name: "selection",
    path: words,
    act: async (page) => {
      await actOn(OWN, /^(Select|多选)$/)(page);
      await message(page, "meet at the bridge").getByRole("checkbox").click();
    },
  },
  {
    name: "forward",
    path: words,
    act: async (page) => {
      await actOn("meet at the bridge", /^(Forward|转发)$/)(page);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /Ann Delacroix/ })
        .first()
        .click();
    },
  },
  {
    name: "merged",
    path: things,
    act: async (page) => {
      await page.locator(".sk-message .sk-merged").last().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "failed",
    path: ({ kinds }) => pathTo.conversation(kinds.closed),
    act: async (page) => {
      await page.locator(field).fill("Are you still there? 还在吗？");
      await page.keyboard.press("Enter");
      await page
        .getByText(/^(They do not take this from you|对方不接收)/)
        .or(page.locator(".sk-failed"))
        .first()
        .waitFor();
    },
  },
  { name: "message-menu", path: inGroup, act: (page) => page.getByRole("article").last().click({ button: "right" }) },
  {
    name: "message-info",
    path: inGroup,
    act: async (page) => {
      await page.getByRole("article").last().click({ button: "right" });
      await item(page, DETAILS)
        .or(item(page, /^Info$/))
        .click();
    },
  },
  {
    name: "mention-card",
    path: words,
    act: (page) => page.locator(".sk-message").getByRole("button", { name: /^@/ }).first().click(),
  },
  { name: "pins-bar", path: words, act: (page) => page.locator(".sk-pinned").waitFor() },
  { name: "pins-list", path: words, act: press(/^(All pinned messages|全部置顶消息)$/) },
  {
    name: "calendar",
    path: inGroup,
    act: (page) => page.locator(".sk-timeline-scroll .sk-day, .sk-day").first().click(),
  },
  { name: "thread", path: ({ group, root }) => pathTo.thread(group, root) },
  { name: "threads", path: () => pathTo.threads },
  {
    name: "talk-menu",
    path: inGroup,
    act: press(/^(What to do with this conversation|对这个会话的操作)$/),
  },
];
