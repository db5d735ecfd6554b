import { afterAll, beforeAll, expect, test } from "bun:test";
import { http } from "@skein/client";
import { pathTo } from "../src/route/route.ts";
import { type App, SLOW, startApp } from "./app.ts";
import { shoot } from "./shoot.ts";

const PASSWORD = "correct horse";
let app: App;
beforeAll(async () => {
  app = await startApp({ registration: "open" });
  await app.server.person("Olga", "owner");
}, SLOW);
afterAll(() => app[Symbol.asyncDispose]());

async function register(login: string, name: string) {
  const device = { name: `${name}’s laptop`, platform: "web" };
  const { token, me } = await http(app.server.url, "account.register", { login, password: PASSWORD, name, device });
  return { id: me.profile.id, token };
}

test(
  "[PAIR-2][SESS-7] a new device shows a code, the signed-in one looks and confirms, and both know",
  async () => {
    const ann = await register("ann", "Ann Chén");
    const own = await app.seat(ann);
    await own.page.goto(pathTo.settings("devices"));
    const guest = await app.seat();
    await guest.page.goto("/");
    await guest.page.getByRole("button", { name: "Sign in with another device" }).click();
    await guest.page.getByRole("img", { name: "QR code that signs this device in" }).waitFor();
    const link = await guest.page.locator(".pair-code .address").innerText();
    await shoot(guest.page, "pair-here");

    await own.page.getByRole("button", { name: "Sign a device in" }).click();
    const field = own.page.getByRole("textbox", { name: "Link of the other device" });
    await field.fill("https://elsewhere.example/");
    await own.page.getByRole("button", { name: "Look at it" }).click();
    await own.page.getByText("That is not the link that a waiting device shows.").waitFor();
    await field.fill(link);
    await shoot(own.page, "pair-link");
    await own.page.getByRole("button", { name: "Look at it" }).click();
    await own.page.getByRole("heading", { name: "Sign this device in?" }).waitFor();
    expect(await own.page.locator(".facts dd").first().innerText()).toContain("Linux");
    await guest.page.getByText("Confirm on your other device that it is you.").waitFor();
    await shoot(own.page, "pair-confirm");
    await own.page.getByRole("button", { name: "Sign it in" }).click();
    await own.page.getByText("The device is signed in").waitFor();
    await own.page.getByText(/^New sign-in: /).waitFor();
    await guest.page.getByRole("button", { name: "Menu" }).waitFor();

    await own.page.getByRole("button", { name: "Devices" }).last().click();
    const rows = own.page.locator(".card li");
    await rows.nth(1).waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.nth(1).innerText()).toContain("the server’s own machine (127.0.0.1)");
    await shoot(own.page, "devices");

    // the other one is renamed: it hears of it, and its own list says so
    await guest.page.goto(pathTo.settings("devices"));
    await own.page
      .getByRole("button", { name: /^Rename .*Linux/ })
      .first()
      .click();
    await own.page.getByRole("textbox", { name: "Name of the device" }).fill("Kitchen tablet");
    await own.page.getByRole("button", { name: "Save" }).click();
    await guest.page.getByText("Kitchen tablet").waitFor();

    // signed out from here, it says so there
    await own.page.getByRole("button", { name: "Sign all others out" }).first().click();
    await own.page.getByRole("alertdialog").getByRole("button", { name: "Sign all others out" }).click();
    await guest.page.getByRole("heading", { name: "You signed this device out" }).waitFor();
    await guest.page.getByText(/It was done from .*Ann’s|It was done from .*laptop/).waitFor();
    await shoot(guest.page, "ended-self");
    expect(own.complaints).toEqual([]);
    await own.context.close();
    await guest.context.close();
  },
  SLOW,
);

test(
  "[PAIR-3] a refused device stays outside and can ask again; an old code says so",
  async () => {
    const bob = await register("bob", "Bob");
    const own = await app.seat(bob);
    const guest = await app.seat(undefined, { locale: "zh-CN" });
    await guest.page.goto("/");
    await guest.page.getByRole("button", { name: "用另一台设备登录" }).click();
    const link = await guest.page.locator(".pair-code .address").innerText();
    await own.page.goto(link);
    await own.page.getByRole("button", { name: "Refuse" }).click();
    await own.page.getByText("Refused. The device stays outside.").waitFor();
    await guest.page.getByText("另一台设备拒绝了登录。").waitFor();
    await guest.page.getByRole("button", { name: "显示新的二维码" }).click();
    await guest.page.locator(".pair-code .address").waitFor();
    await shoot(guest.page, "pair-here-zh");
    await own.page.goto("/");
    await own.page.goto(link);
    await own.page.getByText("This code does not work any more").waitFor();
    await own.context.close();
    await guest.context.close();
  },
  SLOW,
);

test(
  "[SESS-5][SESS-6] where one device is all that is allowed, the older one says which took its place, in both languages",
  async () => {
    await using single = await startApp({ registration: "open", loginPolicy: "single" });
    await single.server.person("Olga", "owner");
    const device = { name: "Ann’s laptop", platform: "web" };
    const account = { login: "ann", password: PASSWORD, name: "Ann", device };
    const { token, me } = await http(single.server.url, "account.register", account);
    const first = await single.seat({ id: me.profile.id, token }, { locale: "zh-CN" });
    await first.page.goto("/");
    await first.page.getByRole("button", { name: "菜单" }).waitFor();
    const second = await single.seat();
    await second.page.goto("/");
    await second.page.getByRole("textbox", { name: "Log-in name" }).fill("ann");
    await second.page.getByRole("textbox", { name: "Password" }).fill(PASSWORD);
    await second.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await second.page.getByRole("button", { name: "Menu" }).waitFor();
    await first.page.getByRole("heading", { name: "你在另一台设备上登录了" }).waitFor();
    await first.page.getByText(/取代了这台设备/).waitFor();
    await shoot(first.page, "ended-replaced-zh");
  },
  SLOW,
);
