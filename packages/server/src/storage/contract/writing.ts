import { expect, test } from "bun:test";
import type { Statement } from "../storage.ts";
import { type Given, good, makeConversation, text } from "./given.ts";

/** Writes: places, keys, and what is refused. */
export function writing(given: Given): void {
  test("[LOG-1] seq is 1, 2, 3 … over batches, conversations and refused writes", async () => {
    await given.storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    const outcomes = await given.send(
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
    await given.send(text("g:one", "ann", "key-00006"));
    const { entries, head } = await given.storage.page("g:one", { limit: 10 });
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(head).toBe(3);
  });

  test("[LOG-5] count runs with the countable entries only", async () => {
    await given.send(
      text("g:one", "ann", "key-00001"),
      { ...text("g:one", "ann", "key-00002"), countable: false },
      text("g:one", "ann", "key-00003"),
    );
    const { entries } = await given.storage.page("g:one", { limit: 10 });
    expect(entries.map(({ count }) => count)).toEqual([1, 1, 2]);
  });

  test("[SEND-2] a key given again returns the first place, in the same batch and after reopening", async () => {
    const [first, second] = await given.send(text("g:one", "ann", "key-00001"), text("g:one", "ann", "key-00001"));
    expect(good(second)).toMatchObject({ repeated: true, places: good(first).places });
    await given.reopen();
    const [third] = await given.send(text("g:one", "ann", "key-00001"));
    expect(good(third)).toMatchObject({ repeated: true, places: good(first).places });
    expect((await given.storage.page("g:one", { limit: 10 })).head).toBe(1);
    // the key belongs to sender and conversation
    const [other] = await given.send(text("g:one", "bob", "key-00001"));
    expect(good(other)).toMatchObject({ repeated: false, places: [{ seq: 2 }] });
  });

  test("[SEND-2] a key that is known answers although its author has left meanwhile", async () => {
    const [first] = await given.send(text("g:one", "bob", "key-00001"));
    const leave: Statement = { sql: 'DELETE FROM members WHERE "user" = ?', parameters: ["bob"] };
    const outcomes = await given.storage.commit([{ rows: [leave] }, { entries: [text("g:one", "bob", "key-00001")] }]);
    expect(good(outcomes[1])).toMatchObject({ repeated: true, places: good(first).places });
  });

  test("[SEND-3] a key with another content is refused", async () => {
    const outcomes = await given.send(
      text("g:one", "ann", "key-00001", "this"),
      text("g:one", "ann", "key-00001", "that"),
    );
    expect(outcomes[1]).toEqual({ ok: false, error: "key_reused" });
  });

  test("[SEND-4] a write that is refused leaves nothing, its neighbours stay", async () => {
    const outcomes = await given.storage.commit([
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
        rows: [{ sql: "INSERT INTO conversations (id, kind, created) VALUES (?, 'group', 0)", parameters: ["g:one"] }],
      },
      { entries: [text("g:one", "bob", "key-00003")] },
    ]);
    expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error))).toEqual([
      "ok",
      "last_owner",
      "conflict",
      "ok",
    ]);
    expect(await given.storage.conversation("g:half")).toBeUndefined();
    expect((await given.storage.page("g:one", { limit: 10 })).entries.map(({ key }) => key)).toEqual([
      "key-00001",
      "key-00003",
    ]);
  });

  test("[SEND-5] who is no member at the very moment of the write cannot write", async () => {
    const leave: Statement = { sql: 'DELETE FROM members WHERE "user" = ?', parameters: ["bob"] };
    const outcomes = await given.storage.commit([{ rows: [leave] }, { entries: [text("g:one", "bob", "key-00001")] }]);
    expect(outcomes[1]).toEqual({ ok: false, error: "not_found" });
  });

  test("[TEXT-1] text is kept code point by code point", async () => {
    const words = "雁书 😀 e\u0301 \u202Eabc\u202C 'quote\" \\ \n\t end";
    await given.send(text("g:one", "ann", "key-00001", words));
    const [entry] = (await given.storage.page("g:one", { limit: 1 })).entries;
    expect(JSON.parse(entry?.body ?? "")).toEqual({ text: words });
  });
}
