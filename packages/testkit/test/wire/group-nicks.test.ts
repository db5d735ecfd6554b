import { expect, test } from "bun:test";
import { CLIENT_LIMITS } from "@skein/protocol";
import { groupOf, settled, upTo, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

test("[GROUP-21] a small group tells what its others call themselves in lists, deltas and reads; a large one to whoever asks", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "cho");
  const conv = await groupOf(ann, ["bob", "cho"]);
  await settled(bob);
  const away = await world.link("cho");
  const { cursor } = away.welcome;
  away.close();
  const of = async (link: typeof ann) => (await link.ask("conversation.get", { conv })).conversation.nicks;
  expect(await of(ann)).toBeUndefined();
  await bob.ask("group.nick", { conv, nick: "The baker" });
  await settled(ann);
  expect(await of(ann)).toEqual({ bob: "The baker" });
  // one's own stands in `nick`
  expect(await of(bob)).toBeUndefined();
  const listed = (await ann.ask("conversation.list", {})).conversations.find(({ id }) => id === conv);
  expect(listed?.nicks).toEqual({ bob: "The baker" });
  const back = await world.link("cho", { cursor });
  const delta = await back.next(({ type }) => type === "delta");
  expect("conversations" in delta ? delta.conversations.find(({ id }) => id === conv)?.nicks : undefined).toEqual({
    bob: "The baker",
  });
  await bob.ask("group.nick", { conv, nick: "" });
  await settled(ann);
  expect(await of(ann)).toBeUndefined();

  await bob.ask("group.nick", { conv, nick: "The baker" });
  const people = upTo(CLIENT_LIMITS.marksPushed).map((n) => `p${n}`);
  await world.links(...people);
  await ann.ask("group.add", { conv, users: people });
  await settled(ann);
  expect(await of(ann)).toBeUndefined();
  expect((await ann.ask("group.members", { conv, users: ["bob", "cho"] })).members).toEqual([
    { user: "bob", role: "member", nick: "The baker" },
    { user: "cho", role: "member" },
  ]);
  const channel = await ann.ask("group.create", { key: words(conv, "").key, name: "c", channel: true, users: ["bob"] });
  await bob.ask("group.nick", { conv: channel.conversation.id, nick: "Nobody learns it" });
  await settled(ann);
  expect((await ann.ask("conversation.get", { conv: channel.conversation.id })).conversation.nicks).toBeUndefined();
});
