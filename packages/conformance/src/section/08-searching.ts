import type { Params } from "@skein/protocol";
import { asked } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { edit, recall, say } from "./talk.ts";
import type { Actor } from "../wire/actor.ts";

type More = Partial<Params<"search.messages">>;

/** As often an answer may say that it is behind before the index counts as one that stands still. */
const PATIENCE = 200;

async function answer(by: Actor, text: string, more: More) {
  for (let asked = 1; ; asked++) {
    const found = await by.ask("search.messages", { text, ...more });
    if (!found.behind || asked === PATIENCE) return found;
  }
}

async function find(by: Actor, text: string, more: More): Promise<number[]> {
  return (await answer(by, text, more)).hits.map(({ entry }) => entry.seq);
}

export const searching = [
  asked(
    "[SEARCH-1][SEARCH-4][SEARCH-7] what one may read is found, narrowed as one says, and nothing of others",
    async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob"]);
      const [one, two] = [await say(ann, conv, "quick 狐狸"), await say(bob, conv, "quick answers")];
      equal(await find(bob, "quick", { conv }), [two, one], "what was found");
      equal(await find(bob, "quick", { conv, from: ann.id }), [one], "what one of them said");
      equal(await find(bob, "quick", { conv, kinds: ["poll"] }), [], "polls among it");
      equal(await find(bob, "quick", { conv, until: 1 }), [], "what was said in 1970");
      equal(await find(cleo, "quick 狐狸", {}), [], "what a stranger finds");
      await refused(
        cleo.ask("search.messages", { text: "quick", conv }),
        "not_found",
        "a stranger's search in a group",
      );
      await recall(ann, conv, one);
      equal(await find(bob, "quick", { conv }), [two], "what was found after a recall");
    },
  ),
  asked(
    "[SEARCH-2][SEARCH-3][SEARCH-6] words by their beginnings, characters wherever they stand, with their places",
    async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, []);
      const seq = await say(ann, conv, "我們在臺北見面 at Café 👍");
      for (const text of ["我", "台北", "们在", "caf", "ＡＴ", "👍", "面 at"])
        equal(await find(ann, text, { conv }), [seq], `what ${text} finds`);
      for (const text of ["北台", "afé", "!?", '"*"']) equal(await find(ann, text, { conv }), [], `what ${text} finds`);
      const [hit] = (await answer(ann, "台北", { conv })).hits;
      const [[from, to] = [0, 0]] = (hit?.excerpt.marks ?? []) as [number, number][];
      equal(hit?.excerpt.text.slice(from, to), "臺北", "what is marked");
      await edit(ann, conv, seq, "something else");
      equal(await find(ann, "台北", { conv }), [], "what was edited away");
      equal(await find(ann, "else", { conv }), [seq], "what it says now");
    },
  ),
  asked("[SEARCH-5] pages go on where the one before ended", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    const seqs: number[] = [];
    for (let n = 0; n < 5; n++) seqs.unshift(await say(ann, conv, `paged ${n}`));
    const paged: number[] = [];
    let after: string | undefined;
    do {
      const { hits, next } = await answer(ann, "paged", { conv, limit: 2, ...(after !== undefined && { after }) });
      like(hits.length <= 2, true, "a page of two");
      paged.push(...hits.map(({ entry }) => entry.seq));
      after = next;
    } while (after !== undefined && paged.length <= seqs.length);
    equal(paged, seqs, "all pages");
  }),
];
