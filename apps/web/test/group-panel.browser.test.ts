import { afterAll, beforeAll, expect, test } from "bun:test";
import { http, makeKey } from "@skein/client";
import type { Params, CommandName } from "@skein/client";
import type { Page } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { shoot } from "./shoot.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

type Person = Awaited<ReturnType<App["server"]["person"]>>;

const key = (): string => makeKey(Date.now(), Math.random);
const ask = <N extends CommandName>(name: N, params: Params<N>, { token }: Person) =>
  http(app.server.url, name, params, token);
const people = (...names: string[]): Promise<Person[]> => Promise.all(names.map((name) => app.server.person(name)));

/** A group of these people, made by the first of them. */
async function groupOf(name: string, [maker, ...others]: readonly Person[]): Promise<string> {
  if (!maker) throw new Error("a group needs a maker");
  const users = others.map(({ id }) => id);
  return (await ask("group.create", { key: key(), name, users }, maker)).conversation.id;
}

const say = (conv: string, text: string, who: Person) =>
  ask("message.send", { conv, key: key(), kind: "text", body: { text } }, who);

/** Somebody's browser at the group, with the panel open. */
async function at(conv: string, person: Person, panel = true): Promise<Page> {
  const { page } = await app.seat(person);
  await page.goto(pathTo.conversation(conv));
  if (panel) await page.getByRole("button", { name: "Details" }).click();
  return page;
}

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });
const notice = (page: Page, words: string | RegExp) => page.getByRole("log", { name: "Messages" }).getByText(words);
const bubble = (page: Page, words: string) => page.getByRole("article").filter({ hasText: words });
const member = (page: Page, name: string) =>
  page.getByRole("region", { name: "Members" }).last().getByRole("button", { name });
const rule = (page: Page, name: string) => page.getByRole("region", { name: "Settings" }).getByRole("button", { name });
/** Where one writes, or is told why one does not. */
const foot = (page: Page) => page.getByRole("region", { name: /^Conversation with/ });
const dialog = (page: Page) => page.getByRole("dialog");

async function choose(page: Page, name: string, act: string): Promise<void> {
  await member(page, name).click();
  await page.getByRole("menuitem", { name: act }).click();
}

async function close(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await page.context().close();
}

test(
  "[GROUP-9] a member is muted and speaks again: what the field says to them, on each device and after a reload; by keyboard",
  async () => {
    const [ann, bob, cho] = await people("Ann", "Bob", "Cho");
    const conv = await groupOf("Geese", [ann!, bob!, cho!]);
    const [anns, bobs, phone, chos] = [
      await at(conv, ann!),
      await at(conv, bob!, false),
      await at(conv, bob!, false),
      await at(conv, cho!),
    ];
    await field(bobs).fill("half a thought");
    // all by keyboard: to the row, its menu, the dialog, and back to the row
    await member(anns, "Bob").focus();
    await anns.keyboard.press("Enter");
    await anns.getByRole("menuitem", { name: "Mute" }).waitFor();
    await shoot(anns, "menu-of-member");
    await anns.keyboard.type("Mute");
    await anns.keyboard.press("Enter");
    await dialog(anns).getByRole("radio", { name: "1 hour" }).waitFor({ state: "attached" });
    await shoot(anns, "mute");
    await anns.keyboard.press("Enter");
    await notice(anns, /You muted \W*Bob\W* until/).waitFor();
    for (const page of [bobs, phone]) {
      await foot(page)
        .getByText(/You are muted until/)
        .waitFor();
      expect(await field(page).count()).toBe(0);
    }
    await shoot(bobs, "muted");
    await member(chos, "Bob")
      .getByText(/muted until/)
      .waitFor();
    await bobs.reload();
    await foot(bobs)
      .getByText(/You are muted until/)
      .waitFor();
    await choose(anns, "Bob", "Let speak again");
    for (const page of [bobs, phone]) await field(page).waitFor();
    // what was begun is still there
    expect(await field(bobs).inputValue()).toBe("half a thought");
    await bobs.context().close();

    // a mute ends by itself, counted down
    await ask("group.mute", { conv, user: bob!.id, until: Date.now() + 4_000 }, ann!);
    await foot(phone)
      .getByText(/0:0\d left/)
      .waitFor();
    await field(phone).waitFor();
    await close(anns, phone, chos);
  },
  SLOW,
);

test(
  "[GROUP-4] [GROUP-13] roles, removing, banning and the end of a ban, each as far as one's role goes",
  async () => {
    const [eve, fay, gil, hal] = await people("Eve", "Fay", "Gil", "Hal");
    const conv = await groupOf("Cranes", [eve!, fay!, gil!, hal!]);
    const [eves, fays, gils, hals] = await Promise.all([eve!, fay!, gil!, hal!].map((one) => at(conv, one)));
    if (!eves || !fays || !gils || !hals) throw new Error("no pages");
    const offered = async (page: Page, name: string): Promise<string[]> => {
      await member(page, name).click();
      const items = await page.getByRole("menuitem").allTextContents();
      await page.keyboard.press("Escape");
      return items;
    };
    expect(await offered(fays, "Gil")).toEqual(["Message"]);
    await choose(eves, "Fay", "Make admin");
    await notice(fays, /Eve\W* made you an admin/).waitFor();
    await member(gils, "Fay").getByText("admin").waitFor();
    expect(await offered(fays, "Gil")).toEqual(["Message", "Mute …", "Remove from the group", "Ban from the group"]);
    expect(await offered(fays, "Eve")).toEqual(["Message"]);

    // removed while the panel is open: told why, and nothing is left to press
    await choose(fays, "Gil", "Remove from the group");
    await fays.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
    await gils.getByText("You were removed from this group").waitFor();
    await gils
      .getByText(/You were removed from “\W*Cranes\W*”/)
      .first()
      .waitFor();
    expect(await field(gils).count()).toBe(0);
    expect(await gils.getByRole("region", { name: "Members" }).count()).toBe(0);
    await shoot(gils, "removed");
    // and back as if nothing had been
    await ask("group.add", { conv, users: [gil!.id] }, eve!);
    await field(gils).waitFor();

    await choose(fays, "Hal", "Ban from the group");
    await dialog(fays).getByLabel("Reason").fill("too much honking");
    await shoot(fays, "ban");
    await dialog(fays).getByRole("button", { name: "Ban" }).click();
    await hals.getByText("You were banned from this group").waitFor();
    await notice(eves, /Fay\W* banned \W*Hal/).waitFor();
    await rule(eves, "Banned people").click();
    await dialog(eves).getByText("too much honking").waitFor();
    await shoot(eves, "bans");
    await dialog(eves)
      .getByRole("button", { name: /Lift the ban/ })
      .click();
    await dialog(eves).getByText("Nobody is banned").waitFor();
    await eves.keyboard.press("Escape");
    await ask("group.add", { conv, users: [hal!.id] }, eve!);
    await field(hals).waitFor();
    await close(eves, fays, gils, hals);
  },
  SLOW,
);

test(
  "[GROUP-5] the group is handed on; two owners who demote each other leave one; the last owner hands on before leaving, or dissolves",
  async () => {
    const [ida, jon, kim] = await people("Ida", "Jon", "Kim");
    const conv = await groupOf("Swans", [ida!, jon!, kim!]);
    const [idas, jons] = [await at(conv, ida!), await at(conv, jon!)];
    const ending = (page: Page, name: string) =>
      page.getByRole("region", { name: "Leave" }).getByRole("button", { name, exact: true });
    await choose(idas, "Jon", "Hand the group on");
    await idas
      .getByRole("alertdialog")
      .getByText(/you become an admin/)
      .waitFor();
    await shoot(idas, "transfer");
    await idas.getByRole("alertdialog").getByRole("button", { name: "Hand on" }).click();
    await notice(jons, /Ida\W* handed the group on to you/).waitFor();
    await ending(idas, "Dissolve group").waitFor({ state: "detached" });

    // two owners press at the same moment
    await ask("group.role", { conv, user: ida!.id, role: "owner" }, jon!);
    await member(idas, "Jon").getByText("owner").waitFor();
    await member(jons, "Ida").getByText("owner").waitFor();
    await member(idas, "Jon").click();
    await member(jons, "Ida").click();
    const items = [idas, jons].map((page) => page.getByRole("menuitem", { name: "Make member" }));
    await Promise.all(items.map((item) => item.waitFor()));
    const handles = await Promise.all(items.map((item) => item.elementHandle()));
    await Promise.all(
      handles.map((handle) => handle?.evaluate((item) => (item as unknown as { click(): void }).click())),
    );
    await idas
      .getByText(/made (you|\W*Jon\W*) a member/)
      .first()
      .waitFor();
    const owners = (await ask("group.members", { conv, role: "owner" }, kim!)).members;
    expect(owners.length).toBe(1);
    const [last, other] = owners[0]?.user === ida!.id ? [idas, jons] : [jons, idas];
    await ending(other, "Dissolve group").waitFor({ state: "detached" });

    // by keyboard: the only owner is offered what can be done instead
    await ending(last, "Leave group").focus();
    await last.keyboard.press("Enter");
    await dialog(last).getByText("You are the only owner").waitFor();
    await shoot(last, "last-owner");
    await dialog(last).getByRole("button", { name: "Hand it on" }).press("Enter");
    await dialog(last).getByRole("textbox", { name: "Search members" }).fill("kim");
    await dialog(last).getByRole("button", { name: "Kim" }).press("Enter");
    await last.getByRole("alertdialog").getByRole("button", { name: "Hand on" }).press("Enter");
    await last.getByRole("alertdialog").getByRole("button", { name: "Leave" }).press("Enter");
    await last.getByText("No conversations yet").waitFor();
    expect((await ask("group.members", { conv, role: "owner" }, kim!)).members.map(({ user }) => user)).toEqual([
      kim!.id,
    ]);

    // dissolved: read by those who are in, and no more
    const kims = await at(conv, kim!);
    await ending(kims, "Dissolve group").click();
    expect(await dialog(kims).getByRole("button", { name: "Dissolve" }).isDisabled()).toBe(true);
    await dialog(kims).getByRole("switch").click();
    await shoot(kims, "dissolve");
    await dialog(kims).getByRole("button", { name: "Dissolve" }).click();
    for (const page of [kims, other]) {
      await foot(page).getByText("This group was dissolved. You can still read it.").waitFor();
      expect(await field(page).count()).toBe(0);
      expect(await page.getByRole("region", { name: "Settings" }).count()).toBe(0);
    }
    await shoot(other, "dissolved");
    await other.reload();
    await foot(other).getByText("This group was dissolved. You can still read it.").waitFor();
    await ending(kims, "Leave group").click();
    await kims.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
    await kims.getByText("No conversations yet").waitFor();
    await close(idas, jons, kims);
  },
  SLOW,
);

test(
  "[GROUP-10] [GROUP-18] [GROUP-19] the settings, by right: what is saved shows to all, works at once, and stands after a reload",
  async () => {
    const [lee, max, noa] = await people("Lee", "Max", "Noa");
    const conv = await groupOf("Ducks", [lee!, max!, noa!]);
    const [lees, maxs] = [await at(conv, lee!), await at(conv, max!)];
    expect(await maxs.getByRole("region", { name: "Settings" }).getByRole("button").allTextContents()).toEqual([
      "My name in this groupMax",
    ]);

    await lees.getByRole("button", { name: "Edit group" }).click();
    await dialog(lees).getByLabel("Name of the group").fill("Dabbling ducks");
    await dialog(lees).getByLabel("Description").fill("Bread is bad for us.\nOats are fine.");
    await shoot(lees, "edit-group");
    await dialog(lees).getByRole("button", { name: "Save" }).click();
    await maxs.getByText("Bread is bad for us.").waitFor();
    await maxs.getByRole("heading", { name: "Dabbling ducks" }).last().waitFor();

    // who may do what: an admin's right, and the field that goes and comes back with it
    await rule(lees, "Who may do what").click();
    const right = (name: string, from: string) =>
      dialog(lees).getByRole("group", { name }).getByRole("radio", { name: from });
    await right("Send messages", "Admins").check({ force: true });
    await right("Add people", "All").check({ force: true });
    await shoot(lees, "rights");
    await dialog(lees).getByRole("button", { name: "Save" }).click();
    await rule(lees, "Who may do what").getByText("2 changes").waitFor();
    await foot(maxs).getByText("Only owners and admins write here.").waitFor();
    await maxs.getByRole("region", { name: "Members" }).getByRole("button", { name: "Add people" }).waitFor();
    await ask("group.update", { conv, settings: { permissions: { send: "member" } } }, lee!);
    await field(maxs).waitFor();

    await rule(lees, "Slow mode").click();
    await dialog(lees).getByRole("radio", { name: "10 seconds" }).check({ force: true });
    await dialog(lees).getByRole("button", { name: "Save" }).click();
    await notice(maxs, /one message every 10 seconds/).waitFor();
    await foot(maxs).getByText("Slow mode: one message every 10 seconds").waitFor();
    await field(maxs).fill("one");
    await field(maxs).press("Enter");
    await bubble(lees, "one").waitFor();
    await field(maxs).fill("two");
    await field(maxs).press("Enter");
    await foot(maxs)
      .getByText(/^0:0\d$/)
      .waitFor();
    await shoot(maxs, "slow");
    expect(await bubble(maxs, "two").count()).toBe(0);
    await maxs.reload();
    await foot(maxs)
      .getByText(/^0:0\d$/)
      .waitFor();
    // what was written waits with them, and goes when it may
    await maxs.getByRole("button", { name: "Send" }).and(maxs.locator(":enabled")).click();
    await bubble(lees, "two").waitFor();
    await ask("group.update", { conv, settings: { slow: 0 } }, lee!);

    await rule(lees, "Mute everyone").click();
    await dialog(lees).getByRole("button", { name: "Mute" }).click();
    await foot(maxs)
      .getByText(/Everyone is muted until/)
      .waitFor();
    await rule(lees, "Mute everyone").getByText(/Until/).waitFor();
    await field(lees).waitFor();
    await rule(lees, "Mute everyone").click();
    await dialog(lees).getByRole("radio", { name: "Off" }).check({ force: true });
    await dialog(lees).getByRole("button", { name: "Save" }).click();
    await field(maxs).waitFor();

    await rule(lees, "History for newcomers").click();
    await dialog(lees).getByRole("radio", { name: "The last …" }).check({ force: true });
    await dialog(lees).getByLabel("How many messages").fill("0");
    expect(await dialog(lees).getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
    await dialog(lees).getByLabel("How many messages").fill("25");
    await shoot(lees, "history");
    await dialog(lees).getByRole("button", { name: "Save" }).click();
    await notice(maxs, /Lee\W* lets newcomers read the last 25 messages/).waitFor();
    await lees.reload();
    await lees.getByRole("button", { name: "Details" }).click();
    await rule(lees, "History for newcomers").getByText("The last 25 messages").waitFor();
    await close(lees, maxs);
  },
  SLOW,
);

test(
  "[GROUP-21] a name in the group stands in bubbles, quotes, typing words, rows and previews, on other devices and after a reload; one that imitates somebody bears the true name",
  async () => {
    const [ola, pia, quy] = await people("Ola", "Pia", "Quy");
    const conv = await groupOf("Terns", [ola!, pia!, quy!]);
    // Ola talks to Quy as well: she knows her
    const direct = (await ask("conversation.open", { user: quy!.id }, ola!)).conversation.id;
    await say(direct, "hello", ola!);
    const [olas, phone, pias] = [await at(conv, ola!), await at(conv, ola!, false), await at(conv, pia!)];
    await say(conv, "who flies first?", pia!);
    await bubble(olas, "who flies first?").getByText("Pia").waitFor();
    await rule(pias, "My name in this group").click();
    await pias.keyboard.type("Tailwind");
    await pias.keyboard.press("Enter");
    await member(pias, "Tailwind").getByText("Pia").waitFor();
    await notice(olas, /Pia\W* is called “\W*Tailwind\W*” here now/).waitFor();
    for (const page of [olas, phone]) {
      await bubble(page, "who flies first?").getByText("Tailwind").waitFor();
      await page.getByRole("link", { name: /Terns/ }).waitFor();
    }
    await member(olas, "Tailwind").getByText("Pia").waitFor();
    await field(pias).pressSequentially("me");
    await foot(olas)
      .getByText(/Tailwind\W* is typing/)
      .waitFor();
    await field(pias).press("Enter");
    await olas.getByRole("link", { name: /Tailwind: ?me/ }).waitFor();
    await bubble(olas, "me").last().hover();
    await bubble(olas, "me").last().getByRole("button", { name: "Reply" }).click();
    await olas.getByRole("group", { name: /Reply/ }).getByText("Tailwind").waitFor();
    await field(olas).fill("then go");
    await field(olas).press("Enter");
    await bubble(olas, "then go").getByText("Tailwind").waitFor();
    await olas.reload();
    await bubble(olas, "who flies first?").getByText("Tailwind").waitFor();
    await bubble(olas, "then go").getByText("Tailwind").waitFor();
    await shoot(olas, "nick");

    // the name of somebody else one knows: the true one stands beside it
    await ask("group.nick", { conv, nick: "Quу" }, pia!);
    await bubble(olas, "who flies first?").getByText("(Pia)").waitFor();
    await ask("group.nick", { conv, nick: "" }, pia!);
    await bubble(olas, "who flies first?").getByText("Pia", { exact: true }).waitFor();
    await close(olas, phone, pias);
  },
  SLOW,
);

test(
  "a group of hundreds: owners and admins first, the others a page at a time, found by name and pinyin, few rows drawn; keys go through them",
  async () => {
    const [ria] = await people("Ria");
    const many = await Promise.all(Array.from({ length: 420 }, (_, n) => app.server.person(`Gull${n}`)));
    const wei = await app.server.person("Wei");
    await ask("account.update", { name: "张伟" }, wei);
    const conv = await groupOf("Colony", [ria!, ...many.slice(0, 300), wei]);
    await ask("group.add", { conv, users: many.slice(300).map(({ id }) => id) }, ria!);
    await ask("group.role", { conv, user: many[350]!.id, role: "admin" }, ria!);
    await ask("group.mute", { conv, user: many[200]!.id, until: Date.now() + 3_600_000 }, ria!);
    const page = await at(conv, ria!);
    const panel = page.getByRole("region", { name: "Members" });
    await panel.getByRole("button", { name: /Gull350/ }).waitFor();
    await panel.getByRole("button", { name: "All 422 members" }).click();
    const list = dialog(page).getByRole("region", { name: "Members" });
    await list.getByRole("button", { name: /Gull350/ }).waitFor();
    expect((await list.getByRole("button").first().textContent())?.includes("Ria")).toBe(true);
    expect(await list.getByRole("button").count()).toBeLessThan(40);
    await shoot(page, "all-members");
    const search = dialog(page).getByRole("textbox", { name: "Search members" });
    await search.fill("gull41");
    await list.getByRole("button", { name: /Gull419/ }).waitFor();
    await list.getByRole("button", { name: /Gull350/ }).waitFor({ state: "detached" });
    await search.fill("zw");
    await list.getByRole("button", { name: "张伟" }).waitFor();
    await search.fill("nobody of that name");
    await list.getByText(/No member is called/).waitFor();
    await search.press("Escape");
    await dialog(page).getByRole("radio", { name: "Muted" }).check({ force: true });
    await list.getByText(/muted until/).waitFor();
    expect(await list.getByRole("button").count()).toBe(1);
    await dialog(page).getByRole("radio", { name: "All" }).check({ force: true });
    await list.getByRole("button", { name: /Gull350/ }).waitFor();
    // to the end of it, page by page
    for (let seen = 0; seen < 422; ) {
      await list.evaluate((element) => {
        const box = element as unknown as { scrollTop: number; scrollHeight: number };
        box.scrollTop = box.scrollHeight;
      });
      await page.waitForTimeout(50);
      seen = await list.evaluate((element) => {
        const box = element as unknown as { scrollHeight: number };
        return Math.floor(box.scrollHeight / 53);
      });
    }
    await list.evaluate((element) => {
      (element as unknown as { scrollTop: number }).scrollTop = 0;
    });
    // by keyboard: arrows to a member, Enter for the menu, and the focus comes back
    await list.getByRole("button").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const row = page.locator("[data-row]:focus");
    const name = await row.textContent();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Make admin" }).waitFor();
    // what is pressed before the menu has the focus is the dialog's
    await page.locator("[role=menu]:focus-within").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await page.locator("[data-row]:focus").waitFor();
    expect(await row.textContent()).toBe(name);
    await close(page);
  },
  SLOW,
);
