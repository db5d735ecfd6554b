import { LIMITS } from "@skein/protocol";
import { asked, type Section } from "../check.ts";
import { equal, refused } from "../expect.ts";
import { words } from "../stage.ts";
import { read, say } from "./talk.ts";

const TEXTS = [
  "é and e\u0301",
  "  spaces  ",
  "line\nline\r\nline\ttab",
  "雁书 👩‍👩‍👧 🇨🇭",
  "\u200fשלום\u202e",
  "<script>alert(1)</script> & **bold**",
  "a\ufeff\u2028\u2029",
  '"\\/\b\f',
  "\u0001\u007fx",
];

export const text: Section = {
  number: 16,
  title: "Text",
  checks: [
    asked("[TEXT-1] text is kept as it was sent, code point by code point", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      for (const sent of [...TEXTS, "😀".repeat(LIMITS.text)]) {
        const seq = await say(ann, conv, sent);
        equal((await read(ann, conv, seq)).body, { text: sent }, "a text as it is read");
      }
      await refused(
        ann.ask("message.send", words(conv, "😀".repeat(LIMITS.text + 1))),
        "invalid",
        "one code point more",
      );
    }),
  ],
};
