import { afterAll, beforeAll, expect, test } from "bun:test";
import type { FileInfo } from "@skein/protocol";
import { direct, groupOf, newKey, outcome, settled, words } from "./fixture/talk.ts";
import { noise, Sender } from "./fixture/upload.ts";
import { type Linked, World } from "./fixture/world.ts";

/* What moderators do at once, on as many nodes as there are. */

let world: World;
let olga: Linked;
let adam: Linked;

beforeAll(async () => {
  world = await World.start();
  [olga, adam] = await Promise.all([moderator("Olga", "owner"), moderator("Adam", "admin")]);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** As the command line makes one. */
async function moderator(name: string, role: "owner" | "admin"): Promise<Linked> {
  const { account } = world.server;
  const id = await account.addPerson({ name, role });
  return world.link(id, { token: await account.makeToken(id, { name: "desk" }) });
}

test("[MOD-8] of two who settle different reports of one message at once the second finds it settled", async () => {
  const [ann, bob, cleo] = await world.links("ann", "bob", "cleo");
  const conv = await groupOf(ann, ["bob", "cleo"]);
  for (let round = 0; round < 8; round++) {
    const { seq } = await ann.ask("message.send", words(conv, `spam ${round}`));
    await settled(bob, cleo);
    const made = await Promise.all(
      [bob, cleo].map((by) => by.ask("report.create", { conv, seq, reason: "spam" as const })),
    );
    const [one = "", other = ""] = made.map(({ report }) => report);
    const ends = await Promise.all([
      outcome(olga.ask("report.settle", { report: one, outcome: "recalled" })),
      outcome(adam.ask("report.settle", { report: other, outcome: "dismissed" })),
    ]);
    expect(ends.toSorted()).toEqual(["conflict", "ok"]);
    const { reports } = await adam.ask("report.list", { conv, state: "closed" });
    const end = ends[0] === "ok" ? ("recalled" as const) : ("dismissed" as const);
    expect(reports.filter((report) => report.seq === seq).map((report) => report.outcome)).toEqual([end, end]);
  }
});

test("[MOD-2] lists of words that are changed at once from both ends are whole in the end", async () => {
  const listed = Array.from({ length: 200 }, (_, i) => ({ word: `word${i}`, action: "mask" as const }));
  const flagged = listed.map(({ word }) => ({ word, action: "flag" as const })).toReversed();
  for (let round = 0; round < 3; round++) {
    await Promise.all([olga.ask("word.add", { words: listed }), adam.ask("word.add", { words: flagged })]);
    const all = await olga.ask("word.list", { limit: 200 });
    expect([all.total, new Set(all.words.map(({ action }) => action)).size]).toEqual([200, 1]);
    const names = listed.map(({ word }) => word);
    await Promise.all([
      olga.ask("word.remove", { words: names }),
      adam.ask("word.remove", { words: names.toReversed() }),
    ]);
  }
  expect((await olga.ask("word.list", {})).total).toBe(0);
});

test("[MOD-3][MOD-5] what is laid upon somebody on one node holds on all, and lists page through", async () => {
  const names = ["m1", "m2", "m3"] as const;
  const links = await world.links(...names);
  for (const user of names) await olga.ask("sanction.set", { user, penalty: "mute" });
  for (const user of names) await adam.ask("sanction.set", { user, penalty: "shadow" });
  await settled(...links);
  for (const [at, link] of links.entries()) {
    const conv = direct(names[at] ?? "", "ann");
    expect(await outcome(link.ask("message.send", words(conv, "hi", newKey())))).toBe("muted");
  }
  const found: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await olga.ask("sanction.list", { limit: 2, ...(after !== undefined && { after }) });
    found.push(...page.sanctions.map(({ user, penalty }) => `${user} ${penalty}`));
    after = page.next;
    if (after === undefined) break;
  }
  expect(found).toEqual(names.flatMap((user) => [`${user} mute`, `${user} shadow`]));
});

test("[KEEP-8][OP-5] a star that meets a recall is on no message that was taken back", async () => {
  const [ann, bob] = await world.links("ann", "bob");
  const conv = await groupOf(ann, ["bob"]);
  for (let round = 0; round < 12; round++) {
    const { seq } = await ann.ask("message.send", words(conv, `a ${round}`));
    await settled(bob);
    await Promise.all([
      outcome(bob.ask("message.star", { conv, seqs: [seq], on: true })),
      ann.ask("message.recall", { conv, seq, key: newKey() }),
    ]);
  }
  await settled(ann, bob);
  expect((await bob.ask("star.list", {})).entries).toEqual([]);
});

test("[MOD-1] the name of a file is looked at as words are: refused, starred out wherever it is read, shown to moderators; so is a caption that is changed", async () => {
  const [ann, bob] = [await Sender.of(world, "ann"), await Sender.of(world, "bob")];
  const conv = direct("ann", "bob");
  const words = [
    { word: "refused", action: "refuse" as const },
    { word: "masked", action: "mask" as const },
    { word: "flagged", action: "flag" as const },
  ];
  await olga.ask("word.add", { words });
  const named = (name: string) => ann.file(noise(100, name), { name });
  const send = (file: FileInfo, caption: string, at = conv) =>
    ann.link.ask("message.send", { conv: at, key: newKey(), kind: "file", body: { file, caption } });
  const refused = await named("a refused plan.txt");
  expect(await outcome(send(refused, "look"))).toBe("words_refused");
  // whoever says of it that it is called otherwise changes nothing
  expect(await outcome(send({ ...refused, name: "harmless.txt" }, "look"))).toBe("words_refused");
  await send(refused, "for myself", direct("ann", "ann"));
  const { seq } = await send(await named("masked.txt"), "look");
  const [entry] = (await bob.link.ask("message.get", { conv, seqs: [seq] })).entries;
  if (entry?.kind !== "file") throw new Error("the message is not there");
  const { file } = entry.body;
  expect(file.name).toBe("＊＊＊＊＊＊.txt");
  expect((await bob.get(file.id)).headers.get("content-disposition")).not.toContain("masked");
  const flagged = await send(await named("flagged.txt"), "look");
  const { reports } = await olga.ask("report.list", { state: "open", conv });
  expect(reports.map((report) => [report.seq, report.words])).toEqual([[flagged.seq, "flagged"]]);
  const edit = (caption: string) => ann.link.ask("message.edit", { conv, seq, key: newKey(), body: { caption } });
  expect(await outcome(edit("refused"))).toBe("words_refused");
  await edit("masked");
  const [edited] = (await bob.link.ask("message.get", { conv, seqs: [seq] })).entries;
  expect(edited?.fold?.edited?.body).toEqual({ file, caption: "＊＊＊＊＊＊" });
  await olga.ask("word.remove", { words: words.map(({ word }) => word) });
});
