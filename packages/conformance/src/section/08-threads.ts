import { asked, heard } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { mark, read, recall, say, view } from "./talk.ts";

export const threads = [
  asked("[THREAD-1][THREAD-3] a reply in a thread counts in the thread and not in the conversation", async (stage) => {
    const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
    const conv = await stage.group(ann, ["bob", "cleo"]);
    const root = await say(ann, conv, "what about lunch?");
    await mark(cleo, conv, { read: root });
    const replies = [
      await say(bob, conv, "yes", { thread: { root } }),
      await say(ann, conv, "good", { thread: { root } }),
    ];
    const seen = await view(cleo, conv);
    like(
      seen,
      { unread: 0, read: root, head: replies[1], last: { seq: root } },
      "the conversation of who said nothing",
    );
    const last = replies[1];
    like((await read(cleo, conv, root)).fold?.thread, { replies: 2, last, users: [bob.id, ann.id] }, "the root's fold");
    like(await read(cleo, conv, replies[0] ?? 0), { ref: root }, "a reply");
    await recall(bob, conv, replies[0] ?? 0);
    like((await read(cleo, conv, root)).fold?.thread, { replies: 2 }, "the replies after one was taken back");
  }),
  asked(
    "[THREAD-2] a thread begins at a message that may be read, is no reply itself and was not taken back",
    async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      const root = await say(ann, conv, "root");
      const reply = await say(ann, conv, "reply", { thread: { root } });
      const gone = await say(ann, conv, "gone");
      await recall(ann, conv, gone);
      const to = (at: number) => say(ann, conv, "x", { thread: { root: at } });
      await refused(to(99), "not_found", "a root that is not there");
      await refused(to(1), "not_found", "a root that is no message");
      await refused(to(reply), "invalid", "a root that is a reply");
      await refused(to(gone), "recalled", "a root that was taken back");
    },
  ),
  asked("[THREAD-4] thread.list has the replies, ascending, page by page", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const root = await say(ann, conv, "root");
    const replies: number[] = [];
    for (const text of ["a", "b", "c", "d"]) {
      await say(ann, conv, "between");
      replies.push(await say(bob, conv, text, { thread: { root } }));
    }
    const page = async (range: object) => {
      const { entries, root: first } = await ann.ask("thread.list", { conv, root, ...range });
      equal(first.seq, root, "the root in a page");
      return entries.map(({ seq }) => seq);
    };
    equal(await page({}), replies, "all replies");
    equal(await page({ limit: 2 }), replies.slice(2), "the newest two");
    equal(await page({ before: replies[2], limit: 1 }), [replies[1]], "the one before a reply");
    equal(await page({ after: replies[1], limit: 1 }), [replies[2]], "the one after a reply");
  }),
  asked("[THREAD-5] author, who replies and who is mentioned follow a thread, until they end that", async (stage) => {
    const [ann, bob, cleo, dan] = await stage.actors("ann", "bob", "cleo", "dan");
    const conv = await stage.group(ann, ["bob", "cleo", "dan"]);
    const root = await say(ann, conv, "root");
    await say(bob, conv, "@Cleo?", { thread: { root }, mentions: { users: [cleo.id] } });
    const own = async (by: typeof ann) => {
      const { threads: mine } = await by.ask("thread.mine", { limit: 50 });
      return mine.find((one) => one.conv === conv);
    };
    like(await own(ann), { unread: 1, followed: true, replies: 1 }, "the thread of its author");
    like(await own(cleo), { unread: 1, followed: true }, "the thread of who was mentioned");
    like(await own(bob), { unread: 0, followed: true }, "the thread of who replied");
    equal(await own(dan), undefined, "the thread of who did nothing");
    await ann.ask("thread.follow", { conv, root, on: false });
    equal(await own(ann), undefined, "the thread of its author who no longer follows");
    await dan.ask("thread.follow", { conv, root, on: true });
    like(await own(dan), { followed: true }, "the thread of who follows by hand");
    await say(cleo, conv, "yes", { thread: { root } });
    like(await own(cleo), { unread: 0 }, "the thread after an own reply");
  }),
  heard("[THREAD-6] reading on in a thread and following it is told to one's own devices alone", async (stage) => {
    const [ann, bob, phone] = await stage.links("ann", "bob", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const root = await say(ann, conv, "root");
    await bob.ask("thread.follow", { conv, root, on: true });
    const seq = await say(ann, conv, "reply", { thread: { root } });
    await bob.ask("thread.mark", { conv, root, read: seq });
    const is = (body: Record<string, unknown>) => body["conv"] === conv && body["read"] === seq;
    for (const link of [bob, phone])
      like(await link.kind("self.thread", is), { body: { root, followed: true } }, "self.thread");
    await stage.settle(bob, ann);
    const told = ann.frames.filter(
      (frame) => frame.type === "entry" && frame.kind === "self.thread" && frame.from === bob.id,
    );
    equal(told, [], "what the other heard of it");
  }),
];
