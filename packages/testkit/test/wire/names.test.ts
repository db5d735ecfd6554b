import { expect, test } from "bun:test";
import type { WireClient } from "../../src/index.ts";
import { newKey, outcome } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

const rename = (link: WireClient, name: string) => outcome(link.ask("account.update", { name }));

test("[NAME-1][NAME-2] names with what cannot be seen are refused, for people and groups", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  for (const name of ["An\u200bn", "\u202eAnn", "\u3164", "\u2066Ann\u2069", `A${"\u0301".repeat(9)}`]) {
    expect(await ann.request("account.update", { name })).toMatchObject({ name: "invalid", path: "/name" });
    const group = { key: newKey(), name, users: [] };
    expect(await ann.request("group.create", group)).toMatchObject({ name: "invalid", path: "/name" });
  }
  expect(await rename(ann, "安 👩‍👩‍👧")).toBe("ok");
  expect((await ann.ask("account.get", {})).profile.name).toBe("安 👩‍👩‍👧");
});

test("[NAME-3] nobody takes a name that looks like another one's with other letters; the same letters may be shared", async () => {
  await using world = await World.start();
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  expect(await rename(ann, "Cora Poe")).toBe("ok");
  const imitations = ["Cоra Poe", "соrа рое", "Ｃｏｒａ  Рое", "Córa Poe"];
  for (const name of imitations.slice(0, 3)) expect([name, await rename(bob, name)]).toEqual([name, "name_imitates"]);
  expect(await rename(bob, "Córa Poe")).toBe("name_imitates");
  expect(await rename(bob, "cora poe")).toBe("ok");
  expect((await cleo.ask("user.search", { query: "cora" })).users.map(({ id }) => id)).toEqual(["ann", "bob"]);
  // two at once
  const both = await Promise.all([rename(ann, "Rosa Sax"), rename(cleo, "Rоsа Sах")]);
  expect(both.toSorted()).toEqual(["name_imitates", "ok"]);
});

test("[FIND-1] people are found by name, log-in name, and what is typed for Chinese characters", async () => {
  await using world = await World.start();
  const [ann] = await world.links("ann");
  const person = async (id: string, name: string) => {
    const token = world.token(id, { name });
    await world.link(id, { token });
  };
  await person("u1", "张伟敏");
  await person("u2", "曾国藩");
  await person("u3", "Zoë Wang");
  const found = async (query: string) => (await ann.ask("user.search", { query })).users.map(({ id }) => id);
  for (const query of ["张", "伟敏", "zhangweimin", "zhang wei", "zwm", "weimin", "wm", "ZWM"])
    expect([query, await found(query)]).toEqual([query, ["u1"]]);
  expect(await found("zeng")).toEqual(["u2"]);
  expect(await found("zoë")).toEqual(["u3"]);
  expect(await found("wang")).toEqual(["u3"]);
  for (const query of ["hangwei", "%", "_", "zm"]) expect([query, await found(query)]).toEqual([query, []]);
  expect((await ann.ask("user.get", { ids: ["u1", "u3"] })).users.map(({ pinyin }) => pinyin)).toEqual([
    "zhang wei min",
    undefined,
  ]);
});
