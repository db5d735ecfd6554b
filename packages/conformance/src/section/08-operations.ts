import { LIMITS } from "@skein/protocol";
import { asked, heard } from "../check.ts";
import { equal, like, refused, silent, span } from "../expect.ts";
import { letters, newKey } from "../random.ts";
import { words } from "../stage.ts";
import { edit, react, read, recall, say, view, wholeLog } from "./talk.ts";

export const operations = [
  asked("[OP-1] the same key again gives the first answer and changes nothing more", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const seq = await say(ann, conv, "helo");
    const change = { conv, seq, key: newKey(), body: { text: "hello" } };
    const first = await ann.ask("message.edit", change);
    const given = { conv, seq, key: newKey(), emoji: "👍", on: true };
    const liked = await bob.ask("message.react", given);
    await say(ann, conv, "meanwhile");
    equal(await ann.ask("message.edit", change), first, "the answer to an edit that is repeated");
    equal(await bob.ask("message.react", given), liked, "the answer to a reaction that is repeated");
    like(await read(ann, conv, seq), { fold: { edited: { times: 1, body: { text: "hello" } } } }, "the message");
    equal((await view(ann, conv)).head, 5, "the head after the repeats");
    await refused(
      ann.ask("message.edit", { ...change, body: { text: "other" } }),
      "key_reused",
      "the key with another body",
    );
  }),
  asked("[OP-2][OP-3] only its author edits a message, and what it said before can be read", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const first = await say(bob, conv, "what is it?");
    const seq = await say(ann, conv, "helo", { reply: { seq: first } });
    await edit(ann, conv, seq, "hello");
    await edit(ann, conv, seq, "hello!");
    await refused(edit(bob, conv, seq, "mine"), "forbidden", "an edit by somebody else");
    await refused(edit(ann, conv, seq, ""), "invalid", "an edit to nothing");
    const place = { ...words(conv, "x"), kind: "location" as const, body: { lat: 1, lon: 2 } };
    const located = await ann.ask("message.send", place);
    await refused(edit(ann, conv, located.seq, "x"), "forbidden", "an edit of a kind that is not edited");
    const { entries } = await bob.ask("message.edits", { conv, seq });
    equal(
      entries.map(({ body }) => (body as { text?: string }).text),
      ["helo", undefined, undefined],
      "the texts at first",
    );
    like(entries[2], { kind: "message.edited", ref: seq, body: { body: { text: "hello!" } } }, "the last edit");
    const now = await read(bob, conv, seq);
    like(now, { fold: { edited: { times: 2, body: { text: "hello!", reply: { seq: first } } } } }, "the message now");
  }),
  asked("[OP-4] authors take back their own, owners any, admins those of members; nobody else", async (stage) => {
    const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
    const conv = await stage.group(ann, ["bob", "cleo"]);
    await ann.ask("group.role", { conv, user: bob.id, role: "admin" });
    await stage.settle(ann);
    const by = { ann: await say(ann, conv, "a"), bob: await say(bob, conv, "b"), cleo: await say(cleo, conv, "c") };
    await refused(recall(cleo, conv, by.bob), "forbidden", "a member takes back what an admin said");
    await refused(recall(bob, conv, by.ann), "forbidden", "an admin takes back what an owner said");
    await recall(bob, conv, by.cleo);
    await recall(ann, conv, by.bob);
    await recall(ann, conv, by.ann);
    for (const seq of Object.values(by)) like(await read(cleo, conv, seq), { body: {} }, "what was taken back");
  }),
  heard("[OP-5][LOG-2] what was taken back, and what it was edited to, is told to nobody any more", async (stage) => {
    const [ann, bob] = await stage.links("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const { cursor } = await bob.ask("sync.changes", {});
    const secret = letters(12);
    const seq = await say(ann, conv, `the ${secret}`);
    await edit(ann, conv, seq, `the other ${secret}`);
    const after = await say(bob, conv, "as I answered", { reply: { seq } });
    await recall(ann, conv, seq);
    await bob.box.find(
      (frame) => frame.type === "entry" && frame.conv === conv && frame.kind === "message.recalled",
      "the recall",
    );
    const later = await stage.link("bob", { cursor });
    if (later.welcome.resume === "delta") await later.box.find(({ type }) => type === "delta", "a delta");
    const told = [
      await wholeLog(bob, conv),
      await bob.ask("message.get", { conv, seqs: [seq, after] }),
      await bob.ask("message.edits", { conv, seq }),
      await bob.ask("sync.changes", { cursor }),
      await bob.ask("conversation.list", { limit: 3 }),
      later.frames,
    ];
    silent(told, secret, "what is told after a recall");
    like(await read(bob, conv, seq), { fold: { recalled: { by: ann.id } } }, "the message that was taken back");
  }),
  asked(
    "[OP-6][OP-9] nothing is done to what was taken back; its own key still gives its first answer",
    async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const sent = words(conv, "gone soon");
      const first = await ann.ask("message.send", sent);
      const { seq } = first;
      await recall(ann, conv, seq);
      await refused(recall(ann, conv, seq), "recalled", "a second recall");
      await refused(edit(ann, conv, seq, "x"), "recalled", "an edit");
      await refused(react(bob, conv, seq, "👍"), "recalled", "a reaction");
      equal(await ann.ask("message.send", sent), first, "the answer to the send that is repeated");
    },
  ),
  asked("[OP-7][OP-10] each person counts once for each emoji, in the order in which they reacted", async (stage) => {
    const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
    const conv = await stage.group(ann, ["bob", "cleo"]);
    const seq = await say(ann, conv, "like it?");
    for (const by of [bob, ann, cleo, bob]) await react(by, conv, seq, "👍");
    await react(cleo, conv, seq, "❤️");
    await react(cleo, conv, seq, "👍", false);
    await react(ann, conv, seq, "🎉", false);
    const { head } = await view(ann, conv);
    equal(head, seq + 5, "the head: what changed nothing is no entry");
    const reactions = [
      { emoji: "👍", count: 2 },
      { emoji: "❤️", count: 1 },
    ];
    like((await read(ann, conv, seq)).fold?.reactions, reactions, "the reactions");
    const { reactors } = await ann.ask("message.reactors", { conv, seq });
    equal(
      reactors.map(({ user }) => user),
      [bob.id, ann.id, cleo.id],
      "who reacted, in order",
    );
    for (const emoji of ["🎉", "😀"]) await react(cleo, conv, seq, emoji);
    const [fourth] = ["🙏"];
    await refused(react(cleo, conv, seq, fourth ?? ""), "too_many", `more than ${LIMITS.reactionsOfOne} emoji of one`);
  }),
  asked("[OP-8] what is done to what is no message, or is not there, is not found", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    for (const seq of [1, 99]) {
      await refused(react(ann, conv, seq, "👍"), "not_found", "a reaction");
      await refused(edit(ann, conv, seq, "x"), "not_found", "an edit");
      await refused(recall(ann, conv, seq), "not_found", "a recall");
    }
    equal(
      (await wholeLog(ann, conv)).map(({ seq }) => seq),
      span(1, 1),
      "the log after them",
    );
  }),
];
