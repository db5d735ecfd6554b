import { expect, test } from "bun:test";
import { FIRST_PLACE, trailOf, type TrailPlace } from "../trail.ts";
import { type Given, good, makeConversation, text } from "./given.ts";

/** What is worked off behind the line. */
export function trailing(given: Given): void {
  const placed = (entries: readonly { readonly conv: string; readonly seq: number }[]) =>
    entries.map(({ conv, seq }) => `${conv} ${seq}`);

  const placesIn = (conv: string, many: number) => Array.from({ length: many }, (_, i) => `${conv} ${i + 1}`);

  test("all that was written after a position is read once, in its order, in stretches", async () => {
    const { storage } = given;
    const trail = trailOf(storage);
    const begin = await trail.end();
    await storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    for (let i = 0; i < 12; i++)
      await given.send(text(i % 3 === 0 ? "g:two" : "g:one", "ann", `key-of-${i}`), text("g:one", "eve", `none-${i}`));
    const found: string[] = [];
    let pos = begin;
    for (;;) {
      const { entries, to, more, whole } = await trail.after(pos, 5);
      expect(whole).toBe(true);
      expect(entries.every((entry) => entry.pos > pos && entry.pos <= to)).toBe(true);
      found.push(...placed(entries));
      pos = to;
      if (!more) break;
    }
    const [one, two] = [placesIn("g:one", 8), placesIn("g:two", 4)];
    expect(found).toEqual(
      Array.from(
        { length: 12 },
        (_, i) => (i % 3 === 0 ? two : one)[i % 3 === 0 ? i / 3 : i - 1 - Math.floor(i / 3)] ?? "",
      ),
    );
    expect(await trail.after(pos, 5)).toMatchObject({ entries: [], more: false });
    const [later] = await given.send(text("g:two", "ann", "key-later"));
    const { entries: last } = await trail.after(pos, 5);
    expect(last.map((entry) => ({ ...entry }))).toEqual(
      (await storage.page("g:two", { limit: 1 })).entries.map((entry) => ({ ...entry })),
    );
    expect(last[0]?.pos).toBe(good(later).places[0]?.pos ?? 0);
  });

  test("a stretch is about as long as was asked for, however large the batches are", async () => {
    const trail = trailOf(given.storage);
    let pos = await trail.end();
    const many = 40;
    for (let i = 0; i < 12; i++)
      await given.send(...Array.from({ length: many }, (_, j) => text("g:one", "ann", `key-of-${i}-${j}`)));
    const lengths: number[] = [];
    for (let more = true; more; ) {
      const stretch = await trail.after(pos, 50);
      lengths.push(stretch.entries.length);
      ({ to: pos, more } = stretch);
    }
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(12 * many);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(50 + many);
  });

  test("what was missed is read conversation by conversation, each log in its order", async () => {
    const { storage } = given;
    const trail = trailOf(storage);
    await storage.commit([{ rows: makeConversation("g:two", ["ann"]) }]);
    await given.send(text("g:one", "ann", "key-before"), text("g:two", "ann", "key-before"));
    const from = await trail.end();
    for (let i = 0; i < 7; i++) await given.send(text(i % 2 ? "g:two" : "g:one", "ann", `key-of-${i}`));
    const to = await trail.end();
    await given.send(text("g:one", "ann", "key-after"));
    const found: string[] = [];
    for (let place: TrailPlace | undefined = FIRST_PLACE; place; ) {
      const { entries, next } = await trail.missed(from, to, place, 3);
      found.push(...placed(entries));
      place = next;
    }
    expect(found).toEqual(["g:one 2", "g:one 3", "g:one 4", "g:one 5", "g:two 2", "g:two 3", "g:two 4"]);
  });
}
