import { type Client, loadRest } from "@skein/client";
import { beforeAll, expect, test } from "bun:test";
import { type SimWorld, startCore } from "../src/index.ts";
import { cutOff, device } from "./device.ts";
import { healed, type TwoAndOne, twoAndOne } from "./two-and-one.ts";

/* What one does about people and groups without a link: it shows at once, and is settled when the link is back, the same on all devices. */

beforeAll(() => loadRest());

interface Scene extends TwoAndOne {
  /** What the phone was told is not wanted. */
  readonly refused: string[];
}

async function scene(world: SimWorld): Promise<Scene> {
  const all = await twoAndOne(world);
  for (const client of [all.phone, all.desk]) client.people.person(all.bob.id);
  await world.clock.advance(1_000);
  const refused: string[] = [];
  all.phone.on("refused", ({ kind, error }) => refused.push(`${kind} ${error.name}`));
  return { ...all, refused };
}

const requests = (client: Client) => client.contacts.requests.get().map(({ from, to, state }) => [from, to, state]);
const contact = (client: Client, id: string) => client.people.person(id).get()?.contact;
const view = (client: Client, conv: string) => client.conversation(conv).view.get();

test("[CLIENT-1][CLIENT-2][FRIEND-1][REMARK-1] what is asked and said of people without a link shows at once, survives a restart, and is done on return", async () => {
  await using world = await startCore();
  const { clock } = world;
  const { ann, bob, phone, desk, his, store } = await scene(world);
  cutOff(world, "phone");
  await clock.advance(100);
  expect(await clock.settle(phone.act("contact.request", { user: bob.id, greeting: "hi" }))).toBeUndefined();
  await clock.settle(phone.act("contact.remark", { user: bob.id, remark: "Bobby" }));
  expect(requests(phone)).toEqual([[ann.id, bob.id, "open"]]);
  expect(phone.people.person(bob.id).get()?.name).toBe("Bobby");
  expect(requests(his)).toEqual([]);
  await clock.settle(phone.close());
  const again = device(world, "phone", ann, store);
  await clock.advance(5_000);
  expect(again.people.person(bob.id).get()?.name).toBe("Bobby");
  await healed(world, "phone");
  for (const client of [again, desk]) {
    expect(requests(client)).toEqual([[ann.id, bob.id, "open"]]);
    expect(contact(client, bob.id)?.remark).toBe("Bobby");
  }
  expect(requests(his)).toEqual([[ann.id, bob.id, "open"]]);
});

test("[FRIEND-2][FRIEND-3] of an answer without a link and another one elsewhere the first that the server hears stands, on all devices", async () => {
  await using world = await startCore();
  const { clock } = world;
  const { ann, bob, phone, desk, his, refused } = await scene(world);
  await clock.settle(his.act("contact.request", { user: ann.id }));
  await clock.advance(1_000);
  cutOff(world, "phone");
  await clock.advance(100);
  await clock.settle(phone.act("contact.answer", { user: bob.id, accept: true }));
  expect(contact(phone, bob.id)?.friend).toBeDefined();
  await clock.settle(desk.act("contact.answer", { user: bob.id, accept: false }));
  await healed(world, "phone");
  for (const client of [phone, desk, his]) expect(requests(client)).toEqual([[bob.id, ann.id, "refused"]]);
  for (const client of [phone, desk]) expect(contact(client, bob.id)?.friend).toBeUndefined();
  expect(refused).toEqual(["contact.answer not_found"]);
  const late = desk.act("contact.answer", { user: bob.id, accept: true }).then(
    () => "done",
    (error: { name: string }) => error.name,
  );
  expect(await clock.settle(late)).toBe("not_found");
});

test("[BLOCK-4][FRIEND-6] whom one blocks and unblocks without a link is so in that order; what was done already is no refusal", async () => {
  await using world = await startCore();
  const { clock } = world;
  const { ann, bob, phone, desk, his, refused } = await scene(world);
  await clock.settle(his.act("contact.request", { user: ann.id }));
  await clock.settle(desk.act("contact.answer", { user: bob.id, accept: true }));
  await clock.advance(1_000);
  cutOff(world, "phone");
  await clock.advance(100);
  await clock.settle(phone.act("contact.block", { user: bob.id }));
  await clock.settle(phone.act("contact.unblock", { user: bob.id }));
  await clock.settle(phone.act("contact.remove", { user: bob.id }));
  expect(contact(phone, bob.id)).toBeUndefined();
  await clock.settle(desk.act("contact.remove", { user: bob.id }));
  await healed(world, "phone");
  for (const client of [phone, desk]) expect(contact(client, bob.id)).toBeUndefined();
  expect(refused).toEqual([]);
  // the answer is lost, and it is asked again
  const asked = phone.act("contact.block", { user: bob.id });
  world.network.cable("phone").whenNext("down", '"result"', () => cutOff(world, "phone"));
  await clock.settle(asked);
  expect(contact(phone, bob.id)?.blocked).toBeDefined();
  await healed(world, "phone");
  for (const client of [phone, desk]) expect(contact(client, bob.id)?.blocked).toBeDefined();
  expect(refused).toEqual([]);
});

test("[FRIEND-4] a request that may be made tomorrow is refused today, and holds nothing else up", async () => {
  await using world = await startCore();
  const { clock } = world;
  const { ann, bob, phone, his, refused } = await scene(world);
  await clock.settle(phone.act("contact.request", { user: bob.id }));
  await clock.settle(his.act("contact.answer", { user: ann.id, accept: false }));
  await clock.advance(1_000);
  cutOff(world, "phone");
  await clock.advance(100);
  await clock.settle(phone.act("contact.request", { user: bob.id }));
  await clock.settle(phone.act("contact.remark", { user: bob.id, remark: "No" }));
  await healed(world, "phone");
  expect(refused).toEqual(["contact.request rate_limited"]);
  expect(requests(phone)).toEqual([[ann.id, bob.id, "refused"]]);
  expect(contact(phone, bob.id)?.remark).toBe("No");
});

test("[GROUP-18][GROUP-5] a group's name, one's own there and leaving wait for the link; two renames end with the later one, and the last owner stays", async () => {
  await using world = await startCore();
  const { clock } = world;
  const { bob, phone, desk, his, refused } = await scene(world);
  const making = phone.createGroup({ name: "Trip", users: [bob.id] });
  await clock.advance(1_000);
  const { id: conv } = await making;
  cutOff(world, "phone");
  await clock.advance(100);
  await clock.settle(phone.conversation(conv).update({ name: "Alps" }));
  await clock.settle(phone.act("group.nick", { conv, nick: "Captain" }));
  phone.conversation(conv).send({ text: "the Alps it is" });
  await clock.settle(desk.conversation(conv).update({ name: "Seaside" }));
  expect([view(phone, conv), view(desk, conv)]).toMatchObject([{ name: "Alps", nick: "Captain" }, { name: "Seaside" }]);
  await healed(world, "phone");
  for (const client of [phone, desk]) expect(view(client, conv)).toMatchObject({ name: "Alps", nick: "Captain" });
  expect(view(his, conv)).toMatchObject({ name: "Alps", unread: 1 });
  const kinds = (await world.server.storage.page(conv, { after: 1, limit: 9 })).entries.map(({ kind }) => kind);
  expect(kinds).toEqual(["group.updated", "group.updated", "member.nick", "text"]);

  cutOff(world, "phone");
  await clock.advance(100);
  await clock.settle(phone.conversation(conv).leave());
  expect(view(phone, conv)).toBeUndefined();
  await healed(world, "phone");
  expect(refused).toEqual(["group.leave last_owner"]);
  for (const client of [phone, desk]) expect(view(client, conv)).toMatchObject({ role: "owner", members: 2 });
});
