import { asked } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { newKey } from "../random.ts";
import { recall, say, view } from "./talk.ts";
import type { Actor } from "../wire/actor.ts";

const pin = (by: Actor, conv: string, seq: number, on = true) =>
  by.ask("message.pin", { conv, seq, key: newKey(), on });

export const pins = [
  asked(
    "[PIN-1] who may pin is told by the group's settings, and what may be pinned stands outside threads",
    async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const seq = await say(bob, conv, "pin me");
      const reply = await say(bob, conv, "not me", { thread: { root: seq } });
      await refused(pin(bob, conv, seq), "forbidden", "a member pins");
      await pin(ann, conv, seq);
      await refused(pin(ann, conv, 99), "not_found", "a pin of nothing");
      const was = await ann.request("message.pin", { conv, seq: reply, key: newKey(), on: true });
      equal(was.type, "error", "a pin of a reply in a thread");
      const { conversation } = await bob.ask("conversation.open", { user: ann.id });
      const said = await say(ann, conversation.id, "both may");
      for (const by of [bob, ann]) await pin(by, conversation.id, said);
      await pin(bob, conversation.id, said, false);
    },
  ),
  asked(
    "[PIN-2][PIN-3] pinned messages are told, the latest pinned first; what is taken back is pinned no longer",
    async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const seqs = [await say(ann, conv, "one"), await say(ann, conv, "two"), await say(ann, conv, "three")] as const;
      for (const seq of [seqs[2], seqs[0], seqs[1]]) await pin(ann, conv, seq);
      const { head } = await view(ann, conv);
      await pin(ann, conv, seqs[0]);
      equal((await view(ann, conv)).head, head, "the head after a message was pinned again");
      const order = [seqs[1], seqs[0], seqs[2]];
      like(await view(bob, conv), { pinned: order }, "what is pinned");
      equal(
        (await bob.ask("pin.list", { conv })).entries.map(({ seq }) => seq),
        order,
        "the list of what is pinned",
      );
      await recall(ann, conv, seqs[0]);
      like(await view(bob, conv), { pinned: [seqs[1], seqs[2]] }, "what is pinned after a recall");
    },
  ),
  asked("[JUMP-1] the first message at or after a time is found", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    const seq = await say(ann, conv, "one");
    const { entries } = await ann.ask("message.get", { conv, seqs: [seq] });
    const at = entries[0]?.at ?? 0;
    equal((await ann.ask("message.at", { conv, at: at + 1_000_000 })).seq, 0, "a time when there was nothing yet");
    const early = (await ann.ask("message.at", { conv, at: 0 })).seq;
    like(early <= seq && early > 0, true, "the first of all");
    const found = (await ann.ask("message.at", { conv, at })).seq;
    like(found <= seq && found > 0, true, "the first of its time");
  }),
];
