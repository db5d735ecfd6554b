import { type Client, loadRest } from "@skein/client";
import { directId } from "@skein/protocol";
import { beforeAll, expect, test } from "bun:test";
import { startCore } from "../src/index.ts";
import { cutOff, device } from "./device.ts";
import { healed, twoAndOne } from "./two-and-one.ts";

/* What a device finds when it comes back after others of the same person have kept things: each of these was once lost or came twice. */

beforeAll(() => loadRest());

const view = (client: Client, conv: string) => client.conversation(conv).view.get();

test("[KEEP-2][KEEP-7] what was kept of a talk that began while a device was away is there when it comes back", async () => {
  await using world = await startCore();
  const { ann, bob, phone, desk, his } = await twoAndOne(world);
  const conv = directId(ann.id, bob.id);
  cutOff(world, "phone");
  his.conversation(conv).send({ text: "one" });
  his.conversation(conv).send({ text: "two" });
  const vote = { question: "Well?", options: ["a", "b"], anonymous: true as const };
  his.conversation(conv).say("poll", vote);
  await world.clock.advance(1_000);
  desk.conversation(conv).keep({ pinned: 7, folders: ["work"] });
  desk.conversation(conv).star([1]);
  desk.conversation(conv).removeForMe([2]);
  desk.conversation(conv).vote(3, [1]);
  await world.clock.advance(1_000);
  await healed(world, "phone");
  expect(view(phone, conv)).toMatchObject({ pinned: 7, folders: ["work"] });
  const close = phone.conversation(conv).timeline.open();
  await world.clock.advance(1_000);
  const items = phone.conversation(conv).timeline.state.get().items;
  expect(items.map(({ seq, starred, poll }) => [seq, starred, poll?.mine])).toEqual([
    [1, true, undefined],
    [3, undefined, [1]],
  ]);
  close();
});

test("[OP-5] a star that comes when a message is taken back does not bring back on the device what it said", async () => {
  await using world = await startCore();
  const { ann, bob, phone, desk, his, store } = await twoAndOne(world);
  const conv = directId(ann.id, bob.id);
  his.conversation(conv).send({ text: "a secret" });
  his.conversation(conv).send({ text: "after it" });
  await world.clock.advance(1_000);
  // both come in the same turn, while the store is read for the one
  desk.conversation(conv).star([1]);
  his.conversation(conv).recall(1);
  await world.clock.advance(5_000);
  desk.conversation(conv).star([1]);
  await world.clock.advance(5_000);
  expect(JSON.stringify(await store.entries(conv, 1, 10))).not.toContain("secret");
  const { entries } = await world.clock.settle(phone.call("star.list", {}));
  expect(entries).toEqual([]);
  const close = phone.conversation(conv).timeline.open();
  await world.clock.advance(1_000);
  expect(
    phone
      .conversation(conv)
      .timeline.state.get()
      .items.map(({ starred }) => starred),
  ).toEqual([undefined, undefined]);
  close();
});

test("[KEEP-5] whoever cleared a group, was removed and added again while away reads what newcomers read", async () => {
  await using world = await startCore();
  const { ann, phone, his } = await twoAndOne(world);
  const making = his.createGroup({ name: "Trip", users: [ann.id] });
  await world.clock.advance(1_000);
  const { id: conv } = await making;
  his.conversation(conv).send({ text: "packed?" });
  await world.clock.advance(1_000);
  phone.conversation(conv).dismiss();
  await world.clock.advance(1_000);
  cutOff(world, "phone");
  const anew = his
    .conversation(conv)
    .remove(ann.id)
    .then(() => his.conversation(conv).add([ann.id]));
  await world.clock.advance(1_000);
  await anew;
  await healed(world, "phone");
  const close = phone.conversation(conv).timeline.open();
  await world.clock.advance(2_000);
  const { items } = phone.conversation(conv).timeline.state.get();
  expect(items.map(({ kind }) => kind)).toEqual(["group.created", "text", "member.removed", "member.added"]);
  expect(items[1]?.body).toEqual({ text: "packed?" });
  close();
});

test("[KEEP-6] a draft that a device had not saved when it stopped is saved when it starts again", async () => {
  await using world = await startCore();
  const { ann, bob, phone, desk, his, store } = await twoAndOne(world);
  const conv = directId(ann.id, bob.id);
  his.conversation(conv).send({ text: "well?" });
  await world.clock.advance(1_000);
  phone.conversation(conv).setDraft("let me thi");
  await world.clock.advance(100);
  const closing = phone.close();
  await world.clock.advance(100);
  await closing;
  await world.clock.advance(10_000);
  expect(view(desk, conv)?.draft).toBeUndefined();
  const again = device(world, "phone", ann, store);
  await world.clock.advance(10_000);
  expect([view(again, conv)?.draft, view(desk, conv)?.draft]).toEqual(["let me thi", "let me thi"]);
});
