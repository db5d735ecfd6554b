import { asked, once } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { newKey } from "../random.ts";
import { words } from "../stage.ts";
import { recall, say, view, wholeLog } from "./talk.ts";

export const forwarding = [
  asked(
    "[FWD-1] only what one may read and was not taken back is said again, and only where one may speak",
    async (stage) => {
      const [ann, eve] = await stage.actors("ann", "eve");
      const [from, to] = [await stage.group(ann, []), await stage.group(ann, [])];
      const foreign = await stage.group(eve, []);
      const [one, gone] = [await say(ann, from, "one"), await say(ann, from, "gone")];
      await recall(ann, from, gone);
      const forward = (more: object) =>
        ann.ask("message.forward", { conv: from, key: newKey(), seqs: [one], to: [to], merged: false, ...more });
      await refused(forward({ seqs: [one, 99] }), "not_found", "a message that is not there");
      await refused(forward({ seqs: [one, gone] }), "recalled", "a message that was taken back");
      await refused(forward({ to: [foreign] }), "not_found", "a place where one is not");
      await refused(forward({ conv: foreign, seqs: [1] }), "not_found", "a conversation that one may not read");
      equal((await view(ann, to)).head, 1, "what was said meanwhile");
    },
  ),
  asked("[FWD-2] who said it first is written by the server alone", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const [from, to] = [await stage.group(ann, ["bob"]), await stage.group(ann, ["bob"])];
    const { seq, at } = await bob.ask("message.send", words(from, "it was me"));
    const forward = (conv: string, seqs: number[], merged: boolean) =>
      ann.ask("message.forward", { conv, key: newKey(), seqs, to: [to], merged });
    const { places } = await forward(from, [seq], false);
    equal(places, [{ conv: to, seqs: [2] }], "where it was said again");
    await forward(to, [2], false);
    await forward(from, [seq], true);
    const [, first, again, merged] = await wholeLog(bob, to);
    like(first, { from: ann.id, body: { text: "it was me", forward: { from: bob.id, at } } }, "what was forwarded");
    like(again, { body: { forward: { from: bob.id, at } } }, "what was forwarded twice");
    const item = { from: bob.id, at, kind: "text", body: { text: "it was me" } };
    like(merged, { kind: "merged", body: { items: [item] } }, "what was merged");
    const lie = { text: "x", forward: { from: bob.id, at: 1 } };
    const lied = await ann.ask("message.send", { ...words(to, "x"), body: lie as never });
    equal((await wholeLog(bob, to))[lied.seq - 1]?.body, { text: "x" }, "a body that says who said it first");
    const made = { ...words(to, "x"), kind: "merged", body: merged?.body };
    like(await ann.request("message.send", made), { name: "invalid" }, "a merged message of a client");
  }),
  asked("[FWD-3] the same key says nothing twice", async (stage) => {
    const ann = await stage.actor("ann");
    const [from, to, other] = [await stage.group(ann, []), await stage.group(ann, []), await stage.group(ann, [])];
    const seq = await say(ann, from, "again");
    const call = { conv: from, key: newKey(), seqs: [seq], to: [to, other], merged: false };
    const first = await ann.ask("message.forward", call);
    equal(await ann.ask("message.forward", call), first, "the answer to a repeat");
    await recall(ann, from, seq);
    equal(await ann.ask("message.forward", call), first, "the answer to a repeat after a recall");
    for (const conv of [to, other]) equal((await view(ann, conv)).head, 2, "the head where it was said");
  }),
  once("[FWD-4] merged messages lie at most five deep, and a call says a bounded number of messages", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    let seq = await say(ann, conv, "the innermost");
    const merge = async (at: number) => {
      const call = { conv, key: newKey(), seqs: [at], to: [conv], merged: true };
      return (await ann.ask("message.forward", call)).places[0]?.seqs[0] ?? 0;
    };
    for (let depth = 1; depth <= 5; depth++) seq = await merge(seq);
    await refused(merge(seq), "invalid", "merged messages that lie six deep");
    const others = await Promise.all(Array.from({ length: 20 }, () => stage.group(ann, [])));
    const seqs = await Promise.all(Array.from({ length: 11 }, () => say(ann, conv, "x")));
    const many = ann.ask("message.forward", { conv, key: newKey(), seqs, to: others, merged: false });
    await refused(many, "too_many", "more messages than one call may say");
  }),
];
