import { expect, test } from "bun:test";
import { digestAfter, EMPTY_DIGEST } from "../digest.ts";
import type { Draft } from "../storage.ts";
import { type Given, good, makeConversation, text } from "./given.ts";

/** What other nodes follow, and the digests by which all prove the same logs. */
export function following(given: Given): void {
  test("where a store is followed, each batch is read as it was written", async () => {
    const { follow } = given.storage;
    if (!follow) return;
    const before = await follow.after(Math.floor(given.storage.identity.pos / follow.span), 10);
    const [told, message, marked] = await given.storage.commit([
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
        entries: (await given.storage.page("g:one", { limit: 10 })).entries,
        marks: good(marked).marks,
        tells: ['{"a":"\\u0000\'"}'],
      },
    ]);
    expect(Math.floor(good(message).pos / follow.span)).toBe(settled);
  });

  test("[DIGEST-2] each entry is kept with the digest of its log, whatever was refused beside it, also after reopening", async () => {
    const stored = async (conv: string) =>
      (
        await given.storage.query<{ digest: string }>({
          sql: "SELECT digest FROM entries WHERE conv = (SELECT num FROM conversations WHERE id = ?) ORDER BY seq",
          parameters: [conv],
        })
      ).map(({ digest }) => digest);
    const proven = async (conv: string, length: number) => {
      const { entries } = await given.storage.page(conv, { limit: 100 });
      let digest = EMPTY_DIGEST;
      const digests = entries.map((entry) => (digest = digestAfter(digest, entry)));
      expect(digests).toHaveLength(length);
      expect(await stored(conv)).toEqual(digests);
    };
    await given.storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    const byServer: Draft = {
      conv: "g:one",
      from: "ann",
      kind: "member.left",
      countable: false,
      byMember: false,
      body: "{}",
    };
    await given.send(
      text("g:one", "ann", "key-00001"),
      text("g:two", "ann", "key-00001"),
      text("g:one", "ann", "key-00001"),
      text("g:one", "eve", "key-00002"),
      { ...text("g:one", "bob", "key-00003", "雁书 😀 'quote\" \\ \n\t end"), ref: 1 },
    );
    await given.storage.commit([
      { entries: [byServer, text("g:two", "ann", "key-00004")], rows: makeConversation("g:three", ["ann"]) },
      { entries: [byServer, text("g:none", "ann", "key-00005")] },
      { entries: [{ ...text("g:one", "ann", "key-00006", "long ".repeat(5_000)), countable: false }] },
    ]);
    await proven("g:one", 4);
    await proven("g:two", 2);
    await given.reopen();
    await given.send(text("g:one", "bob", "key-00007"), text("g:one", "ann", "key-00008"));
    await proven("g:one", 6);
  });
}
