import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Bodies, LIMITS, type Result } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { movingGif, movingPng, movingWebp, photo, png, TELLTALE } from "./fixture/picture.ts";
import { direct, entryOf, eventOf, groupOf, newKey, outcome, settled, words } from "./fixture/talk.ts";
import { noise, Sender } from "./fixture/upload.ts";
import { World } from "./fixture/world.ts";

let world: World;
let ann: Sender;
let bob: Sender;
let cleo: Sender;
const conv = direct("ann", "bob");

beforeAll(async () => {
  world = await World.start();
  [ann, bob, cleo] = await Promise.all([Sender.of(world, "ann"), Sender.of(world, "bob"), Sender.of(world, "cleo")]);
  await ann.link.ask("message.send", words(conv, "they know each other"));
});
afterAll(() => world[Symbol.asyncDispose]());

/** Without a token: nobody asks who it is. */
const look = (avatar: string, query = "", method = "GET") =>
  fetch(`${world.http}/v1/avatars/${avatar}${query}`, { method });
const put = (by: Sender, avatar: string | null) => by.link.ask("account.update", { avatar });
const shown = async (by: Sender, user: string) =>
  (await by.link.ask("user.get", { ids: [user] })).users.find(({ id }) => id === user);
const sizeOf = async (avatar: string, query = "") => {
  const bytes = await (await look(avatar, query)).bytes();
  const { width, height, format } = await new Bun.Image(bytes).metadata();
  return [format, width, height];
};

test("[AVATAR-1][AVATAR-3] a picture is told with the profile, in three sizes, to be kept for ever", async () => {
  const file = await ann.file(png(700, 700), { name: "me.png" });
  const { profile } = await put(ann, file.id);
  const { avatar = "" } = profile;
  expect(avatar).toMatch(/^[0-9a-z]{26}$/);
  expect((await bob.link.next(eventOf("user"))).data.user).toMatchObject({ id: "ann", avatar });
  expect(await shown(bob, "ann")).toMatchObject({ avatar });
  expect(await shown(ann, "bob")).not.toHaveProperty("avatar");

  expect(await sizeOf(avatar)).toEqual(["webp", 512, 512]);
  expect(await sizeOf(avatar, "?size=128")).toEqual(["webp", 128, 128]);
  expect(await sizeOf(avatar, "?size=64")).toEqual(["webp", 64, 64]);
  const answer = await look(avatar, "?size=64");
  expect(answer.headers.get("content-type")).toBe("image/webp");
  expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toStartWith("sandbox; default-src 'none'");
  const etag = answer.headers.get("etag") ?? "";
  const again = await fetch(`${world.http}/v1/avatars/${avatar}?size=64`, { headers: { "If-None-Match": etag } });
  expect(again.status).toBe(304);
  const head = await look(avatar, "", "HEAD");
  expect([head.status, (await head.bytes()).length]).toEqual([200, 0]);
  expect(Number(head.headers.get("content-length"))).toBe((await (await look(avatar)).bytes()).length);
  expect((await look(avatar, "?size=320")).status).toBe(400);
  expect((await look(avatar, "?size=constructor")).status).toBe(400);
  expect((await look(avatar, "", "POST")).status).toBe(405);
  for (const other of ["0".repeat(26), file.id, "", "%2e%2e%2fx"]) expect((await look(other)).status).toBe(404);
});

test("[AVATAR-1] what is no picture of one's own changes nothing", async () => {
  const before = (await shown(bob, "bob"))?.avatar;
  const try_ = (avatar: string) => outcome(put(bob, avatar));
  const anns = await ann.file(png(90, 90), { name: "hers.png" });
  expect(await try_(anns.id)).toBe("not_found");
  // also where he may read it
  await ann.link.ask("message.send", { conv, key: newKey(), kind: "image", body: { file: anns } });
  expect((await bob.get(anns.id)).status).toBe(200);
  expect(await try_(anns.id)).toBe("not_found");
  expect(await try_("0".repeat(16))).toBe("not_found");
  expect(await try_("no id")).toBe("invalid");
  const text = await bob.file(new TextEncoder().encode("<svg onload=alert(1)>"), { name: "x.svg", type: "image/png" });
  expect(await try_(text.id)).toBe("invalid");
  // its head tells of 40,000 pixels: never decoded, so no picture
  const huge = await bob.file(png(20, 20, [40_000, 40_000]), { name: "huge.png", original: true });
  expect(await try_(huge.id)).toBe("invalid");
  const pixels = new Uint8Array(Buffer.concat([png(30, 30), noise(LIMITS.avatar, "behind its end")]));
  const heavy = await bob.file(pixels, { name: "heavy.png", original: true });
  expect(await try_(heavy.id)).toBe("too_large");
  expect((await shown(bob, "bob"))?.avatar).toBe(before as never);
});

test("[AVATAR-2] the copy is upright, stands still, tells nothing, and outlives the message that held the file", async () => {
  const taken = await ann.file(await photo(900, 600), { name: "held upright.jpg", original: true });
  const { seq } = await ann.link.ask("message.send", {
    ...{ conv, key: newKey(), kind: "image" as const, body: { file: taken } },
  });
  const { avatar = "" } = (await put(ann, taken.id)).profile;
  expect(await sizeOf(avatar)).toEqual(["webp", 341, 512]);
  expect(Buffer.from(await (await look(avatar)).bytes()).includes(TELLTALE)).toBeFalse();
  await ann.link.ask("message.recall", { conv, seq, key: newKey() });
  expect((await bob.get(taken.id)).status).toBe(404);
  expect((await look(avatar)).status).toBe(200);
  // and who sees the picture may not read the file for it
  expect((await cleo.get(taken.id)).status).toBe(404);

  const moving = [movingGif(), movingPng(40, 40), await movingWebp(60, 60)];
  for (const [at, edge] of [2, 40, 60].entries()) {
    const file = await ann.file(moving[at] ?? new Uint8Array(), { name: "moves" });
    expect(file.animated).toBeTrue();
    const still = (await put(ann, file.id)).profile.avatar ?? "";
    expect([at, (await sizeOf(still))[0]]).toEqual([at, "webp"]);
    expect((await sizeOf(still))[1]).toBeLessThanOrEqual(edge);
    expect(Buffer.from(await (await look(still)).bytes()).includes("ANIM")).toBeFalse();
  }
});

test("[AVATAR-1][AVATAR-4] a group has one by its rights; the one before is gone", async () => {
  const group = await groupOf(ann.link, ["bob", "cleo"]);
  const change = (by: Sender, avatar: string | null) => by.link.ask("group.update", { conv: group, avatar });
  const bobs = await bob.file(png(80, 80), { name: "group.png" });
  expect(await outcome(change(bob, bobs.id))).toBe("forbidden");
  await ann.link.ask("group.role", { conv: group, user: "bob", role: "admin" });
  await change(bob, bobs.id);
  const { seq } = (await bob.link.ask("conversation.get", { conv: group })).conversation.last ?? { seq: 0 };
  const { kind, body } = await cleo.link.next(entryOf(group, seq));
  const first = (body as Bodies["group.updated"]).settings?.avatar ?? "";
  expect([kind, body]).toEqual(["group.updated", { settings: { avatar: first } }]);
  const settings = async (by: Sender) => {
    await settled(by.link);
    return (await by.link.ask("conversation.get", { conv: group })).conversation.settings ?? {};
  };
  expect(await settings(cleo)).toMatchObject({ avatar: first });
  const { code } = await ann.link.ask("group.link.create", { conv: group });
  expect(await ann.link.ask("group.preview", { code })).toMatchObject({ avatar: first });
  expect((await look(first)).status).toBe(200);

  // what else is set at once stays, and what was there before is let go
  const anns = await ann.file(png(81, 81), { name: "other.png" });
  await ann.link.ask("group.update", { conv: group, name: "Geese", avatar: anns.id, settings: { description: "v" } });
  const { avatar: second = "", description } = await settings(cleo);
  expect([description, second === first]).toEqual(["v", false]);
  expect([(await look(first)).status, (await look(second ?? "")).status]).toEqual([404, 200]);
  await change(ann, null);
  expect(await settings(cleo)).toMatchObject({ avatar: null, description: "v" });
  expect((await look(second ?? "")).status).toBe(404);
  expect(await ann.link.ask("group.preview", { code })).not.toHaveProperty("avatar");
  expect(await outcome(change(cleo, null))).toBe("forbidden");
});

test("[AVATAR-4] of many changes at once one is left, and erasing an account takes it along", async () => {
  const dora = await Sender.of(world, "dora");
  const files = await Promise.all([1, 2, 3, 4].map((edge) => dora.file(png(60 + edge, 60 + edge))));
  const made = await Promise.all(files.map(({ id }) => put(dora, id)));
  const found = await Promise.all(made.map(async ({ profile }) => (await look(profile.avatar ?? "")).status));
  expect(found.filter((status) => status === 200)).toHaveLength(1);
  const last = made[found.indexOf(200)]?.profile.avatar ?? "";
  // another node hears of it a moment later
  while ((await shown(ann, "dora"))?.avatar !== last) await Bun.sleep(10);
  expect((await put(dora, null)).profile).not.toHaveProperty("avatar");
  expect((await look(last)).status).toBe(404);
});

test("[AVATAR-2][AVATAR-4] the sweep leaves what is shown and takes what was", async () => {
  const clock = new HandClock();
  await using other = await World.start({}, { clock });
  const lying = (): string[] => {
    const folder = join(other.data, "files");
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((one) =>
      one.isFile() ? [one.name] : [],
    );
  };
  const post = async <R>(name: string, params: object): Promise<R> =>
    (await (await other.post(name, params, { Authorization: `Bearer ${other.token("ann")}` })).json()) as R;
  const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
    for (; !(await holds()); await new Promise(setImmediate)) clock.advance(600_000);
  };
  const used = async (): Promise<number> => (await post<Result<"file.limits">>("file.limits", {})).used;
  const one = await Sender.of(other, "ann");
  const { id } = await one.file(png(600, 600), { name: "me.png" });
  const { avatar = "" } = (await one.link.ask("account.update", { avatar: id })).profile;
  // the file goes, since no message holds it; the three sizes of the copy stay
  await until(async () => (await used()) === 0);
  await until(() => lying().length === 3);
  expect((await fetch(`${other.http}/v1/avatars/${avatar}?size=64`)).status).toBe(200);
  await post("account.update", { avatar: null });
  await until(() => lying().length === 0);
});
