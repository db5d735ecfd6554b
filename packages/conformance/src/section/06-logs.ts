import { directId } from "@skein/protocol";
import { asked, heard, type Section } from "../check.ts";
import { equal, Failure, holds, like, outcome, refused, span } from "../expect.ts";
import { newKey } from "../random.ts";
import { words } from "../stage.ts";
import { say, view, wholeLog } from "./talk.ts";

export const logs: Section = {
  number: 6,
  title: "Conversations and logs",
  checks: [
    asked("[LOG-1] places are 1, 2, 3 … without a hole, in the order of the answers, whoever writes", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      for (const [at, by] of [ann, bob, cleo, bob, ann].entries()) equal(await say(by, conv, "x"), at + 2, "the place");
      const sends = [ann, bob, cleo, ann, bob, cleo].map((by) => say(by, conv, "at once"));
      const seqs = (await Promise.all(sends)).toSorted((a, b) => a - b);
      equal(seqs, span(7, 12), "the places of six messages sent at once");
      equal(
        (await wholeLog(ann, conv)).map(({ seq }) => seq),
        span(1, 12),
        "the places in the history",
      );
    }),
    asked("[LOG-2] all readers see the same entry at the same place, now and later", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      for (const [at, by] of [ann, bob, ann, bob].entries()) await say(by, conv, `text ${at}`);
      const first = await wholeLog(ann, conv);
      equal(await wholeLog(bob, conv), first, "the log as the other reads it");
      await say(ann, conv, "more");
      equal((await wholeLog(bob, conv)).slice(0, first.length), first, "the same entries once more");
    }),
    heard(
      "[LOG-3][LOG-4] an entry comes to every link of every member, once each, in order, and stands in the history by then",
      async (stage) => {
        const [ann, mine, bob, phone, cleo] = await stage.links("ann", "ann", "bob", "bob", "cleo");
        const conv = await stage.group(ann, ["bob", "cleo"]);
        const said: { seq: number; text: string }[] = [];
        for (const text of span(1, 8).map((n) => `message ${n} ${newKey()}`)) {
          const seq = await say(ann, conv, text);
          said.push({ seq, text });
          await bob.entry(conv, seq);
          like((await cleo.ask("message.list", { conv, limit: 1 })).entries, [{ seq, body: { text } }], "the history");
        }
        const links = [ann, mine, bob, phone, cleo];
        await Promise.all(links.map((link) => link.entry(conv, 9)));
        await stage.settle(ann, bob, phone, cleo);
        for (const link of links) {
          const entries = link.heard(conv).map(({ seq, body }) => ({ seq, text: (body as { text?: string }).text }));
          equal(entries.slice(1), said, "what a link heard of the conversation");
          equal(entries[0]?.seq, 1, "the place of its first entry");
        }
      },
    ),
    heard("[LOG-4] also where many write at once, places ascend on each link", async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      await Promise.all(span(1, 24).map((n) => say([ann, bob, cleo][n % 3] ?? ann, conv, `${n}`)));
      await Promise.all([ann, bob, cleo].map((link) => link.entry(conv, 25)));
      for (const link of [ann, bob, cleo])
        equal(
          link.heard(conv).map(({ seq }) => seq),
          span(1, 25),
          "the places",
        );
    }),
    heard("[LOG-5] each entry carries how many countable ones there are up to it", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const first = await say(ann, conv, "one");
      await ann.ask("group.update", { conv, name: "renamed" });
      const sent = await ann.ask("message.send", words(conv, "two"));
      equal(sent.count, 2, "the count in the answer");
      await bob.entry(conv, sent.seq);
      equal(first, 2, "the place of the first message");
      equal(
        bob.heard(conv).map(({ count }) => count),
        [0, 1, 1, 2],
        "the counts as they came",
      );
      equal(
        (await wholeLog(bob, conv)).map(({ count }) => count),
        [0, 1, 1, 2],
        "the counts in the history",
      );
    }),
    asked("[CONV-1] the id of a direct conversation is made of both people's", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = directId(ann.id, bob.id);
      for (const [by, user] of [
        [ann, bob.id],
        [bob, ann.id],
      ] as const)
        equal((await by.ask("conversation.open", { user })).conversation.id, conv, "the id of their conversation");
      const own = await ann.ask("conversation.open", { user: ann.id });
      equal(own.conversation.id, directId(ann.id, ann.id), "the id of the saved messages");
      const turned = `d:${conv.split(":").slice(1).toReversed().join(":")}`;
      await refused(ann.ask("message.send", words(turned, "x")), "not_found", "a send to the ids the other way round");
    }),
    asked("[CONV-2] sending makes a direct conversation, and two who do so at once meet in one log", async (stage) => {
      const [dan, eve] = await stage.actors("dan", "eve");
      const conv = directId(dan.id, eve.id);
      const [one, other] = await Promise.all([say(dan, conv, "from Dan"), say(eve, conv, "from Eve")]);
      equal(Math.abs(one - other), 1, "how far both messages are apart");
      const logs = await Promise.all([wholeLog(dan, conv), wholeLog(eve, conv)]);
      equal(logs[0], logs[1], "the log as both read it");
    }),
    heard("[CONV-3] a self log is told to its person's devices alone, and nobody sends to it", async (stage) => {
      const [ann, bob, phone] = await stage.links("ann", "bob", "ann");
      const own = `s:${ann.id}`;
      const conv = await stage.group(ann, ["bob"]);
      for (const link of [ann, phone]) await link.kind("self.joined", (body) => body["conv"] === conv);
      await stage.settle(ann, bob);
      equal(bob.heard(own), [], "what somebody else heard of it");
      await refused(bob.ask("message.list", { conv: own }), "not_found", "somebody else reads it");
      for (const by of [ann, bob]) {
        const was = await outcome(by.ask("message.send", words(own, "x")));
        holds(was !== "ok", "a send to a self log is refused", was);
      }
    }),
    asked("[CONV-4] the list has each conversation once over its pages, the latest first", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const convs: string[] = [];
      for (const text of ["a", "b", "c", "d"]) {
        const conv = await stage.group(ann, ["bob"]);
        await say(ann, conv, text);
        convs.unshift(conv);
      }
      await stage.settle(ann);
      const listed: string[] = [];
      let after: string | undefined;
      do {
        const page = await bob.ask("conversation.list", { limit: 3, ...(after !== undefined && { after }) });
        holds(page.conversations.length <= 3, "a page is no longer than asked", page.conversations.length);
        listed.push(...page.conversations.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      equal(listed.length, new Set(listed).size, "how many are listed, and how many different ones");
      equal(
        listed.filter((id) => convs.includes(id)),
        convs,
        "the order of those that were just written in",
      );
    }),
    asked("[CONV-5] who is no member is answered with not_found, whatever they ask", async (stage) => {
      const [ann, eve] = await stage.actors("ann", "eve");
      const conv = await stage.group(ann, ["bob"]);
      const seq = await say(ann, conv, "for us alone");
      const key = newKey();
      const asking: Readonly<Record<string, object>> = {
        "conversation.get": { conv },
        "message.list": { conv },
        "message.get": { conv, seqs: [seq] },
        "message.send": words(conv, "let me in"),
        "message.edits": { conv, seq },
        "message.react": { conv, seq, key, emoji: "👍", on: true },
        "message.recall": { conv, seq, key },
        "message.pin": { conv, seq, key, on: true },
        "message.forward": { conv, key, seqs: [seq], to: [directId(eve.id, eve.id)], merged: false },
        "conversation.mark": { marks: [{ conv, read: 1 }] },
        "conversation.members": { conv },
        "conversation.typing": { conv, active: true },
        "sync.verify": { conv },
        "pin.list": { conv },
        "thread.list": { conv, root: seq },
        "group.update": { conv, name: "mine" },
        "group.add": { conv, users: [eve.id] },
        "group.leave": { conv },
        "group.members": { conv },
        "stream.list": { conv },
        "message.at": { conv, at: 0 },
      };
      for (const [name, params] of Object.entries(asking)) {
        const answer = await eve.request(name, params);
        if (answer.type !== "error" || answer.name !== "not_found")
          throw new Failure(`${name} of somebody who is no member`, "not_found", answer);
      }
      equal((await view(ann, conv)).head, seq, "the head after all of that");
    }),
  ],
};
