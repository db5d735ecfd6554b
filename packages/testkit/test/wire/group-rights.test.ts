import { expect, test } from "bun:test";
import { GROUP_RIGHTS, type GroupRight, mayInGroup, ROLE_RANK, type RoleInGroup } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { groupOf, heard, newKey, outcome, settled, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

const ROLES = ["owner", "admin", "member"] as const;
const RIGHTS = Object.keys(GROUP_RIGHTS) as GroupRight[];

interface Stage {
  readonly conv: string;
  /** A member on whom it is done. */
  readonly target: string;
}

/** One command for each thing that a right or a role allows. */
const ACTS: Record<
  string,
  { readonly needs: GroupRight | "owner"; readonly run: (link: Linked, stage: Stage) => Promise<unknown> }
> = {
  send: { needs: "send", run: (link, { conv }) => link.ask("message.send", words(conv, "hello")) },
  name: { needs: "info", run: (link, { conv }) => link.ask("group.update", { conv, name: "n" }) },
  color: { needs: "info", run: (link, { conv }) => link.ask("group.update", { conv, color: 2 }) },
  describe: {
    needs: "info",
    run: (link, { conv }) => link.ask("group.update", { conv, settings: { description: "d" } }),
  },
  slow: { needs: "rules", run: (link, { conv }) => link.ask("group.update", { conv, settings: { slow: 0 } }) },
  history: { needs: "rules", run: (link, { conv }) => link.ask("group.update", { conv, settings: { history: 5 } }) },
  muteAll: { needs: "mute", run: (link, { conv }) => link.ask("group.update", { conv, settings: { mutedUntil: 1 } }) },
  permit: {
    needs: "owner",
    run: (link, { conv }) => link.ask("group.update", { conv, settings: { permissions: {} } }),
  },
  add: { needs: "add", run: (link, { conv }) => link.ask("group.add", { conv, users: ["new"] }) },
  role: {
    needs: "owner",
    run: (link, { conv, target }) => link.ask("group.role", { conv, user: target, role: "admin" }),
  },
  transfer: { needs: "owner", run: (link, { conv, target }) => link.ask("group.transfer", { conv, user: target }) },
  dissolve: { needs: "owner", run: (link, { conv }) => link.ask("group.dissolve", { conv }) },
  unban: { needs: "remove", run: (link, { conv }) => link.ask("group.unban", { conv, user: "new" }) },
  bans: { needs: "remove", run: (link, { conv }) => link.ask("group.bans", { conv }) },
  announce: { needs: "announce", run: (link, { conv }) => link.ask("group.announce", { conv, text: "read me" }) },
  readers: { needs: "announce", run: (link, { conv }) => link.ask("group.announcement.readers", { conv }) },
  link: { needs: "invite", run: (link, { conv }) => link.ask("group.link.create", { conv }) },
  links: { needs: "invite", run: (link, { conv }) => link.ask("group.link.list", { conv }) },
  requests: { needs: "approve", run: (link, { conv }) => link.ask("group.requests", { conv }) },
  nick: { needs: "nick", run: (link, { conv }) => link.ask("group.nick", { conv, nick: "Nick" }) },
};

test("[GROUP-4] every command of groups by every role and permission: the table of rights, and nothing beside it", async () => {
  await using world = await World.start();
  const [own, adm, mem, eve] = await world.links("own", "adm", "mem", "eve", "new", "tom");
  const links: Record<RoleInGroup, Linked> = { owner: own, admin: adm, member: mem };
  for (const [name, { needs, run }] of Object.entries(ACTS)) {
    const settings = needs === "owner" ? [undefined] : [undefined, ...ROLES];
    for (const from of settings) {
      for (const role of ROLES) {
        const conv = await groupOf(own, ["adm", "mem", "tom"]);
        await own.ask("group.role", { conv, user: "adm", role: "admin" });
        const permissions = from && needs !== "owner" ? { [needs]: from } : undefined;
        if (permissions) await own.ask("group.update", { conv, settings: { permissions } });
        const allowed = needs === "owner" ? role === "owner" : mayInGroup(permissions, role, needs);
        // who may not speak is told that they are muted
        const no = name === "send" ? "muted" : "forbidden";
        await settled(own);
        const was = await outcome(run(links[role], { conv, target: "tom" }));
        expect({ name, from, role, was }).toEqual({ name, from, role, was: allowed ? "ok" : no });
      }
    }
    const conv = await groupOf(own, ["tom"]);
    expect({ name, was: await outcome(run(eve, { conv, target: "tom" })) }).toEqual({ name, was: "not_found" });
  }
}, 60_000);

test("[GROUP-4] whom one may remove, ban and mute: owners anyone, others those below them, nobody themselves", async () => {
  await using world = await World.start();
  const [own, adm, mem] = await world.links("own", "adm", "mem", "own2", "adm2", "mem2");
  const links: Record<RoleInGroup, Linked> = { owner: own, admin: adm, member: mem };
  const acts = {
    remove: (link: Linked, conv: string, user: string) => link.ask("group.remove", { conv, user }),
    ban: (link: Linked, conv: string, user: string) => link.ask("group.ban", { conv, user }),
    mute: (link: Linked, conv: string, user: string) => link.ask("group.mute", { conv, user, until: 9e15 }),
  };
  for (const [name, act] of Object.entries(acts)) {
    for (const permitted of [false, true]) {
      for (const role of ROLES) {
        for (const [user, theirs] of [
          ["own2", "owner"],
          ["adm2", "admin"],
          ["mem2", "member"],
        ] as const) {
          const conv = await groupOf(own, ["adm", "mem", "own2", "adm2", "mem2"]);
          for (const [one, as] of [
            ["adm", "admin"],
            ["adm2", "admin"],
            ["own2", "owner"],
          ] as const)
            await own.ask("group.role", { conv, user: one, role: as });
          const permissions = { remove: "member", mute: "member" } as const;
          if (permitted) await own.ask("group.update", { conv, settings: { permissions } });
          const allowed = role === "owner" || (ROLE_RANK[theirs] < ROLE_RANK[role] && (permitted || role === "admin"));
          const was = await outcome(act(links[role], conv, user));
          expect({ name, permitted, role, theirs, was }).toEqual({
            name,
            permitted,
            role,
            theirs,
            was: allowed ? "ok" : "forbidden",
          });
        }
      }
    }
    expect(await outcome(act(own, await groupOf(own, ["mem"]), "own"))).toBe("forbidden");
  }
  expect(RIGHTS.length).toBe(12);
}, 60_000);

test("[GROUP-9] a muted member is refused with `until`, and speaks again when the clock says so; all can be muted, admins speak on", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: { interval: 86_400_000 } }, { clock });
  const [ann, adm, bob, eve] = await world.links("ann", "adm", "bob", "eve");
  const conv = await groupOf(ann, ["adm", "bob", "eve"]);
  await ann.ask("group.role", { conv, user: "adm", role: "admin" });
  const until = clock.now() + 60_000;
  await adm.ask("group.mute", { conv, user: "bob", until });
  await settled(ann);
  const refused = await bob.request("message.send", words(conv, "may I?"));
  expect(refused).toMatchObject({ name: "muted", until });
  expect((await bob.ask("conversation.get", { conv })).conversation.mutedUntil).toBe(until);
  expect(await outcome(eve.ask("message.send", words(conv, "I may")))).toBe("ok");
  expect((await ann.ask("group.members", { conv, muted: true })).members).toEqual([
    { user: "bob", role: "member", mutedUntil: until },
  ]);
  clock.advance(60_000);
  expect(await outcome(bob.ask("message.send", words(conv, "again")))).toBe("ok");
  // for all; whoever looks after the group speaks on
  await adm.ask("group.update", { conv, settings: { mutedUntil: clock.now() + 5_000 } });
  await settled(ann);
  expect(await outcome(bob.ask("message.send", words(conv, "x")))).toBe("muted");
  expect(await outcome(adm.ask("message.send", words(conv, "quiet please")))).toBe("ok");
  await adm.ask("group.update", { conv, settings: { mutedUntil: 0 } });
  await settled(ann);
  expect(await outcome(bob.ask("message.send", words(conv, "thanks")))).toBe("ok");
  // lifted early, and kept over a restart
  await adm.ask("group.mute", { conv, user: "eve", until: clock.now() + 9e9 });
  await world.restart();
  const [again, back] = await world.links("eve", "adm");
  expect(await outcome(again.ask("message.send", words(conv, "x")))).toBe("muted");
  await back.ask("group.mute", { conv, user: "eve", until: 0 });
  await settled(back);
  expect(await outcome(again.ask("message.send", words(conv, "x")))).toBe("ok");
});

test("[GROUP-10][ERR-2] slow mode: one message in so many seconds of each member, also where two come at once; `after` tells how long", async () => {
  const clock = new HandClock();
  await using world = await World.start({ heartbeat: { interval: 86_400_000 } }, { clock });
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const tablet = await world.link("bob");
  const conv = await groupOf(ann, ["bob", "eve"]);
  await ann.ask("group.update", { conv, settings: { slow: 30 } });
  await settled(ann);
  const was = await Promise.all(
    [bob, tablet, bob, tablet].map((link, at) => outcome(link.ask("message.send", words(conv, `${at}`)))),
  );
  expect(was.toSorted()).toEqual(["ok", "rate_limited", "rate_limited", "rate_limited"]);
  clock.advance(10_000);
  expect(await bob.request("message.send", words(conv, "soon"))).toMatchObject({ name: "rate_limited", after: 20_000 });
  expect(await outcome(eve.ask("message.send", words(conv, "mine")))).toBe("ok");
  for (const text of ["an owner", "is never slow"]) await ann.ask("message.send", words(conv, text));
  clock.advance(20_000);
  const key = newKey();
  const sent = await bob.ask("message.send", words(conv, "now", key));
  clock.advance(30_000);
  expect(await bob.ask("message.send", words(conv, "now", key))).toEqual(sent);
});

test("[GROUP-5] two admins and two owners who demote each other at once; transfer leaves exactly one in their place", async () => {
  await using world = await World.start();
  const [ann, bob] = await world.links("ann", "bob", "eve");
  const rolesOf = async (conv: string) =>
    Object.fromEntries((await ann.ask("group.members", { conv })).members.map(({ user, role }) => [user, role]));
  for (let turn = 0; turn < 10; turn++) {
    const conv = await groupOf(ann, ["bob", "eve"]);
    await ann.ask("group.role", { conv, user: "bob", role: "owner" });
    const was = await Promise.all([
      outcome(ann.ask("group.role", { conv, user: "bob", role: "member" })),
      outcome(bob.ask("group.role", { conv, user: "ann", role: "member" })),
    ]);
    expect(was.toSorted()).toEqual(["forbidden", "ok"]);
    expect(Object.values(await rolesOf(conv)).filter((role) => role === "owner")).toHaveLength(1);
  }
  const conv = await groupOf(ann, ["bob", "eve"]);
  await Promise.all([
    outcome(ann.ask("group.transfer", { conv, user: "bob" })),
    outcome(ann.ask("group.transfer", { conv, user: "eve" })),
  ]);
  const roles = await rolesOf(conv);
  expect(roles["ann"]).toBe("admin");
  expect(Object.values(roles).filter((role) => role === "owner")).toHaveLength(1);
});

test("[GROUP-14] a group that was dissolved can be read and left, and takes nothing more", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const conv = await groupOf(ann, ["bob"]);
  await bob.ask("message.send", words(conv, "the last word"));
  const { code } = await ann.ask("group.link.create", { conv });
  await ann.ask("group.dissolve", { conv });
  await settled(ann, bob);
  expect(heard(bob, conv).at(-1)).toMatchObject({ kind: "group.dissolved", from: "ann" });
  for (const act of [
    () => ann.ask("message.send", words(conv, "x")),
    () => ann.ask("group.add", { conv, users: ["eve"] }),
    () => ann.ask("group.update", { conv, name: "x" }),
    () => ann.ask("group.dissolve", { conv }),
    () => ann.ask("group.link.create", { conv }),
    () => bob.ask("group.nick", { conv, nick: "B" }),
    () => eve.ask("group.join", { code }),
    () => eve.ask("group.preview", { code }),
  ])
    expect(await outcome(act())).toBe("ended");
  expect((await bob.ask("message.list", { conv })).entries.map(({ kind }) => kind)).toContain("text");
  expect((await bob.ask("conversation.get", { conv })).conversation.settings?.dissolved).toBeGreaterThan(0);
  // the last owner too, while others are there still
  expect(await outcome(ann.ask("group.leave", { conv }))).toBe("ok");
  expect(await outcome(bob.ask("group.leave", { conv }))).toBe("ok");
});

test("[GROUP-18] settings are merged: two who change different ones at once both succeed, and permissions right by right", async () => {
  await using world = await World.start();
  const [ann, adm] = await world.links("ann", "adm");
  const conv = await groupOf(ann, ["adm"]);
  await ann.ask("group.role", { conv, user: "adm", role: "admin" });
  await Promise.all([
    ann.ask("group.update", { conv, settings: { description: "for walkers" } }),
    adm.ask("group.update", { conv, settings: { slow: 5 } }),
    ann.ask("group.update", { conv, settings: { permissions: { add: "member" } } }),
    ann.ask("group.update", { conv, settings: { permissions: { pin: "member" } } }),
    adm.ask("group.announce", { conv, text: "Sunday, nine o'clock" }),
  ]);
  await settled(adm);
  const { settings } = (await adm.ask("conversation.get", { conv })).conversation;
  expect(settings).toMatchObject({
    description: "for walkers",
    slow: 5,
    permissions: { add: "member", pin: "member" },
  });
  expect(settings?.announcement).toMatchObject({ text: "Sunday, nine o'clock", by: "adm" });
  await world.restart();
  expect((await (await world.link("adm")).ask("conversation.get", { conv })).conversation.settings).toEqual(settings);
});
