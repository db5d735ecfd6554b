import { asked, heard, type Section } from "../check.ts";
import { allRefused, equal, like, outcome, refused, silent } from "../expect.ts";
import { letters, newKey } from "../random.ts";
import { words } from "../stage.ts";
import { channels } from "./12-channels.ts";
import { groupDoors } from "./12-doors.ts";
import { groupRules } from "./12-rules.ts";
import { keeping } from "./12-keeping.ts";
import { mark, say, view, wholeLog } from "./talk.ts";

export const groups: Section = {
  number: 12,
  title: "Groups",
  checks: [
    asked("[GROUP-1] the same key gives the same group", async (stage) => {
      const ann = await stage.actor("ann");
      const params = { key: newKey(), name: "once", users: [stage.id("bob")] };
      const [one, two] = await Promise.all([1, 2].map(() => ann.ask("group.create", params)));
      equal(two?.conversation.id, one?.conversation.id, "the ids of two answers");
      like(one?.conversation, { name: "once", members: 2, head: 1, role: "owner" }, "the group");
    }),
    heard(
      "[GROUP-2][GROUP-8] who is added finds it in their self log, and hears from then on; nothing before is unread",
      async (stage) => {
        const [ann, bob] = await stage.links("ann", "bob");
        const conv = await stage.group(ann, []);
        await say(ann, conv, "before");
        await ann.ask("group.add", { conv, users: [bob.id] });
        await bob.kind("self.joined", (body) => body["conv"] === conv);
        like(await view(bob, conv), { unread: 0, head: 3, count: 1, readCount: 1 }, "the group as the newcomer has it");
        const seq = await say(ann, conv, "after");
        await bob.entry(conv, seq);
        like(await view(bob, conv), { unread: 1 }, "the group after the next message");
      },
    ),
    heard("[GROUP-3] who was removed hears nothing that comes after", async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      await ann.ask("group.remove", { conv, user: bob.id });
      const seq = await say(ann, conv, "behind his back");
      await cleo.entry(conv, seq);
      await bob.kind("self.left", (body) => body["conv"] === conv);
      await stage.settle(ann, bob);
      silent(bob.frames, "behind his back", "what the removed person heard");
      await refused(bob.ask("message.list", { conv }), "not_found", "the history for who was removed");
    }),
    asked("[GROUP-4] what a role may do follows from the permissions, and else from the table", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      const asOthers = async (by: typeof ann) =>
        Promise.all([
          outcome(by.ask("group.update", { conv, name: "renamed" })),
          outcome(by.ask("group.add", { conv, users: [stage.id("dan")] })),
          outcome(by.ask("group.link.create", { conv })),
          outcome(by.ask("group.announce", { conv, text: "read me" })),
          outcome(by.ask("group.mute", { conv, user: cleo.id, until: 0 })),
        ]);
      equal(await asOthers(bob), Array(5).fill("forbidden"), "what a member may do");
      await refused(
        bob.ask("group.role", { conv, user: bob.id, role: "owner" }),
        "forbidden",
        "a member makes themselves owner",
      );
      await refused(bob.ask("group.remove", { conv, user: cleo.id }), "forbidden", "a member removes another");
      await ann.ask("group.role", { conv, user: bob.id, role: "admin" });
      await stage.settle(ann);
      equal(await asOthers(bob), Array(5).fill("ok"), "what an admin may do");
      const owners = [
        bob.ask("group.role", { conv, user: cleo.id, role: "admin" }),
        bob.ask("group.remove", { conv, user: ann.id }),
        bob.ask("group.dissolve", { conv }),
        bob.ask("group.update", { conv, settings: { permissions: { info: "member" } } }),
      ];
      await allRefused(owners, "forbidden", "an admin does what is an owner's");
      await ann.ask("group.update", { conv, settings: { permissions: { info: "member" } } });
      await stage.settle(ann);
      await cleo.ask("group.update", { conv, name: "renamed by a member" });
    }),
    asked("[GROUP-5] a group with members keeps an owner", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await refused(ann.ask("group.leave", { conv }), "last_owner", "the last owner leaves");
      await refused(
        ann.ask("group.role", { conv, user: ann.id, role: "member" }),
        "last_owner",
        "the last owner steps down",
      );
      await ann.ask("group.transfer", { conv, user: bob.id });
      await ann.ask("group.leave", { conv });
      like(await view(bob, conv), { role: "owner", members: 1 }, "the group afterwards");
    }),
    asked("[GROUP-7] adding a member again changes nothing, and unknown people add nobody", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await ann.ask("group.add", { conv, users: [bob.id] });
      const users = [stage.id("cleo"), `nobody-${letters(10)}`];
      await refused(ann.ask("group.add", { conv, users }), "not_found", "somebody whom nobody knows");
      like(await view(ann, conv), { members: 2, head: 1 }, "the group after both");
    }),
    asked(
      "[GROUP-9] who is muted does not speak, react or edit, but takes back; while all are, others still react",
      async (stage) => {
        const [ann, bob] = await stage.actors("ann", "bob");
        const conv = await stage.group(ann, ["bob"]);
        const [mine, hers] = [await say(bob, conv, "while I may"), await say(ann, conv, "hers")];
        const until = 4_000_000_000_000;
        await ann.ask("group.mute", { conv, user: bob.id, until });
        await stage.settle(ann);
        const error = await refused(say(bob, conv, "x"), "muted", "a muted member speaks");
        equal(error.until, until, "until when");
        const key = newKey();
        await refused(bob.ask("message.edit", { conv, seq: mine, key, body: { text: "x" } }), "muted", "an edit");
        await refused(bob.ask("message.react", { conv, seq: hers, key, emoji: "👍", on: true }), "muted", "a reaction");
        await bob.ask("message.recall", { conv, seq: mine, key });
        await ann.ask("group.mute", { conv, user: bob.id, until: 0 });
        await ann.ask("group.update", { conv, settings: { mutedUntil: until } });
        await stage.settle(ann);
        await refused(say(bob, conv, "x"), "muted", "a member speaks while all are muted");
        await say(ann, conv, "owners may");
        await bob.ask("message.react", { conv, seq: hers, key: newKey(), emoji: "👍", on: true });
        await ann.ask("group.update", { conv, settings: { mutedUntil: 0 } });
        await stage.settle(ann);
        await say(bob, conv, "again");
      },
    ),
    asked("[GROUP-16] who has read a message is told by marks, its author left out", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      const seq = await say(ann, conv, "read me");
      await mark(bob, conv, { read: seq });
      await mark(cleo, conv, { delivered: seq });
      const readers = { read: 1, delivered: 2, of: 2, readers: [bob.id] };
      like(await ann.ask("message.readers", { conv, seq }), readers, "who has read it");
      like(await ann.ask("message.readers", { conv, seq, unread: true }), { readers: [cleo.id] }, "who has not");
    }),
    asked("[GROUP-15] members are found by name and nickname, page by page", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo", "dan"]);
      const nick = `Goose ${letters(6)}`;
      await bob.ask("group.nick", { conv, nick });
      const found = await ann.ask("group.members", { conv, query: nick.slice(2) });
      like(found.members, [{ user: bob.id, nick, role: "member" }], "who is found by a nickname");
      const all: string[] = [];
      let after: string | undefined;
      do {
        const page = await ann.ask("group.members", { conv, limit: 3, ...(after !== undefined && { after }) });
        all.push(...page.members.map(({ user }) => user));
        after = page.next;
      } while (after !== undefined);
      const people = (["ann", "bob", "cleo", "dan"] as const).map((name) => stage.id(name)).toSorted();
      equal(all, people, "the members over all pages");
      like(await view(ann, conv), { nicks: { [bob.id]: nick } }, "the nicknames in the conversation");
    }),
    asked("[GROUP-14] a group that was dissolved takes nothing more, is read on and can be left", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const seq = await say(ann, conv, "last words");
      await ann.ask("group.dissolve", { conv });
      await stage.settle(ann);
      const key = newKey();
      const late = [
        bob.ask("message.send", words(conv, "x")),
        ann.ask("message.react", { conv, seq, key, emoji: "👍", on: true }),
        ann.ask("group.add", { conv, users: [stage.id("cleo")] }),
        ann.ask("group.transfer", { conv, user: bob.id }),
      ];
      await allRefused(late, "ended", "what is done to a group that was dissolved");
      equal((await wholeLog(bob, conv)).at(-1)?.kind, "group.dissolved", "the last entry");
      for (const by of [ann, bob]) await by.ask("group.leave", { conv });
    }),
    ...groupRules,
    ...groupDoors,
    ...keeping,
    ...channels,
  ],
};
