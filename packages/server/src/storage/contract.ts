import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { digestAfter, EMPTY_DIGEST } from "./digest.ts";
import { POS, type Draft, type Outcome, type Statement, type Storage } from "./storage.ts";

/** Opens a store; `again` opens the same one that `close` left. */
export interface StorageUnderTest {
  open(): Promise<Storage>;
  /** Removes what the tests left. */
  clean(): Promise<void>;
}

const NOW = 1_700_000_000_000;

function makeConversation(id: string, users: readonly string[], kind = "group"): Statement[] {
  return [
    {
      sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      parameters: [id, kind, users.length, NOW],
    },
    ...users.map((user) => ({
      sql: `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ? ON CONFLICT (conv, "user") DO NOTHING`,
      parameters: [user, id],
    })),
  ];
}

const text = (conv: string, from: string, key: string, words = key): Draft => ({
  conv,
  from,
  key,
  kind: "text",
  countable: true,
  body: JSON.stringify({ text: words }),
  byMember: true,
});

function good(outcome: Outcome | undefined): Extract<Outcome, { ok: true }> {
  if (!outcome?.ok) throw new Error(`expected a good outcome, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/**
 * What every engine keeps to. Each test starts with a group `g:one` of ann and bob in an otherwise empty store.
 *
 * @param can whether the engine can be had here; where it cannot, its tests are skipped and named
 */
export function storageContract(name: string, make: () => Promise<StorageUnderTest>, can = true): void {
  describe.skipIf(!can)(`storage contract: ${name}`, () => {
    let under: StorageUnderTest;
    let storage: Storage;

    beforeEach(async () => {
      under = await make();
      storage = await under.open();
      await storage.commit([{ rows: makeConversation("g:one", ["ann", "bob"]) }]);
    });

    afterEach(async () => {
      await storage.close();
      await under.clean();
    });

    const send = async (...drafts: Draft[]) => storage.commit(drafts.map((draft) => ({ entries: [draft] })));

    test("[LOG-1] seq is 1, 2, 3 … over batches, conversations and refused writes", async () => {
      await storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
      const outcomes = await send(
        text("g:one", "ann", "key-00001"),
        text("g:two", "ann", "key-00002"),
        text("g:one", "eve", "key-00003"),
        text("g:none", "ann", "key-00004"),
        text("g:one", "bob", "key-00005"),
      );
      expect(outcomes.map((outcome) => (outcome.ok ? outcome.places.map(({ seq }) => seq) : outcome.error))).toEqual([
        [1],
        [1],
        "not_found",
        "not_found",
        [2],
      ]);
      await send(text("g:one", "ann", "key-00006"));
      const { entries, head } = await storage.page("g:one", { limit: 10 });
      expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
      expect(head).toBe(3);
    });

    test("[LOG-5] count runs with the countable entries only", async () => {
      await send(
        text("g:one", "ann", "key-00001"),
        { ...text("g:one", "ann", "key-00002"), countable: false },
        text("g:one", "ann", "key-00003"),
      );
      const { entries } = await storage.page("g:one", { limit: 10 });
      expect(entries.map(({ count }) => count)).toEqual([1, 1, 2]);
    });

    test("[SEND-2] a key given again returns the first place, in the same batch and after reopening", async () => {
      const [first, second] = await send(text("g:one", "ann", "key-00001"), text("g:one", "ann", "key-00001"));
      expect(good(second)).toMatchObject({ repeated: true, places: good(first).places });
      await storage.close();
      storage = await under.open();
      const [third] = await send(text("g:one", "ann", "key-00001"));
      expect(good(third)).toMatchObject({ repeated: true, places: good(first).places });
      expect((await storage.page("g:one", { limit: 10 })).head).toBe(1);
      // the key belongs to sender and conversation
      const [other] = await send(text("g:one", "bob", "key-00001"));
      expect(good(other)).toMatchObject({ repeated: false, places: [{ seq: 2 }] });
    });

    test("[SEND-3] a key with another content is refused", async () => {
      const outcomes = await send(text("g:one", "ann", "key-00001", "this"), text("g:one", "ann", "key-00001", "that"));
      expect(outcomes[1]).toEqual({ ok: false, error: "key_reused" });
    });

    test("[SEND-4] a write that is refused leaves nothing, its neighbours stay", async () => {
      const outcomes = await storage.commit([
        { entries: [text("g:one", "ann", "key-00001")] },
        {
          rows: [
            ...makeConversation("g:half", ["ann"]),
            {
              sql: 'DELETE FROM members WHERE "user" = ?',
              parameters: ["nobody"],
              expect: { changes: 1, error: "last_owner" },
            },
          ],
          entries: [text("g:one", "ann", "key-00002")],
        },
        {
          rows: [
            { sql: "INSERT INTO conversations (id, kind, created) VALUES (?, 'group', 0)", parameters: ["g:one"] },
          ],
        },
        { entries: [text("g:one", "bob", "key-00003")] },
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error))).toEqual([
        "ok",
        "last_owner",
        "conflict",
        "ok",
      ]);
      expect(await storage.conversation("g:half")).toBeUndefined();
      expect((await storage.page("g:one", { limit: 10 })).entries.map(({ key }) => key)).toEqual([
        "key-00001",
        "key-00003",
      ]);
    });

    test("[SEND-5] who is no member at the very moment of the write cannot write", async () => {
      const leave: Statement = { sql: 'DELETE FROM members WHERE "user" = ?', parameters: ["bob"] };
      const outcomes = await storage.commit([{ rows: [leave] }, { entries: [text("g:one", "bob", "key-00001")] }]);
      expect(outcomes[1]).toEqual({ ok: false, error: "not_found" });
    });

    test("[SEND-6] the author's marks move to the entry", async () => {
      await send(text("g:one", "ann", "key-00001"), text("g:one", "bob", "key-00002"));
      const conversation = await storage.conversation("g:one");
      expect(conversation?.members.map(({ user, read, readCount }) => [user, read, readCount])).toEqual([
        ["ann", 1, 1],
        ["bob", 2, 2],
      ]);
    });

    test("[MARK-1] [MARK-2] marks only move forwards, not beyond the head, and read carries delivered along", async () => {
      await send(text("g:one", "ann", "key-00001"), text("g:one", "ann", "key-00002"));
      const move = async (read: number, delivered: number) =>
        good((await storage.commit([{ marks: [{ conv: "g:one", user: "bob", read, delivered }] }]))[0]).marks.map(
          (mark) => [mark.read, mark.readCount, mark.delivered],
        );
      expect(await move(1, 0)).toEqual([[1, 1, 1]]);
      expect(await move(0, 2)).toEqual([[1, 1, 2]]);
      expect(await move(1, 1)).toEqual([]);
      expect(await move(99, 99)).toEqual([[2, 2, 2]]);
    });

    test("[MARK-6] [SYNC-9] marks, position and identity survive reopening", async () => {
      await send(text("g:one", "ann", "key-00001"));
      const [moved] = await storage.commit([{ marks: [{ conv: "g:one", user: "bob", read: 1, delivered: 1 }] }]);
      const { epoch } = storage.identity;
      await storage.close();
      storage = await under.open();
      expect(storage.identity).toEqual({ epoch, pos: good(moved).pos });
      expect((await storage.conversation("g:one"))?.members.map(({ read }) => read)).toEqual([1, 1]);
    });

    test("[HIST-1] [HIST-2] [HIST-3] pages are ascending, dense and exclusive", async () => {
      await send(...Array.from({ length: 9 }, (_, i) => text("g:one", "ann", `key-0000${i}`)));
      const seqs = async (range: { before?: number; after?: number; limit: number }) => {
        const page = await storage.page("g:one", range);
        expect(page.head).toBe(9);
        return page.entries.map(({ seq }) => seq);
      };
      expect(await seqs({ limit: 3 })).toEqual([7, 8, 9]);
      expect(await seqs({ limit: 3, before: 7 })).toEqual([4, 5, 6]);
      expect(await seqs({ limit: 3, after: 7 })).toEqual([8, 9]);
      expect(await seqs({ limit: 3, before: 1 })).toEqual([]);
      expect(await storage.page("g:none", { limit: 3 })).toEqual({ entries: [], head: 0 });
    });

    test("[CONV-4] the list is by latest activity, each conversation once over its pages", async () => {
      const ids = Array.from({ length: 25 }, (_, i) => `g:n${i}`);
      for (const id of ids)
        await storage.commit([
          { rows: makeConversation(id, ["ann"]), entries: [text(id, "ann", `key-${id.slice(2)}-000`)] },
        ]);
      const seen: string[] = [];
      let after: { at: number; id: string } | undefined;
      for (;;) {
        const page = await storage.list("ann", { limit: 7, marksUpTo: 50, ...(after ? { after } : {}) });
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
      await storage.commit([
        { rows: makeConversation("g:two", ["ann", "bob"]) },
        { rows: makeConversation("g:three", ["bob"]) },
      ]);
      const [first] = await send(text("g:one", "ann", "key-00001"));
      const since = good(first).pos;
      const changed = async () =>
        (await storage.list("bob", { since, limit: 10, marksUpTo: 50 })).map(({ id }) => id).sort();
      expect(await changed()).toEqual([]);
      await send(text("g:two", "ann", "key-00002"));
      expect(await changed()).toEqual(["g:two"]);
      await storage.commit([{ marks: [{ conv: "g:one", user: "bob", read: 1, delivered: 1 }] }]);
      expect(await changed()).toEqual(["g:one", "g:two"]);
    });

    test("[TEXT-1] text is kept code point by code point", async () => {
      const words = "雁书 😀 e\u0301 \u202Eabc\u202C 'quote\" \\ \n\t end";
      await send(text("g:one", "ann", "key-00001", words));
      const [entry] = (await storage.page("g:one", { limit: 1 })).entries;
      expect(JSON.parse(entry?.body ?? "")).toEqual({ text: words });
    });

    test("[SEND-2] a key that is known answers although its author has left meanwhile", async () => {
      const [first] = await send(text("g:one", "bob", "key-00001"));
      const leave: Statement = { sql: 'DELETE FROM members WHERE "user" = ?', parameters: ["bob"] };
      const outcomes = await storage.commit([{ rows: [leave] }, { entries: [text("g:one", "bob", "key-00001")] }]);
      expect(good(outcomes[1])).toMatchObject({ repeated: true, places: good(first).places });
    });

    test("[MARK-1] [MARK-2] messages and marks of one batch count in its order", async () => {
      const mark = (user: string, read: number) => ({ marks: [{ conv: "g:one", user, read, delivered: 0 }] });
      const outcomes = await storage.commit([
        mark("bob", 5),
        { entries: [text("g:one", "ann", "key-00001")] },
        mark("bob", 5),
        { entries: [text("g:one", "ann", "key-00002")] },
        mark("bob", 1),
        mark("ann", 2),
        mark("bob", 2),
        { entries: [{ ...text("g:one", "bob", "key-00003"), countable: false }] },
        mark("eve", 1),
        mark("ann", 3),
      ]);
      expect(outcomes.map((outcome) => good(outcome).marks.map((one) => [one.user, one.read, one.readCount]))).toEqual(
        [[], [], ["bob", 1, 1], [], [], [], ["bob", 2, 2], [], [], ["ann", 3, 2]].map((one) =>
          one.length > 0 ? [one] : [],
        ),
      );
      const positions = outcomes
        .flatMap((outcome) => [...good(outcome).places, ...good(outcome).marks])
        .map(({ pos }) => pos);
      expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    });

    test("statements take values as they are, whatever is in them", async () => {
      const names = [
        "it's \\ 'quoted\\'",
        "a ? b $1 -- c /* d",
        '"',
        "\\",
        "\\u0000 \\n",
        "雁书 😀 e\u0301",
        "\n\t\r",
        "",
      ];
      await storage.commit(
        names.map((name, at) => ({
          rows: [
            {
              sql: `INSERT INTO conversations (id, kind, name, color, created) VALUES (?, 'group', ?, ?, ?) -- a '?'`,
              parameters: [`g:name${at}`, name, at === 0 ? null : -at, NOW],
            },
          ],
        })),
      );
      for (const [at, name] of names.entries()) {
        expect(await storage.conversation(`g:name${at}`)).toMatchObject({ kind: "group", name, created: NOW });
        const sql = "SELECT color, created FROM conversations WHERE name = ? AND '?' <> ?";
        const rows = await storage.query<object>({ sql, parameters: [name, "!"] });
        expect(rows.map((row) => ({ ...row }))).toEqual([{ color: at === 0 ? null : -at, created: NOW }]);
      }
    });

    test("a statement may be told the pos of its write", async () => {
      const rows = [{ sql: "UPDATE conversations SET moved = ? WHERE id = ?", parameters: [POS, "g:one"] }];
      const [outcome] = await storage.commit([{ rows }]);
      const [row] = await storage.query<{ moved: number }>({ sql: "SELECT moved FROM conversations", parameters: [] });
      expect(row?.moved).toBe(good(outcome).pos);
    });

    test("a conversation and a list tell its kind, its members and its last entry", async () => {
      await storage.commit([
        { rows: makeConversation("d:ann~bob", ["ann", "bob"], "direct") },
        { rows: makeConversation("d:ann~eve", ["ann", "eve"], "direct") },
        { rows: makeConversation("s:ann", ["ann"], "self") },
      ]);
      await send(text("d:ann~bob", "bob", "key-00001"));
      const member = { role: "member", read: 0, readCount: 0, delivered: 0 };
      const bob = { ...member, user: "bob", read: 1, readCount: 1, delivered: 1 };
      const last = { conv: "d:ann~bob", seq: 1, from: "bob", key: "key-00001", kind: "text", ref: null, count: 1 };
      const ann = { ...member, user: "ann" };
      expect(await storage.conversation("d:ann~bob")).toMatchObject({ kind: "direct", members: [ann, bob], last });
      expect(await storage.conversation("g:one")).toMatchObject({ kind: "group", last: null });
      const list = await storage.list("ann", { limit: 9, marksUpTo: 2 });
      expect(list).toMatchObject([
        { id: "d:ann~bob", kind: "direct", members: 2, mine: ann, others: [bob], last },
        { id: "g:one", kind: "group", last: null },
      ]);
      expect((await storage.list("ann", { limit: 9, marksUpTo: 1 })).map(({ others }) => others)).toEqual([null, null]);
    });

    test("where a store is followed, each batch is read as it was written", async () => {
      const { follow } = storage;
      if (!follow) return;
      const before = await follow.after(Math.floor(storage.identity.pos / follow.span), 10);
      const [told, message, marked] = await storage.commit([
        { rows: makeConversation("g:two", ["ann"]), tell: '{"a":"\\u0000\'"}' },
        { entries: [text("g:one", "ann", "key-00001")] },
        { marks: [{ conv: "g:one", user: "bob", read: 1, delivered: 1 }] },
        { entries: [text("g:one", "eve", "key-00002")], tell: "not kept" },
      ]);
      expect(good(told).places).toEqual([]);
      const { batches, whole, settled } = await follow.after(before.settled, 10);
      expect({ batches, whole }).toEqual({ batches: [settled], whole: true });
      const read = await follow.read(batches);
      expect(read).toEqual([
        {
          n: settled,
          entries: (await storage.page("g:one", { limit: 10 })).entries,
          marks: good(marked).marks,
          tells: ['{"a":"\\u0000\'"}'],
        },
      ]);
      expect(Math.floor(good(message).pos / follow.span)).toBe(settled);
    });

    test("[DIGEST-2] each entry is kept with the digest of its log, whatever was refused beside it, also after reopening", async () => {
      const stored = async (conv: string) =>
        (
          await storage.query<{ digest: string }>({
            sql: "SELECT digest FROM entries WHERE conv = (SELECT num FROM conversations WHERE id = ?) ORDER BY seq",
            parameters: [conv],
          })
        ).map(({ digest }) => digest);
      const proven = async (conv: string, length: number) => {
        const { entries } = await storage.page(conv, { limit: 100 });
        let digest = EMPTY_DIGEST;
        const digests = entries.map((entry) => (digest = digestAfter(digest, entry)));
        expect(digests).toHaveLength(length);
        expect(await stored(conv)).toEqual(digests);
      };
      await storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
      const byServer: Draft = {
        conv: "g:one",
        from: "ann",
        kind: "member.left",
        countable: false,
        byMember: false,
        body: "{}",
      };
      await send(
        text("g:one", "ann", "key-00001"),
        text("g:two", "ann", "key-00001"),
        text("g:one", "ann", "key-00001"),
        text("g:one", "eve", "key-00002"),
        { ...text("g:one", "bob", "key-00003", "雁书 😀 'quote\" \\ \n\t end"), ref: 1 },
      );
      await storage.commit([
        { entries: [byServer, text("g:two", "ann", "key-00004")], rows: makeConversation("g:three", ["ann"]) },
        { entries: [byServer, text("g:none", "ann", "key-00005")] },
        { entries: [{ ...text("g:one", "ann", "key-00006", "long ".repeat(5_000)), countable: false }] },
      ]);
      await proven("g:one", 4);
      await proven("g:two", 2);
      await storage.close();
      storage = await under.open();
      await send(text("g:one", "bob", "key-00007"), text("g:one", "ann", "key-00008"));
      await proven("g:one", 6);
    });
  });
}
