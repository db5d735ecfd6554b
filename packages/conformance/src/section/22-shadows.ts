import { once } from "../check.ts";
import { equal, like, silent } from "../expect.ts";
import { letters } from "../random.ts";
import { read, react, say, view, wholeLog } from "./talk.ts";

export const shadows = [
  once(
    "[MOD-6] what a shadow-banned person says takes its place, is read by themselves as ever, and by others as hidden",
    async (stage) => {
      const admin = await stage.admin();
      const person = await stage.fresh("Shade");
      const [ann, bob, shade] = [await stage.link("ann"), await stage.link("bob"), await stage.link(person)];
      const conv = await stage.group(ann, ["bob"]);
      await ann.ask("group.add", { conv, users: [person.id] });
      await shade.kind("self.joined", (body) => body["conv"] === conv);
      const before = await say(bob, conv, "hello");
      await admin.ask("sanction.set", { user: person.id, penalty: "shadow" });
      try {
        await stage.settle(ann, bob);
        const secret = letters(12);
        const seq = await say(shade, conv, secret);
        await react(shade, conv, before, "👎");
        const after = await say(ann, conv, "who is there?");
        await bob.entry(conv, after);
        const own = await wholeLog(shade, conv);
        like(own[seq - 1], { seq, kind: "text", body: { text: secret } }, "the message as its author reads it");
        like(await read(bob, conv, seq), { seq, kind: "hidden", body: {} }, "the message as another reads it");
        equal("key" in (await read(bob, conv, seq)), false, "whether another is told its key");
        silent(
          [bob.frames, await wholeLog(bob, conv), await bob.ask("conversation.list", { limit: 3 })],
          secret,
          "what is told to others",
        );
        equal((await read(bob, conv, before)).fold?.reactions ?? [], [], "the reactions as another reads them");
        equal((await view(bob, conv)).unread, 1, "unread of another");
      } finally {
        await admin.request("sanction.lift", { user: person.id, penalty: "shadow" });
      }
    },
  ),
];
