import { LIMITS } from "@skein/protocol";
import { asked, heard, type Section } from "../check.ts";
import { allRefused, equal, holds, like, refused } from "../expect.ts";
import { newKey } from "../random.ts";
import { words } from "../stage.ts";
import type { Actor } from "../wire/actor.ts";
import { read, view, wholeLog } from "./talk.ts";

const start = (by: Actor, conv: string, key = newKey()) => by.ask("stream.start", { conv, key });
const append = (by: Actor, stream: string, at: number, text: string) => by.ask("stream.append", { stream, at, text });

export const streams: Section = {
  number: 21,
  title: "Streams",
  checks: [
    asked("[STREAM-1][STREAM-3] text goes where it ends, and is one entry when it is finished, once", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const key = newKey();
      const { stream, at } = await start(ann, conv, key);
      equal(await start(ann, conv, key), { stream, at }, "the answer to the same key");
      equal(await append(ann, stream, 0, "Once 👍 "), { at: 8 }, "the length after the first piece");
      for (const wrong of [0, 7, 9])
        await refused(append(ann, stream, wrong, "x"), "conflict", "text for another place");
      equal(await ann.ask("stream.get", { stream }), { at: 8 }, "how far it has got");
      like(
        (await bob.ask("stream.list", { conv })).streams,
        [{ stream, user: ann.id, text: "Once 👍 " }],
        "what grows",
      );
      await append(ann, stream, 8, "upon a time");
      const done = await ann.ask("stream.finish", { stream });
      equal(await ann.ask("stream.finish", { stream }), done, "the answer to a second finish");
      const body = { text: "Once 👍 upon a time", stream };
      like(await read(bob, conv, done.seq), { from: ann.id, key, kind: "text", body }, "the entry");
      await refused(append(ann, stream, 19, "x"), "ended", "text behind the end");
      equal((await wholeLog(bob, conv)).length, 2, "the entries of the log");
    }),
    asked("[STREAM-2] a stream of somebody else is not found, whatever is asked", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const { stream } = await start(ann, conv);
      const tries = [
        append(bob, stream, 0, "x"),
        bob.ask("stream.get", { stream }),
        bob.ask("stream.finish", { stream }),
        bob.ask("stream.cancel", { stream }),
        bob.ask("message.send", { ...words(conv, "x"), body: { text: "x", stream } as never }),
      ];
      await allRefused(tries, "not_found", "what is asked of another's stream");
      await ann.ask("stream.cancel", { stream });
    }),
    heard(
      "[STREAM-4][STREAM-5] members that are here see it grow and end; of what was given up nothing stays",
      async (stage) => {
        const [ann, bob, eve] = await stage.links("ann", "bob", "eve");
        const conv = await stage.group(ann, ["bob"]);
        await bob.entry(conv, 1);
        const { stream } = await start(ann, conv);
        for (let at = 0; at < 20; at += 2) await append(ann, stream, at, "ab");
        await bob.event("stream", (data) => data.stream === stream && data.at + data.text.length === 20);
        let length = 0;
        for (const { at, text } of bob.events("stream").filter((data) => data.stream === stream)) {
          equal(at, length, "where a piece goes");
          length += text.length;
        }
        await ann.ask("stream.cancel", { stream });
        await bob.event("stream", (data) => data.stream === stream && data.ended === true);
        equal((await bob.ask("stream.list", { conv })).streams, [], "what grows afterwards");
        equal((await view(bob, conv)).head, 1, "the head of the log");
        await eve.ask("account.get", {});
        equal(eve.events("stream"), [], "what a stranger heard");
      },
    ),
    asked("[STREAM-7] one has a bounded number of streams open, of bounded length", async (stage) => {
      const ann = await stage.actor("cleo");
      const conv = await stage.group(ann, []);
      const open: string[] = [];
      try {
        for (let n = 0; n < LIMITS.streams; n++) open.push((await start(ann, conv)).stream);
        await refused(start(ann, conv), "too_many", "one stream more");
        const [stream = ""] = open;
        await append(ann, stream, 0, "x".repeat(LIMITS.text));
        await refused(append(ann, stream, LIMITS.text, "x"), "too_large", "one code point more");
      } finally {
        for (const stream of open) await ann.request("stream.cancel", { stream });
      }
      holds(open.length === LIMITS.streams, "as many as the limit are open", open.length);
    }),
  ],
};
