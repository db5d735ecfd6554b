import { http } from "@skein/client";
import { pathTo } from "../src/route/route.ts";
import { button, press, type Surface } from "./surface.ts";

/** What somebody sees who is not signed in, or not any more. */
export const GUEST_SURFACES: readonly Surface[] = [
  { name: "sign-in", guest: true, path: () => "/" },
  {
    name: "invited",
    guest: true,
    path: () => "/join?invite=abcdefghijklmnop1234",
    act: (page) => page.locator("button[type=submit]").click(),
  },
  { name: "one-time-link", guest: true, path: () => "/signin#abcdefghijklmnop1234" },
  { name: "set-up-over", guest: true, path: () => "/setup#abcdefghijklmnop1234" },
  {
    name: "qr-show",
    guest: true,
    path: () => "/",
    act: async (page) => {
      await press(/^(Sign in with another device|用另一台设备登录)$/)(page);
      await page.locator(".pair-code .address").waitFor();
    },
  },
  {
    name: "sign-in-wrong",
    guest: true,
    path: () => "/",
    act: async (page) => {
      await page.locator("input").first().fill("yue");
      await page.locator("input[type=password]").fill("not the password");
      await page.locator("button[type=submit]").click();
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "unreachable",
    guest: true,
    path: () => "/",
    before: (page) => page.route("**/v1/**", (route) => route.abort()),
  },
  { name: "group-link-guest", guest: true, path: ({ doors }) => pathTo.group(doors.open) },
  { name: "group-link-over-guest", guest: true, path: ({ doors }) => pathTo.group(doors.over) },
  {
    name: "group-link-sign-in",
    guest: true,
    path: ({ doors }) => pathTo.group(doors.open),
    act: press(/^(Sign in to join|登录后加入)$/),
  },
  {
    name: "kicked",
    path: () => "/",
    who: async ({ me, server }) => ({ id: me.id, token: await server.device(me.id, "Old laptop · Windows") }),
    act: async (page, { me, server }) => {
      const { sessions } = await http(server.url, "session.list", {}, me.token);
      for (const { id, name } of sessions)
        if (name.startsWith("Old laptop")) await http(server.url, "session.revoke", { session: id }, me.token);
      await button(page, /^(Sign in again|重新登录)$/).waitFor();
    },
  },
  {
    name: "banned",
    path: () => "/",
    who: ({ server }) => server.person(`zz${crypto.randomUUID().slice(0, 8)}`),
    act: async (page, { me, server }) => {
      await page.locator(".own-button").waitFor();
      const session = await page.evaluate(() => localStorage.getItem("skein.session"));
      const { user } = JSON.parse(session ?? "{}") as { user: string };
      const until = Date.now() + 7 * 86_400_000;
      const words = "Advertising in five groups. 在多个群里发广告。";
      await http(server.url, "sanction.set", { user, penalty: "ban", until, words }, me.token);
      await page.getByText("在多个群里发广告").waitFor();
    },
    after: async (_, { me, server }) => {
      const { sanctions } = await http(server.url, "sanction.list", {}, me.token);
      for (const { user, penalty } of sanctions)
        if (penalty === "ban") await http(server.url, "sanction.lift", { user, penalty }, me.token);
    },
  },
];
