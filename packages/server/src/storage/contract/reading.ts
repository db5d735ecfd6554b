import { expect, test } from "bun:test";
import { BETWEEN } from "../entry-fields.ts";
import { tellOthers } from "../others.ts";
import { CONV } from "../storage.ts";
import { type Given, good, makeConversation, text } from "./given.ts";

/** Pages and lists. */
export function reading(given: Given): void {
  test("[HIST-1] [HIST-2] [HIST-3] pages are ascending, dense and exclusive", async () => {
    await given.send(...Array.from({ length: 9 }, (_, i) => text("g:one", "ann", `key-0000${i}`)));
    const seqs = async (range: { before?: number; after?: number; limit: number }) => {
      const page = await given.storage.page("g:one", range);
      expect(page.head).toBe(9);
      return page.entries.map(({ seq }) => seq);
    };
    expect(await seqs({ limit: 3 })).toEqual([7, 8, 9]);
    expect(await seqs({ limit: 3, before: 7 })).toEqual([4, 5, 6]);
    expect(await seqs({ limit: 3, after: 7 })).toEqual([8, 9]);
    expect(await seqs({ limit: 3, before: 1 })).toEqual([]);
    expect(await given.storage.page("g:none", { limit: 3 })).toEqual({ entries: [], head: 0 });
  });

  test("many conversations are read at one moment, those that are not there left out", async () => {
    const { storage } = given;
    await given.send(text("g:one", "ann", "key-00001"));
    await storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    const found = await storage.conversations(["g:two", "g:none", "g:one"]);
    expect(new Map(found.map((one) => [one.id, one]))).toEqual(
      new Map([
        ["g:one", await storage.conversation("g:one")],
        ["g:two", await storage.conversation("g:two")],
      ]) as never,
    );
    expect(await storage.conversations([])).toEqual([]);
  });

  test("after opening, the latest changes of all conversations, marks included, and from where on they are whole", async () => {
    await given.storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    const seqs = async (entries: number) => {
      const { from, entries: found, moved } = await given.storage.latest(entries);
      return { from, places: found.map(({ conv, seq }) => [conv, seq]), moved };
    };
    await given.send(text("g:one", "ann", "key-00001"), text("g:two", "ann", "key-00002"));
    await given.send(text("g:one", "bob", "key-00003"));
    const [marked] = await given.storage.commit([{ marks: [{ conv: "g:one", user: "ann", read: 2, delivered: 2 }] }]);
    await given.send(text("g:two", "ann", "key-00004"));
    await given.reopen();
    const all = await seqs(100);
    expect(all.places).toEqual([
      ["g:one", 1],
      ["g:two", 1],
      ["g:one", 2],
      ["g:two", 2],
    ]);
    expect(all.moved.find(({ conv }) => conv === "g:one")?.pos).toBe(good(marked).pos);
    const { entries } = await given.storage.page("g:one", { limit: 10 });
    expect((await given.storage.latest(100)).entries.filter(({ conv }) => conv === "g:one")).toEqual([...entries]);
    // an engine may tell more than was asked for, never a part that looks whole
    const { from, places } = await seqs(2);
    const whole = (await given.storage.latest(100)).entries.filter(({ pos }) => pos > from);
    expect(places.slice(-2)).toEqual([
      ["g:one", 2],
      ["g:two", 2],
    ]);
    expect(places.slice(-whole.length)).toEqual(whole.map(({ conv, seq }) => [conv, seq]));
    expect(await seqs(0)).toMatchObject({ places: [] });
  });

  test("a page as it goes out says what the page says, and reads along what there is something of", async () => {
    const body = '{\n"text":\t"laid out"\n}';
    await given.send(...Array.from({ length: 5 }, (_, i) => text("g:one", "ann", `key-0000${i}`)), {
      ...text("g:one", "bob", "key-00009"),
      body,
      ref: 2,
    });
    const rows = (part: string, parts: string): string =>
      `SELECT '${part}' AS part, m."user" AS who, ${parts} AS parts FROM members m WHERE m.conv = CAST(? AS BIGINT) AND m."user" <> ? ORDER BY m."user"`;
    const read = (part: string, parts = "CAST(NULL AS BIGINT)", but = "nobody") => ({
      sql: rows(part, parts),
      parameters: [CONV, but],
    });
    const along = [
      { first: read("first", "5"), further: [{ part: 4, statement: read("four") }] },
      { first: read("alone", "0", "bob") },
    ];
    for (const range of [{ limit: 3 }, { limit: 3, before: 4 }, { limit: 9, after: 2 }, { limit: 3, before: 1 }]) {
      const page = await given.storage.page("g:one", range);
      const { first, count, lines, head, along: found } = await given.storage.encodedPage("g:one", range, along);
      expect(head).toBe(6);
      expect(first).toBe(page.entries[0]?.seq ?? 0);
      expect(count).toBe(page.entries.length);
      const told = lines === "" ? [] : lines.split(BETWEEN);
      if (count > 0) expect(JSON.parse(`[{${lines}}]`)).toHaveLength(count);
      expect(told.map((line) => JSON.parse(`{${line}}`) as unknown)).toEqual(
        page.entries.map(({ pos: _pos, key, ref, body: said, ...entry }) => ({
          ...entry,
          ...(key !== null && { key }),
          ...(ref !== null && { ref }),
          body: JSON.parse(said) as unknown,
        })),
      );
      expect(found.map((some) => some.map((row) => ({ ...(row as object) })))).toMatchObject([
        [
          { part: "first", who: "ann", parts: 5 },
          { part: "first", who: "bob", parts: 5 },
          { part: "four", who: "ann" },
          { part: "four", who: "bob" },
        ],
        [{ part: "alone", who: "ann", parts: 0 }],
      ]);
    }
    expect(await given.storage.encodedPage("g:none", { limit: 3 }, along)).toEqual({
      ...{ first: 0, count: 0, lines: "", head: 0 },
      along: [[], []],
    });
  });

  test("what is read along is left out where there is nothing of it", async () => {
    const none = (part: number) => ({
      sql: "SELECT 'x' AS part, CAST(NULL AS BIGINT) AS parts FROM members m WHERE m.conv = CAST(? AS BIGINT) AND 1 = ?",
      parameters: [CONV, part],
    });
    const { along } = await given.storage.encodedPage("g:one", { limit: 1 }, [
      { first: none(0), further: [{ part: 1, statement: none(0) }] },
    ]);
    expect(along).toEqual([[]]);
  });

  test("[CONV-4] the list is by latest activity, each conversation once over its pages", async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `g:n${i}`);
    for (const id of ids)
      await given.storage.commit([
        { rows: makeConversation(id, ["ann"]), entries: [text(id, "ann", `key-${id.slice(2)}-000`)] },
      ]);
    const seen: string[] = [];
    let after: { at: number; id: string } | undefined;
    for (;;) {
      const page = await given.storage.list("ann", { limit: 7, marksUpTo: 50, ...(after ? { after } : {}) });
      const last = page.at(-1);
      if (!last) break;
      const times = page.map((one) => one.last?.at ?? one.created);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      seen.push(...page.map(({ id }) => id));
      after = { at: last.last?.at ?? last.created, id: last.id };
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(26);
  });

  test("[SYNC-2] a list since a pos holds what has an entry or a moved mark after it, and nothing else", async () => {
    await given.storage.commit([
      { rows: makeConversation("g:two", ["ann", "bob"]) },
      { rows: makeConversation("g:three", ["bob"]) },
    ]);
    const [first] = await given.send(text("g:one", "ann", "key-00001"));
    const since = good(first).pos;
    const changed = async () =>
      (await given.storage.list("bob", { since, limit: 10, marksUpTo: 50 })).map(({ id }) => id).sort();
    expect(await changed()).toEqual([]);
    await given.send(text("g:two", "ann", "key-00002"));
    expect(await changed()).toEqual(["g:two"]);
    await given.storage.commit([{ marks: [{ conv: "g:one", user: "bob", read: 1, delivered: 1 }] }]);
    expect(await changed()).toEqual(["g:one", "g:two"]);
  });

  test("a conversation and a list tell its kind, its members and its last entry", async () => {
    await given.storage.commit([
      { rows: makeConversation("d:ann~bob", ["ann", "bob"], "direct") },
      { rows: makeConversation("d:ann~eve", ["ann", "eve"], "direct") },
      { rows: makeConversation("s:ann", ["ann"], "self") },
    ]);
    await given.send(text("d:ann~bob", "bob", "key-00001"));
    const member = { role: "member", read: 0, readCount: 0, delivered: 0 };
    const bob = { ...member, user: "bob", read: 1, readCount: 1, delivered: 1 };
    const seen = tellOthers([{ user: "bob", read: 1, delivered: 1, nick: null }]);
    const last = { conv: "d:ann~bob", seq: 1, from: "bob", key: "key-00001", kind: "text", ref: null, count: 1 };
    const ann = { ...member, user: "ann" };
    expect(await given.storage.conversation("d:ann~bob")).toMatchObject({ kind: "direct", members: [ann, bob], last });
    expect(await given.storage.conversation("g:one")).toMatchObject({ kind: "group", last: null });
    const list = await given.storage.list("ann", { limit: 9, marksUpTo: 2 });
    expect(list).toMatchObject([
      { id: "d:ann~bob", kind: "direct", members: 2, mine: ann, others: seen, last },
      { id: "g:one", kind: "group", last: null },
    ]);
    expect((await given.storage.list("ann", { limit: 9, marksUpTo: 1 })).map(({ others }) => others)).toEqual([
      null,
      null,
    ]);
  });
}
