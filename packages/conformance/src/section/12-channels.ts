import { asked, heard } from "../check.ts";
import { equal, refused } from "../expect.ts";
import { mark, say, view } from "./talk.ts";

export const channels = [
  heard(
    "[CHAN-1][CHAN-2] in a channel only owners and admins send, and who is in it is told to them alone",
    async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"], { channel: true });
      const seq = await say(ann, conv, "news");
      await bob.entry(conv, seq);
      await refused(say(bob, conv, "x"), "forbidden", "a reader sends");
      await refused(bob.ask("conversation.members", { conv }), "forbidden", "a reader asks who is in it");
      await refused(bob.ask("message.readers", { conv, seq }), "forbidden", "a reader asks who has read it");
      await mark(bob, conv, { read: seq });
      await stage.settle(bob, cleo);
      equal(
        cleo.events("mark").filter((data) => data.conv === conv),
        [],
        "the marks that another reader heard",
      );
      equal((await view(cleo, conv)).marks ?? [], [], "the marks in the list of another reader");
      await ann.ask("conversation.members", { conv });
    },
  ),
  asked("[CHAN-3] how many have read a message of a channel is told, beside its author", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob", "cleo"], { channel: true });
    const seqs = [await say(ann, conv, "one"), await say(ann, conv, "two")];
    await mark(bob, conv, { read: seqs[0] ?? 0 });
    equal((await bob.ask("message.reads", { conv, seqs })).reads, [1, 0], "how many have read them");
    const group = await stage.group(ann, ["bob"]);
    await refused(bob.ask("message.reads", { conv: group, seqs: [1] }), "forbidden", "the same in a group");
  }),
];
