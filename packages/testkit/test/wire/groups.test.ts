import { expect, test } from "bun:test";
import { type ErrorName, LIMITS } from "@skein/protocol";
import { entryOf, groupOf, heard, isEntry, newKey, outcome, settled, upTo, wholeLog, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

/** What an operator has set. */
const MOST = 1_000;

type Role = "owner" | "admin" | "member";

const rolesIn = async (link: Linked, conv: string) => {
  const { members } = await link.ask("conversation.members", { conv, limit: 200 });
  return Object.fromEntries(members.map(({ user, role }) => [user, role]));
};

test("[GROUP-1] the same key returns the same group, at once, at the same moment and after a restart", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob");
  const phone = await world.link("ann");
  const asked = { key: newKey(), name: "walkers", users: ["bob"] };
  const made = await Promise.all([ann, phone, ann, phone].map((link) => link.ask("group.create", asked)));
  const ids = new Set(made.map(({ conversation }) => conversation.id));
  expect(ids.size).toBe(1);
  const [id = ""] = ids;
  expect((await ann.ask("group.create", { ...asked, name: "runners" })).conversation).toMatchObject({
    id,
    name: "walkers",
    members: 2,
    head: 1,
  });
  await settled(bob);
  expect(heard(bob, id)).toHaveLength(1);
  expect(heard(bob, "s:bob")).toHaveLength(1);
  // a key is its maker's
  expect((await bob.ask("group.create", asked)).conversation.id).not.toBe(id);
  expect((await ann.ask("group.create", { ...asked, key: newKey() })).conversation.id).not.toBe(id);
  await world.restart();
  const back = await world.link("ann");
  expect((await back.ask("group.create", asked)).conversation).toMatchObject({ id, name: "walkers", head: 1 });
});

test("[GROUP-2][GROUP-8] whoever is added finds it in the self log, and hears the group from then on", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"], "walkers");
  await ann.ask("message.send", words(conv, "before Eve"));
  await settled(bob, eve);
  await ann.ask("group.add", { conv, users: ["eve"] });
  await ann.ask("message.send", words(conv, "hello Eve"));
  for (const link of [ann, bob, eve])
    expect(await link.next(entryOf(`s:${link.welcome.user}`))).toMatchObject({ kind: "self.joined", body: { conv } });
  await settled(ann, bob, eve);
  expect(heard(eve, conv).map(({ kind, seq }) => ({ kind, seq }))).toEqual([
    { kind: "member.added", seq: 3 },
    { kind: "text", seq: 4 },
  ]);
  expect(heard(bob, conv).map(({ seq }) => seq)).toEqual(upTo(4));
  expect((await eve.ask("conversation.get", { conv })).conversation).toMatchObject({
    name: "walkers",
    members: 3,
    role: "member",
    head: 4,
    unread: 1,
  });
  expect(await eve.ask("message.send", words(conv, "hello all"))).toMatchObject({ seq: 5 });
});

test("[GROUP-3] who was removed or left hears nothing that is committed after it, in the midst of talk", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  for (const _ of upTo(10)) {
    const conv = await groupOf(ann, ["bob", "eve"]);
    await settled(bob, eve);
    const talk = Promise.all(upTo(30).map((n) => ann.ask("message.send", words(conv, `${n}`))));
    await Promise.all([ann.ask("group.remove", { conv, user: "bob" }), eve.ask("group.leave", { conv }), talk]);
    await ann.ask("message.send", words(conv, "among ourselves"));
    await ann.ask("conversation.typing", { conv, active: true });
    await settled(bob, eve);
    const log = await wholeLog(ann, conv);
    for (const [link, kind] of [
      [bob, "member.removed"],
      [eve, "member.left"],
    ] as const) {
      const end = log.find((entry) => entry.kind === kind)?.seq ?? 0;
      const got = heard(link, conv).map(({ seq }) => seq);
      expect(got.filter((seq) => seq > end)).toEqual([]);
      expect(got).toEqual(upTo(got.length));
      expect(got.length).toBeGreaterThanOrEqual(end - 1);
      expect(
        link.frames
          .filter(isEntry)
          .filter((entry) => entry.kind === "self.left" && entry.conv === `s:${link.welcome.user}`)
          .at(-1)?.body,
      ).toEqual({ conv, reason: kind === "member.left" ? "left" : "removed" });
    }
  }
});

test("[GROUP-4] who may do what: owner and admin add and change, owners give roles, an admin removes members only", async () => {
  await using world = await World.start();
  const [ann, adm, bob] = await world.links("ann", "adm", "bob", "new", "adm2", "own2", "mem2");
  const made = async (): Promise<string> => {
    const conv = await groupOf(ann, ["adm", "bob", "adm2", "own2", "mem2"]);
    for (const [user, role] of [
      ["adm", "admin"],
      ["adm2", "admin"],
      ["own2", "owner"],
    ] as const)
      await ann.ask("group.role", { conv, user, role });
    return conv;
  };
  const may = async (act: (conv: string) => Promise<unknown>) => outcome(act(await made()));
  for (const [link, allowed] of [
    [ann, "ok"],
    [adm, "ok"],
    [bob, "forbidden"],
  ] as const) {
    expect(await may((conv) => link.ask("group.add", { conv, users: ["new"] }))).toBe(allowed);
    expect(await may((conv) => link.ask("group.update", { conv, name: "renamed", color: 2 }))).toBe(allowed);
  }
  const roles: readonly Role[] = ["owner", "admin", "member"];
  for (const [link, allowed] of [
    [ann, "ok"],
    [adm, "forbidden"],
    [bob, "forbidden"],
  ] as const) {
    for (const role of roles)
      expect(await may((conv) => link.ask("group.role", { conv, user: "mem2", role }))).toBe(allowed);
  }
  const removing: readonly [link: Linked, user: string, was: "ok" | ErrorName][] = [
    [ann, "own2", "ok"],
    [ann, "adm2", "ok"],
    [ann, "mem2", "ok"],
    [adm, "own2", "forbidden"],
    [adm, "adm2", "forbidden"],
    [adm, "mem2", "ok"],
    [bob, "mem2", "forbidden"],
    [bob, "ann", "forbidden"],
    // to go oneself is to leave
    [ann, "ann", "forbidden"],
    [ann, "new", "not_found"],
  ];
  for (const [link, user, was] of removing)
    expect({ user, was: await may((conv) => link.ask("group.remove", { conv, user })) }).toEqual({ user, was });
});

test("[GROUP-4] what was refused changed nothing, and none of it is a matter of direct talk", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"], "ours");
  const tries = [
    bob.ask("group.update", { conv, name: "mine" }),
    bob.ask("group.add", { conv, users: ["eve"] }),
    bob.ask("group.remove", { conv, user: "ann" }),
    bob.ask("group.role", { conv, user: "bob", role: "owner" }),
  ];
  expect(await Promise.all(tries.map(outcome))).toEqual(tries.map(() => "forbidden"));
  expect((await ann.ask("conversation.get", { conv })).conversation).toMatchObject({
    name: "ours",
    members: 2,
    head: 1,
  });
  expect(await rolesIn(ann, conv)).toEqual({ ann: "owner", bob: "member" });
  await ann.ask("message.send", words("d:ann:bob", "hi"));
  for (const id of ["d:ann:bob", "s:ann"]) {
    expect(await outcome(ann.ask("group.add", { conv: id, users: ["eve"] }))).toBe("not_found");
    expect(await outcome(ann.ask("group.leave", { conv: id }))).toBe("not_found");
    expect(await outcome(ann.ask("group.update", { conv: id, name: "x" }))).toBe("not_found");
    expect(await outcome(ann.ask("group.role", { conv: id, user: "ann", role: "member" }))).toBe("not_found");
  }
});

test("[GROUP-4] two owners who act on each other at once: one is first, and the other may no longer", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  for (const round of upTo(20)) {
    const conv = await groupOf(ann, ["bob", "eve"]);
    await ann.ask("group.role", { conv, user: "bob", role: "owner" });
    const act = (link: Linked, user: string) =>
      outcome(
        round % 2 === 0
          ? link.ask("group.remove", { conv, user })
          : link.ask("group.role", { conv, user, role: "member" }),
      );
    const was = await Promise.all(
      round % 3 === 0 ? [act(ann, "bob"), act(bob, "ann")] : [act(bob, "ann"), act(ann, "bob")],
    );
    expect(was.filter((one) => one === "ok")).toHaveLength(1);
    expect(was.filter((one) => one === "forbidden" || one === "not_found" || one === "conflict")).toHaveLength(1);
    const winner = (await outcome(ann.ask("group.update", { conv, name: "won" }))) === "ok" ? ann : bob;
    const owners = Object.values(await rolesIn(winner, conv)).filter((role) => role === "owner");
    expect(owners).toHaveLength(1);
  }
});

test("[GROUP-4] who loses a role in this moment does nothing with it any more", async () => {
  await using world = await World.start();
  const [ann, adm] = await world.links("ann", "adm", "bob", "eve");
  for (const _ of upTo(20)) {
    const conv = await groupOf(ann, ["adm", "bob"]);
    await ann.ask("group.role", { conv, user: "adm", role: "admin" });
    await Promise.all([
      ann.ask("group.role", { conv, user: "adm", role: "member" }),
      outcome(adm.ask("group.update", { conv, name: "still mine" })),
      outcome(adm.ask("group.remove", { conv, user: "bob" })),
      outcome(adm.ask("group.add", { conv, users: ["eve"] })),
    ]);
    const log = await wholeLog(ann, conv);
    const end = log.findLast(({ kind }) => kind === "member.role")?.seq ?? 0;
    expect(log.filter(({ from, seq }) => from === "adm" && seq > end)).toEqual([]);
  }
});

test("[GROUP-5] the last owner neither leaves nor steps down while others are there, however many try at once", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const alone = await groupOf(ann, ["bob"]);
  expect(await outcome(ann.ask("group.leave", { conv: alone }))).toBe("last_owner");
  for (const role of ["admin", "member"] as const)
    expect(await outcome(ann.ask("group.role", { conv: alone, user: "ann", role }))).toBe("last_owner");
  await bob.ask("group.leave", { conv: alone });
  // nobody is left behind, and nobody gets into what nobody looks after
  const { code } = await ann.ask("group.link.create", { conv: alone });
  expect(await outcome(ann.ask("group.leave", { conv: alone }))).toBe("ok");
  expect(await outcome(eve.ask("group.join", { code }))).toBe("ended");
  for (const _ of upTo(10)) {
    const conv = await groupOf(ann, []);
    const link = await ann.ask("group.link.create", { conv });
    const [left, joined] = await Promise.all([
      outcome(ann.ask("group.leave", { conv })),
      outcome(eve.ask("group.join", { code: link.code })),
    ]);
    expect(["ok ended", "last_owner ok"]).toContain(`${left} ${joined}`);
  }
  for (const round of upTo(20)) {
    const conv = await groupOf(ann, ["bob", "eve"]);
    for (const user of ["bob", "eve"]) await ann.ask("group.role", { conv, user, role: "owner" });
    const going = [ann, bob, eve].map((link, at) =>
      outcome(
        (at + round) % 2 === 0
          ? link.ask("group.leave", { conv })
          : link.ask("group.role", { conv, user: link.welcome.user, role: "member" }),
      ),
    );
    const was = await Promise.all(going);
    const members = [];
    for (const link of [ann, bob, eve])
      if ((await outcome(link.ask("conversation.get", { conv }))) === "ok") members.push(link);
    const [left] = members;
    // whoever is still there has an owner
    if (left) expect(Object.values(await rolesIn(left, conv))).toContain("owner");
    expect(was.every((one) => one === "ok" || one === "last_owner")).toBe(true);
  }
});

test("[GROUP-6] a hundred who add people at once fill a group to its limit and no further", async () => {
  await using world = await World.start({ limits: { groupMembers: MOST } });
  const ann = await world.link("ann");
  const adders = await Promise.all(upTo(100).map(() => world.link("adm")));
  const people = upTo(MOST + 200).map((n) => `p${n}`);
  // people come to be by their first request
  for (let at = 0; at < people.length; at += 100) {
    await Promise.all(
      people
        .slice(at, at + 100)
        .map((id) => world.post("account.get", {}, { Authorization: `Bearer ${world.token(id)}` })),
    );
  }
  const room = 40;
  const first = people.splice(0, MOST - 2 - room);
  const conv = await groupOf(ann, ["adm", ...first.splice(0, LIMITS.membersPerCall - 1)]);
  await ann.ask("group.role", { conv, user: "adm", role: "admin" });
  for (; first.length > 0; ) await ann.ask("group.add", { conv, users: first.splice(0, LIMITS.membersPerCall) });
  expect((await ann.ask("conversation.get", { conv })).conversation.members).toBe(MOST - room);
  const was = await Promise.all(
    adders.map((link, at) =>
      outcome(
        link.ask("group.add", { conv, users: [people[at] ?? "", ...(at % 4 === 0 ? [people[at + 100] ?? ""] : [])] }),
      ),
    ),
  );
  expect(new Set(was)).toEqual(new Set(["ok", "group_full"]));
  const { members } = (await ann.ask("conversation.get", { conv })).conversation;
  expect(members).toBeLessThanOrEqual(MOST);
  expect(members).toBeGreaterThan(MOST - 2);
  const added = (await wholeLog(ann, conv))
    .filter(({ kind }) => kind === "member.added")
    .flatMap(({ body }) => (body as { users: string[] }).users);
  expect(new Set(added).size).toBe(added.length);
  // its maker, those it was made with, and those who were added
  expect(members).toBe(1 + LIMITS.membersPerCall + added.length);
  // one who leaves makes room for one
  while ((await ann.ask("conversation.get", { conv })).conversation.members < MOST)
    await ann.ask("group.add", { conv, users: [people.at(-1) ?? ""] });
  expect(await outcome(ann.ask("group.add", { conv, users: [people.at(-2) ?? ""] }))).toBe("group_full");
  await ann.ask("group.remove", { conv, user: added[0] ?? "" });
  expect(await outcome(ann.ask("group.add", { conv, users: [people.at(-2) ?? "", people.at(-3) ?? ""] }))).toBe(
    "group_full",
  );
  expect(await outcome(ann.ask("group.add", { conv, users: [people.at(-2) ?? ""] }))).toBe("ok");
}, 30_000);

test("[GROUP-7] who is a member already stays as they are; one unknown person adds nobody", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"]);
  await ann.ask("group.role", { conv, user: "bob", role: "admin" });
  await bob.ask("conversation.mark", { marks: [{ conv, read: 2 }] });
  const before = await wholeLog(ann, conv);
  await ann.ask("group.add", { conv, users: ["bob", "ann", "bob"] });
  expect(await outcome(ann.ask("group.add", { conv, users: ["eve", "nobody"] }))).toBe("not_found");
  expect(await outcome(ann.ask("group.create", { key: newKey(), name: "x", users: ["eve", "nobody"] }))).toBe(
    "not_found",
  );
  expect(await wholeLog(ann, conv)).toEqual(before);
  expect(await rolesIn(ann, conv)).toEqual({ ann: "owner", bob: "admin" });
  expect((await bob.ask("conversation.get", { conv })).conversation).toMatchObject({ read: 2, role: "admin" });
  // one of them is new: only that one is added
  await ann.ask("group.add", { conv, users: ["bob", "eve", "eve"] });
  expect((await wholeLog(ann, conv)).at(-1)).toMatchObject({ kind: "member.added", body: { users: ["eve"] } });
  expect((await ann.ask("conversation.get", { conv })).conversation.members).toBe(3);
});

test("[GROUP-7] the same people added by many at once are added once", async () => {
  await using world = await World.start();
  const links = await world.links("ann", "ann", "ann", "ann", "ann");
  await world.links("eve", "zed", "kim");
  for (const _ of upTo(10)) {
    const conv = await groupOf(links[0], []);
    const was = await Promise.all(
      links.map((link, at) =>
        outcome(
          link.ask("group.add", {
            conv,
            users:
              [
                ["eve", "zed"],
                ["zed", "kim"],
                ["kim", "eve"],
              ][at % 3] ?? [],
          }),
        ),
      ),
    );
    expect(new Set(was)).toEqual(new Set(["ok"]));
    const added = (await wholeLog(links[0], conv))
      .filter(({ kind }) => kind === "member.added")
      .flatMap(({ body }) => (body as { users: string[] }).users);
    expect(added.toSorted()).toEqual(["eve", "kim", "zed"]);
  }
});
