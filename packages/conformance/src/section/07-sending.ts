import { asked, heard, type Section } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { letters } from "../random.ts";
import { words } from "../stage.ts";
import { read, say, view, wholeLog } from "./talk.ts";

export const sending: Section = {
  number: 7,
  title: "Sending",
  checks: [
    asked(
      "[SEND-1] what was acknowledged is in the log, at the place that was acknowledged, for whoever reads it next",
      async (stage) => {
        const [ann, bob] = await stage.actors("ann", "bob");
        const conv = await stage.group(ann, ["bob"]);
        for (const text of ["one", "two", "three"]) {
          const sent = words(conv, text);
          const { seq, at, count } = await ann.ask("message.send", sent);
          const { entries, head } = await bob.ask("message.list", { conv, limit: 1 });
          equal(head, seq, "the head after the answer");
          like(entries, [{ seq, at, count, key: sent.key, from: ann.id, body: sent.body }], "the newest entry");
        }
      },
    ),
    asked(
      "[SEND-2] the same key with the same content gives the first answer again and writes nothing",
      async (stage) => {
        const [ann, again] = await stage.actors("ann", "ann");
        const conv = await stage.group(ann, ["bob"]);
        const sent = words(conv, "once");
        const first = await ann.ask("message.send", sent);
        await say(ann, conv, "something else");
        for (const by of [ann, again, ann]) equal(await by.ask("message.send", sent), first, "the answer to a repeat");
        const both = await Promise.all(
          [ann, again].map((by) => by.ask("message.send", { ...sent, key: `${sent.key}-2` })),
        );
        equal(both[0], both[1], "the answers to one key, sent twice at once");
        equal((await view(ann, conv)).head, 4, "the head after all of them");
      },
    ),
    asked("[SEND-2] also after its sender was removed", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const sent = words(conv, "before I had to go");
      const first = await bob.ask("message.send", sent);
      await ann.ask("group.remove", { conv, user: bob.id });
      equal(await bob.ask("message.send", sent), first, "the answer to a repeat");
    }),
    asked("[SEND-3][SEND-4] the same key with another content is refused and writes nothing", async (stage) => {
      const [ann] = await stage.actors("ann");
      const conv = await stage.group(ann, []);
      const sent = words(conv, "this");
      const { seq } = await ann.ask("message.send", sent);
      await refused(ann.ask("message.send", { ...sent, body: { text: "that" } }), "key_reused", "another text");
      const { entries, head } = await ann.ask("message.list", { conv, limit: 1 });
      equal(head, seq, "the head after it");
      like(entries, [{ body: { text: "this" } }], "what stands there");
    }),
    heard("[SEND-4] a send that is answered with an error leaves no entry and comes to nobody", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await refused(ann.ask("message.send", words(conv, "")), "invalid", "an empty text");
      await refused(ann.ask("message.send", words(conv, "x".repeat(10_001))), "invalid", "a text that is too long");
      await refused(ann.ask("message.send", words(`g:${letters(12)}`, "x")), "not_found", "no such conversation");
      equal(await say(ann, conv, "good"), 2, "the place of the next good one");
      await bob.entry(conv, 2);
      equal(
        bob.heard(conv).map(({ seq }) => seq),
        [1, 2],
        "what the other heard",
      );
    }),
    asked("[SEND-5] who was removed, or left, sends no more", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      await ann.ask("group.remove", { conv, user: bob.id });
      await cleo.ask("group.leave", { conv });
      for (const by of [bob, cleo])
        await refused(by.ask("message.send", words(conv, "still here?")), "not_found", "a send of who is out");
      const texts = (await wholeLog(ann, conv)).filter(({ kind }) => kind === "text");
      equal(texts, [], "the messages in the log");
    }),
    asked("[SEND-6] what one says oneself one has read", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await say(ann, conv, "one");
      const seq = await say(bob, conv, "two");
      like(await view(bob, conv), { read: seq, delivered: seq, unread: 0 }, "the conversation as its sender has it");
      like(await view(ann, conv), { unread: 1 }, "the conversation as the other has it");
    }),
    asked("[SEND-7] a body is checked by its kind, and only what the kind names is kept", async (stage) => {
      const [ann] = await stage.actors("ann");
      const conv = await stage.group(ann, []);
      const send = (kind: string, body: object) => ann.request("message.send", { ...words(conv, "x"), kind, body });
      const wrong: readonly (readonly [kind: string, body: object, path: string])[] = [
        ["text", {}, "/body/text"],
        ["text", { text: 5 }, "/body/text"],
        ["location", { lat: 1 }, "/body/lon"],
        ["sticker", { set: "geese", id: "NO SUCH ID" }, "/body/id"],
        ["poll", { question: "which?", options: ["one"] }, "/body/options"],
        ["text", { text: "x", reply: { seq: "1" } }, "/body/reply/seq"],
      ];
      for (const [kind, body, path] of wrong)
        like(await send(kind, body), { name: "invalid", path }, `a ${kind} of ${JSON.stringify(body)}`);
      const { seq } = await ann.ask("message.send", { ...words(conv, "x"), body: { text: "x", more: 1 } as never });
      equal((await read(ann, conv, seq)).body, { text: "x" }, "the body that is kept");
    }),
    asked("[SEND-8] an answer names a message that its sender may read", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const seq = await say(ann, conv, "well?");
      const answer = await say(bob, conv, "well!", { reply: { seq } });
      like(await read(ann, conv, answer), { body: { reply: { seq } } }, "the answer");
      await refused(say(bob, conv, "x", { reply: { seq: 99 } }), "not_found", "an answer to nothing");
    }),
  ],
};
