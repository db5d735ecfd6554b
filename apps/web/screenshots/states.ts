import { directId } from "@skein/protocol";
import type { Page, WebSocketRoute } from "playwright-core";
import { pathTo } from "../src/route/route.ts";
import { refuser } from "../test/refuser.ts";
import type { Surface } from "./surface.ts";

/** A link that never speaks. */
const silent = async (page: Page): Promise<void> => {
  await page.routeWebSocket(/./, (socket) => socket.onMessage(() => undefined));
  await page.route(/\/v1\/link/, () => new Promise(() => undefined));
};

/** Links of a page, to be cut: one that is there already goes on without a network. */
const links = new WeakMap<Page, WebSocketRoute[]>();
const cuttable = (page: Page) => {
  const made: WebSocketRoute[] = [];
  links.set(page, made);
  return page.routeWebSocket(/./, (socket) => {
    socket.connectToServer();
    made.push(socket);
  });
};
const cut = async (page: Page): Promise<void> => {
  await page.context().setOffline(true);
  for (const link of links.get(page) ?? []) await link.close({ code: 1001 });
};

/** A server that fails at one command. */
const failing = (command: string) => async (page: Page) => {
  await refuser(page, ({ type }) => type === command, "internal");
};

/** What stands where something is missing, comes later, or went wrong. */
export const STATE_SURFACES: readonly Surface[] = [
  {
    name: "offline",
    path: ({ direct }) => pathTo.conversation(direct),
    before: cuttable,
    act: async (page) => {
      await cut(page);
      await page.locator(".sk-composer-field").fill("写在没有网络的地方 Written where there is no network.");
      await page.keyboard.press("Enter");
      await page.locator(".sk-connection").waitFor();
    },
    after: (page) => page.context().setOffline(false),
  },
  {
    name: "offline-settings",
    path: () => pathTo.settings("devices"),
    before: cuttable,
    act: async (page) => {
      await cut(page);
      await page.locator(".sk-connection").waitFor();
    },
    after: (page) => page.context().setOffline(false),
  },
  {
    name: "loading",
    path: ({ group }) => pathTo.conversation(group),
    before: silent,
  },
  { name: "empty", path: () => "/", who: ({ server }) => server.person(`zz${crypto.randomUUID().slice(0, 8)}`) },
  {
    name: "empty-contacts",
    path: () => pathTo.contacts(),
    who: ({ server }) => server.person(`zz${crypto.randomUUID().slice(0, 8)}`),
  },
  {
    name: "not-allowed",
    path: () => pathTo.settings("people"),
    who: async ({ others: [ann] }) => {
      if (!ann) throw new Error("The sample has too few people.");
      return ann;
    },
  },
  { name: "missing-page", path: () => "/nowhere/at/all" },
  { name: "missing-talk", path: () => pathTo.conversation("g_0123456789abcdefghijkl") },
  { name: "missing-link", path: () => pathTo.add("abcdefghijklmnop1234") },
  { name: "empty-talk", path: ({ kinds, me }) => pathTo.conversation(directId(me.id, kinds.stranger.id)) },
  { name: "error", path: () => pathTo.settings("invitations"), before: failing("invite.list") },
];
