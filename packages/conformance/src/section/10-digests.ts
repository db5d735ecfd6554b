import { createHash } from "node:crypto";
import type { Entry } from "@skein/protocol";
import { asked } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { edit, recall, react, say, wholeLog } from "./talk.ts";

/** The digest of a log, as SPEC.md says it is made. */
function digestOf(entries: readonly Entry[]): string {
  const sum = entries.reduce((all, { conv, seq, from, key, at, kind, ref, count, body }) => {
    const line = [conv, seq, from, key, at, kind, ref, count, JSON.stringify(body)]
      .map((field) => field ?? "")
      .join("\n");
    return all ^ createHash("sha256").update(line).digest().readBigUInt64BE(0);
  }, 0n);
  return sum.toString(16).padStart(16, "0");
}

export const digests = [
  asked("[DIGEST-1][DIGEST-2][DIGEST-4] a log's digest is made of its entries, up to any place", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    for (const text of ['雁书 "here"!', "a\\b\n\tc", "👩‍👩‍👧 \u2028 </script>", "\u0001 é"]) await say(ann, conv, text);
    await react(bob, conv, 2, "👍");
    const log = await wholeLog(bob, conv);
    for (const seq of [0, 1, 3, log.length]) {
      const { digest } = await bob.ask("sync.verify", { conv, seq });
      equal(digest, digestOf(log.slice(0, seq)), `the digest up to ${seq}`);
    }
    like(
      await bob.ask("sync.verify", { conv }),
      { seq: log.length, digest: digestOf(log) },
      "the digest up to the head",
    );
  }),
  asked("[DIGEST-3] a place beyond the head is invalid", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    const error = await refused(ann.ask("sync.verify", { conv, seq: 2 }), "invalid", "a digest up to nowhere");
    equal(error.path, "/seq", "the path of the error");
  }),
  asked("[DIGEST-5] what was taken back, and its edits, count with an empty body", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    const seq = await say(ann, conv, "gone soon");
    await edit(ann, conv, seq, "gone");
    await recall(ann, conv, seq);
    const log = await wholeLog(ann, conv);
    equal(
      log.slice(1, 3).map(({ body }) => body),
      [{}, {}],
      "the bodies of what was taken back",
    );
    equal((await ann.ask("sync.verify", { conv })).digest, digestOf(log), "the digest");
  }),
];
