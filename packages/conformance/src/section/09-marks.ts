import { asked, heard, type Section } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { mark, say, view } from "./talk.ts";

export const marks: Section = {
  number: 9,
  title: "Marks and unread",
  checks: [
    asked(
      "[MARK-1][MARK-2] marks move forwards and not beyond the head, and what was read was delivered",
      async (stage) => {
        const [ann, bob] = await stage.actors("ann", "bob");
        const conv = await stage.group(ann, ["bob"]);
        for (const text of ["2", "3", "4", "5"]) await say(ann, conv, text);
        const steps: readonly (readonly [marks: { read?: number; delivered?: number }, then: object])[] = [
          [{ delivered: 3 }, { delivered: 3 }],
          [{ read: 4 }, { read: 4, delivered: 4 }],
          [
            { read: 2, delivered: 1 },
            { read: 4, delivered: 4 },
          ],
          [{ read: 5_000 }, { read: 5, delivered: 5 }],
        ];
        for (const [moved, then] of steps) {
          await mark(bob, conv, moved);
          like(await view(bob, conv), then, `the marks after ${JSON.stringify(moved)}`);
        }
        const foreign = await stage.group(ann, []);
        const both = {
          marks: [
            { conv, read: 5 },
            { conv: foreign, read: 1 },
          ],
        };
        await refused(
          bob.ask("conversation.mark", both),
          "not_found",
          "a mark in a conversation that is not one's own",
        );
      },
    ),
    asked("[MARK-3] unread is what counts since one's own mark", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob"]);
      const unread = async (by: typeof ann) => {
        const one = await view(by, conv);
        equal(one.unread, one.count - one.readCount, "unread, and its formula");
        const { conversations } = await by.ask("conversation.list", { limit: 20 });
        equal(conversations.find(({ id }) => id === conv)?.unread, one.unread, "unread in the list");
        return one.unread;
      };
      equal(await unread(bob), 0, "unread in a new group");
      const one = await say(ann, conv, "one");
      await ann.ask("group.update", { conv, name: "a notice does not count" });
      const two = await say(ann, conv, "two");
      equal(await unread(bob), 2, "unread after two messages and a notice");
      equal(await unread(ann), 0, "unread of who said them");
      await mark(bob, conv, { read: one });
      equal(await unread(bob), 1, "unread after the first was read");
      await ann.ask("group.add", { conv, users: [cleo.id] });
      equal(await unread(cleo), 0, "unread of a newcomer");
      await say(bob, conv, "three");
      equal(await unread(bob), 0, "unread of who spoke last");
      equal(two > one && (await unread(cleo)) === 1, true, "unread of the newcomer, then");
    }),
    heard(
      "[MARK-4][MARK-5] a mark is told to all links of the person, with its count, and to the members, without",
      async (stage) => {
        const [ann, bob, phone, eve] = await stage.links("ann", "bob", "bob", "eve");
        const conv = await stage.group(ann, ["bob"]);
        const seq = await say(ann, conv, "one");
        await bob.entry(conv, seq);
        await mark(bob, conv, { read: seq });
        const is = (data: { conv: string; user: string }) => data.conv === conv && data.user === bob.id;
        for (const link of [bob, phone])
          like(await link.event("mark", is), { read: seq, delivered: seq, readCount: 1 }, "one's own mark");
        const told = await ann.event("mark", is);
        like(told, { read: seq, delivered: seq }, "the mark of somebody else");
        equal("readCount" in told, false, "whether it has a count");
        await eve.ask("account.get", {});
        equal(eve.events("mark"), [], "what a stranger heard of it");
        like(await view(ann, conv), { marks: [{ user: bob.id, read: seq, delivered: seq }] }, "the marks in the list");
      },
    ),
  ],
};
