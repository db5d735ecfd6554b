import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { matches, termsOf } from "@skein/protocol/search";
import { makeConversation, text } from "../../storage/contract/given.ts";
import type { Draft, Statement, Storage } from "../../storage/storage.ts";
import type { Found, SearchIndex, Wanted } from "./search-index.ts";

export interface IndexUnderTest {
  readonly storage: Storage;
  readonly index: SearchIndex;
  /** Waits until what is committed is in the index. */
  caughtUp(): Promise<void>;
  clean(): Promise<void>;
}

/** What every index keeps to. */
export function searchContract(name: string, make: () => Promise<IndexUnderTest>, can = true): void {
  describe.skipIf(!can)(`search contract: ${name}`, () => {
    let under: IndexUnderTest;
    let keys = 0;
    beforeEach(async () => {
      under = await make();
      await under.storage.commit([
        { rows: makeConversation("g:one", ["ann", "bob"]) },
        { rows: makeConversation("g:two", ["ann"]) },
      ]);
    });
    afterEach(() => under.clean());

    const say = async (conv: string, from: string, ...words: readonly string[]): Promise<void> => {
      await write(words.map((one) => text(conv, from, `key-${String(keys++).padStart(8, "0")}`, one)));
    };
    const write = async (drafts: readonly Draft[], rows: readonly Statement[] = []): Promise<void> => {
      const outcomes = await under.storage.commit(drafts.map((draft) => ({ entries: [draft], rows })));
      expect(outcomes.every(({ ok }) => ok)).toBeTrue();
    };
    const done = (kind: string, conv: string, ref: number, body: object = {}): Draft => ({
      ...{ conv, from: "ann", kind, ref, countable: false, byMember: false, body: JSON.stringify(body) },
    });
    const ask = (query: string, more: Partial<Wanted> = {}): Promise<Found> =>
      under.index.find({ asker: "ann", terms: termsOf(query), limit: 20, ...more });
    const find = async (query: string, more: Partial<Wanted> = {}): Promise<string[]> => {
      await under.caughtUp();
      const { places, behind } = await ask(query, more);
      expect(behind).toBeFalse();
      return places.map(({ conv, seq }) => `${conv.slice(2)} ${seq}`);
    };

    test("one, two and more characters, words by their beginnings, whatever the case, width and script", async () => {
      await say(
        "g:one",
        "ann",
        "明天下午三点开会",
        "Quarterly report 已发给 Li Wei",
        "我們在臺北見面",
        "東京タワーへ行きました",
      );
      await say("g:two", "ann", "서울시청에서 만나요", "ＦＵＬＬ ｗｉｄｔｈ café", "great 👍🏽 work");
      const found = {
        明: ["one 1"],
        明天: ["one 1"],
        下午三点: ["one 1"],
        "开会 明": ["one 1"],
        午天: [],
        "rep 已发": ["one 2"],
        eport: [],
        "台北 见": ["one 3"],
        タワー: ["one 4"],
        ﾀﾜｰ: ["one 4"],
        시청: ["two 1"],
        full: ["two 2"],
        CAFÉ: ["two 2"],
        cafe: ["two 2"],
        "👍": ["two 3"],
        へ: ["one 4"],
      };
      for (const [query, places] of Object.entries(found))
        expect({ query, places: await find(query) }).toEqual({ query, places });
    });

    test("what somebody types has no meaning but its letters", async () => {
      await say("g:one", "ann", 'near the OR gate, not "quoted" text*');
      await say("g:one", "bob", "'; DROP TABLE words; --");
      for (const query of [
        '"near',
        "OR NOT",
        "text*",
        "t:near",
        "near^",
        "(gate",
        "{near}",
        "quoted' --",
        "near\u0000gate",
      ])
        expect({ query, found: await find(query) }).toEqual({ query, found: ["one 1"] });
      expect(await find("'; drop table words")).toEqual(["one 2"]);
      expect(await find("a".repeat(100))).toEqual([]);
      expect(await find("中".repeat(100))).toEqual([]);
    });

    test("the latest first, a page at a time, by whom, where, when and of which kind", async () => {
      for (let at = 1; at <= 9; at++)
        await say(at % 3 === 0 ? "g:two" : "g:one", at % 2 === 0 && at % 3 !== 0 ? "bob" : "ann", `第${at}次 lunch`);
      const poll = { question: "lunch?", options: ["noodles", "面条"] };
      await write([{ ...text("g:one", "bob", "key-of-a-poll"), kind: "poll", body: JSON.stringify(poll) }]);
      const all = ["one 7", "two 3", "one 6", "one 5", "two 2", "one 4", "one 3", "two 1", "one 2", "one 1"];
      expect(await find("lunch")).toEqual(all);
      const paged: string[] = [];
      let before: number | undefined;
      for (let page = 0; page < 5; page++) {
        const { places, next } = await ask("lunch", { limit: 3, before });
        paged.push(...places.map(({ conv, seq }) => `${conv.slice(2)} ${seq}`));
        before = next;
        if (next === undefined) break;
      }
      expect(paged).toEqual(all);
      expect(await find("lunch", { conv: "g:two" })).toEqual(["two 3", "two 2", "two 1"]);
      expect(await find("lunch", { conv: "g:none" })).toEqual([]);
      expect(await find("lunch", { from: "bob", conv: "g:one" })).toEqual(["one 7", "one 6", "one 3", "one 2"]);
      expect(await find("面条")).toEqual(["one 7"]);
      expect(await find("lunch", { kinds: ["poll"] })).toEqual(["one 7"]);
      expect(await find("lunch", { kinds: ["poll", "text"], from: "bob", limit: 2 })).toEqual(["one 7", "one 6"]);
      expect(await find("lunch", { kinds: ["location"] })).toEqual([]);
      expect(await find("lunch", { until: 5 })).toEqual([]);
      expect(await find("lunch", { since: 5, limit: 1 })).toEqual(["one 7"]);
      expect(await find("lunch", { since: Number.MAX_SAFE_INTEGER })).toEqual([]);
    });

    test("only what the asker may read now", async () => {
      await say("g:one", "bob", "secret one", "secret two", "secret three");
      await say("g:two", "ann", "secret four");
      expect(await find("secret", { asker: "bob" })).toEqual(["one 3", "one 2", "one 1"]);
      expect(await find("secret", { asker: "eve" })).toEqual([]);
      const change = async (sql: string, ...parameters: unknown[]): Promise<void> => {
        await under.storage.commit([{ rows: [{ sql, parameters }] }]);
      };
      const one = "(SELECT num FROM conversations WHERE id = 'g:one')";
      await change(`UPDATE members SET since = 2 WHERE "user" = ? AND conv = ${one}`, "bob");
      expect(await find("secret", { asker: "bob" })).toEqual(["one 3", "one 2"]);
      await change(`INSERT INTO kept_messages (person, conv, seq, star, gone) VALUES (?, ${one}, 3, 0, 1)`, "bob");
      expect(await find("secret", { asker: "bob" })).toEqual(["one 2"]);
      expect(await find("secret")).toEqual(["two 1", "one 3", "one 2", "one 1"]);
      await change(`DELETE FROM members WHERE "user" = ? AND conv = ${one}`, "bob");
      expect(await find("secret", { asker: "bob" })).toEqual([]);
    });

    test("what was edited is found by what it says now, what was taken back by nothing", async () => {
      await say("g:one", "ann", "first words", "别的", "third words");
      expect(await find("words")).toEqual(["one 3", "one 1"]);
      await write([done("message.edited", "g:one", 1, { body: { text: "改过的 text" } })]);
      expect(await find("words")).toEqual(["one 3"]);
      expect(await find("改过")).toEqual(["one 1"]);
      await write([done("message.edited", "g:one", 1, { body: { text: "!" } })]);
      expect(await find("改过")).toEqual([]);
      await write([done("message.edited", "g:one", 1, { body: { text: "once more words" } })]);
      expect(await find("words")).toEqual(["one 3", "one 1"]);
      await write(
        [done("message.recalled", "g:one", 1)],
        [{ sql: "UPDATE entries SET body = '{}' WHERE seq IN (1, 4, 5, 6)", parameters: [] }],
      );
      expect(await find("words")).toEqual(["one 3"]);
      expect(await find("more")).toEqual([]);
    });

    test("what its author alone sees is found by its author alone", async () => {
      const hidden = (words: string) => JSON.stringify({ hidden: { text: words } });
      await write([{ ...text("g:one", "bob", "key-hidden-1"), body: hidden("shadow words") }]);
      await say("g:one", "bob", "open words");
      await write([{ ...done("message.edited", "g:one", 2), from: "bob", body: `{"body":${hidden("changed 影子")}}` }]);
      expect(await find("words")).toEqual(["one 2"]);
      expect(await find("影子")).toEqual([]);
      expect(await find("shadow", { asker: "bob" })).toEqual(["one 1"]);
      expect(await find("影子", { asker: "bob", conv: "g:one" })).toEqual(["one 2"]);
      await write(
        [done("message.recalled", "g:one", 2)],
        [{ sql: "UPDATE entries SET body = '{}' WHERE seq IN (2, 3)", parameters: [] }],
      );
      expect(await find("影子", { asker: "bob" })).toEqual([]);
    });

    test("whatever the texts: every substring of two characters, and what the text itself says", async () => {
      let seed = 7;
      const random = (below: number): number => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        return Math.floor((seed / 2 ** 32) * below);
      };
      const letters = Array.from("ab AB1ａé你好世界您後后がハ서울한𠮷👍-,。'\"");
      const word = (most: number): string =>
        Array.from({ length: 1 + random(most) }, () => letters[random(letters.length)]).join("");
      const texts = Array.from({ length: 300 }, () => `${word(30)}.`);
      await say("g:one", "ann", ...texts);
      for (let round = 0; round < 150; round++) {
        const from = texts[random(texts.length)] ?? "";
        const at = random(from.length);
        const query =
          round % 3 === 0
            ? word(4)
            : Array.from(from.slice(at))
                .slice(0, 1 + random(3))
                .join("");
        const terms = termsOf(query);
        if (terms.length === 0) continue;
        const { places } = await (round === 0
          ? under.caughtUp().then(() => ask(query, { limit: 1000 }))
          : ask(query, { limit: 1000 }));
        const exact = places.map(({ seq }) => seq).filter((seq) => matches(texts[seq - 1] ?? "", terms));
        const wanted = texts.flatMap((one, i) => (matches(one, terms) ? [i + 1] : [])).reverse();
        expect({ query, found: exact }).toEqual({ query, found: wanted });
      }
    });
  });
}
