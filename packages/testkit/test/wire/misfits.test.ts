import { expect, test } from "bun:test";
import { COMMANDS } from "@skein/protocol/schema";
import { COMMAND_NAMES, misfits, paramsOf, sample } from "./fixture/samples.ts";
import { direct, groupOf, settled, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

test("[FRAME-9] every command with every field missing or wrong is answered with the field, and changes nothing", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = await groupOf(ann, ["bob"]);
  await ann.ask("message.send", words(direct("ann", "bob"), "before"));
  await settled(ann, bob);
  const before = { ann: ann.frames.length, bob: bob.frames.length };
  const cursor = (await ann.ask("sync.changes", {})).cursor;
  let asked = 0;
  for (const name of COMMAND_NAMES) {
    const good = sample(name, { conv, user: "bob" });
    const wrong = misfits(paramsOf(name), good);
    const answers = await Promise.all(wrong.map(({ params }) => ann.request(name, params)));
    for (const [at, answer] of answers.entries()) {
      const { params, path } = wrong[at] ?? {};
      const shown = JSON.stringify(params).slice(0, 300);
      expect({ name, shown, answer }).toMatchObject({ name, shown, answer: { type: "error", name: "invalid", path } });
      asked += 1;
    }
  }
  expect(asked).toBeGreaterThan(500);
  // nothing was written, nobody heard of anything
  await settled(ann, bob);
  expect(ann.frames.slice(before.ann).filter((frame) => frame.type === "entry" || frame.type === "event")).toEqual([]);
  expect(bob.frames.slice(before.bob).filter((frame) => frame.type === "entry" || frame.type === "event")).toEqual([]);
  expect(await ann.ask("sync.changes", { cursor })).toMatchObject({ resume: "delta", conversations: [], users: [] });
}, 60_000);

test("[FRAME-9] the samples that the wrong ones are made of are themselves good", async () => {
  await using world = await World.start();
  const ann = await world.link("ann");
  await world.link("bob");
  const conv = await groupOf(ann, ["bob"]);
  for (const name of COMMAND_NAMES) {
    if (name === "account.signout" || name === "group.leave") continue;
    const answer = await ann.request(name, sample(name, { conv, user: "bob" }));
    // the `next` of a page, and both ends of one, are looked at behind the schema
    const behind = answer.type === "error" && (answer.path === "/after" || name === "message.list");
    if (answer.type === "error" && answer.name === "invalid" && !behind)
      expect({ name, answer }).toBe({ name, answer });
    expect(COMMANDS[name].access).toBeString();
  }
});
