import { FOREVER } from "@skein/protocol";
import { asked, heard } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { recall, say, view, wholeLog } from "./talk.ts";

export const keeping = [
  heard(
    "[KEEP-1][KEEP-2] how one keeps a conversation is told to one's own devices alone; what is not given stays",
    async (stage) => {
      const [ann, bob, phone] = await stage.links("ann", "bob", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await bob.ask("conversation.keep", { changes: [{ conv, pinned: 5, quiet: FOREVER }] });
      const { seq } = await bob.ask("conversation.keep", { changes: [{ conv, pinned: 7, unread: true }] });
      const is = (body: Record<string, unknown>) => JSON.stringify(body["changes"]).includes('"pinned":7');
      for (const link of [bob, phone]) await link.kind("self.kept", is);
      equal((await view(phone, conv)).kept, { v: seq, pinned: 7, quiet: FOREVER, unread: true }, "what is kept");
      await stage.settle(bob, ann);
      equal((await view(ann, conv)).kept, undefined, "what the other has kept");
      equal(
        ann.frames.filter((frame) => frame.type === "entry" && frame.from === bob.id && frame.kind === "self.kept"),
        [],
        "what the other heard",
      );
    },
  ),
  asked("[KEEP-3] a change that cannot be made leaves everything as it was", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const [conv, foreign] = [await stage.group(ann, ["bob"]), await stage.group(ann, [])];
    const keep = (...changes: { conv: string; pinned?: number }[]) => bob.ask("conversation.keep", { changes });
    await refused(keep({ conv, pinned: 1 }, { conv: foreign, pinned: 2 }), "not_found", "one that is not one's own");
    await refused(keep({ conv, pinned: 1 }, { conv, pinned: 2 }), "invalid", "one twice");
    equal((await view(bob, conv)).kept?.pinned, undefined, "what is kept after them");
  }),
  asked("[KEEP-4] a conversation is never hidden from what is said later", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const seq = await say(ann, conv, "now");
    await bob.ask("conversation.keep", { changes: [{ conv, hidden: seq + 1_000 }] });
    equal((await view(bob, conv)).kept?.hidden, seq, "up to where it is hidden");
  }),
  asked("[KEEP-5] after since the person is given nothing older; the others keep it", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const old = await say(ann, conv, "old");
    const since = await say(ann, conv, "new");
    await bob.ask("conversation.keep", { changes: [{ conv, since }] });
    equal(
      (await wholeLog(bob, conv)).map(({ seq }) => seq),
      [since],
      "what the person reads",
    );
    equal((await bob.ask("message.get", { conv, seqs: [old] })).entries, [], "a single read of what is older");
    equal((await wholeLog(ann, conv)).length, since, "what the other reads");
    like(await view(bob, conv), { unread: 1 }, "unread");
    await refused(say(bob, conv, "x", { reply: { seq: old } }), "not_found", "an answer to what is older");
  }),
  heard(
    "[KEEP-6] the draft that was saved last is kept, and devices are told of it without its text",
    async (stage) => {
      const [bob, phone] = await stage.links("bob", "bob");
      const conv = await stage.group(bob, []);
      await bob.ask("conversation.draft", { conv, stamp: "one", text: "a draft" });
      await bob.ask("conversation.draft", { conv, stamp: "two", text: "another draft" });
      const told = await phone.kind("self.draft", (body) => body["conv"] === conv && body["stamp"] === "two");
      equal(JSON.stringify(told).includes("another draft"), false, "whether the notice has the text");
      like(
        (await phone.ask("conversation.drafts", { convs: [conv] })).drafts,
        [{ conv, text: "another draft" }],
        "the drafts",
      );
      like((await view(phone, conv)).draft, { text: "another draft" }, "the draft in the list");
    },
  ),
  asked("[KEEP-7] what one deletes for oneself is marked for oneself alone", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const seq = await say(ann, conv, "not for me");
    const before = await ann.ask("sync.verify", { conv });
    await bob.ask("message.remove", { conv, seqs: [seq] });
    const entry = async (by: typeof ann) => (await by.ask("message.list", { conv, limit: 1 })).entries[0];
    like(await entry(bob), { seq, mine: { removed: true } }, "the message of who deleted it");
    equal((await entry(ann))?.mine, undefined, "the message of the other");
    for (const by of [ann, bob]) equal(await by.ask("sync.verify", { conv }), before, "the digest of the log");
    like(await view(bob, conv), { unread: 1 }, "unread");
  }),
  asked(
    "[KEEP-8] starred messages are listed, the latest starred first, without what was taken back",
    async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const seqs = [await say(ann, conv, "one"), await say(ann, conv, "two"), await say(ann, conv, "three")] as const;
      for (const seq of [seqs[1], seqs[0], seqs[2]]) await bob.ask("message.star", { conv, seqs: [seq], on: true });
      const starred = async () =>
        (await bob.ask("star.list", { limit: 10 })).entries.filter((one) => one.conv === conv).map(({ seq }) => seq);
      equal(await starred(), [seqs[2], seqs[0], seqs[1]], "what is starred");
      await recall(ann, conv, seqs[0]);
      await bob.ask("message.star", { conv, seqs: [seqs[2]], on: false });
      equal(await starred(), [seqs[1]], "what is starred afterwards");
    },
  ),
  asked("[KEEP-9] folders are kept whole and in their order; a conversation names its own", async (stage) => {
    const bob = await stage.actor("bob");
    const conv = await stage.group(bob, []);
    const folders = [
      { id: "work", name: "Work" },
      { id: "geese", name: "Geese 雁" },
    ];
    const before = (await bob.ask("account.get", {})).settings.folders ?? [];
    await bob.ask("account.settings", { folders });
    await bob.ask("conversation.keep", { changes: [{ conv, folders: ["geese", "no-such"] }] });
    equal((await bob.ask("account.get", {})).settings.folders, folders, "the folders");
    equal((await view(bob, conv)).kept?.folders?.includes("geese"), true, "whether the conversation names its folder");
    await bob.ask("account.settings", { folders: folders.toReversed() });
    equal((await bob.ask("account.get", {})).settings.folders, folders.toReversed(), "the folders in another order");
    await bob.ask("account.settings", { folders: before });
  }),
];
