import { expect, test } from "bun:test";
import type { Outcome, Write } from "../storage.ts";
import { packOutcomes, packWrites, unpackOutcomes, unpackWrites } from "./codec.ts";

const draft = {
  conv: "g:one",
  from: "ann",
  kind: "text",
  countable: true,
  byMember: true,
  body: '{"text":"雁 \\" \\\\ 😀"}',
};

test("whatever is written arrives as it was", () => {
  const writes: Write[] = [
    { entries: [{ ...draft, key: "key-00001" }] },
    { entries: [{ ...draft, key: "key-00002", ref: 7 }] },
    { entries: [{ ...draft, countable: false, byMember: false }] },
    { entries: [draft, { ...draft, kind: "member.left" }] },
    { entries: [{ ...draft, key: "key-00003", body: '{\n"text":"laid out"\n}' }] },
    { entries: [{ ...draft, key: "key-00004", body: "{}" }] },
    { entries: [draft], rows: [{ sql: "SELECT ?", parameters: ["\u0000pos", null, 1] }] },
    { marks: [{ conv: "g:one", user: "ann", read: 1, delivered: 2 }] },
    { rows: [] },
    {},
  ];
  expect(unpackWrites(packWrites(writes))).toEqual(writes);
});

test("whatever became of it comes back as it was", () => {
  const place = { seq: 3, pos: 9, at: 1_700_000_000_000, count: 2 };
  const good = { ok: true, pos: 9, at: place.at, places: [place], marks: [], repeated: false } as const;
  const outcomes: Outcome[] = [
    good,
    { ...good, repeated: true },
    { ...good, pos: 10, places: [place, { ...place, seq: 4, pos: 10 }] },
    { ...good, places: [] },
    { ...good, marks: [{ conv: "g:one", user: "ann", read: 1, readCount: 1, delivered: 1, pos: 9 }] },
    { ok: false, error: "key_reused" },
    { ...good, pos: 12, at: place.at + 5, places: [{ ...place, seq: 5, pos: 12, at: place.at + 5 }] },
  ];
  expect(unpackOutcomes(packOutcomes(outcomes))).toEqual(outcomes);
});
