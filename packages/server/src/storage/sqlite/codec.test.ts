import { expect, test } from "bun:test";
import type { Outcome, Write } from "../storage.ts";
import {
  packList,
  packOutcomes,
  packPage,
  packWrites,
  unpackList,
  unpackOutcomes,
  unpackPage,
  unpackWrites,
} from "./codec.ts";
import { NOBODY, tellOthers } from "../others.ts";
import { TextsHeard, TextsSent } from "./texts.ts";

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

test("a list arrives as it was, whatever of it is shown and told", () => {
  const { mine, last } = {
    mine: { user: "a", role: "member" as const, read: 1, readCount: 1, delivered: 1, since: 0, muted: 0, nick: null },
    last: { conv: "g:a", seq: 2, pos: 9, from: "a", key: null, at: 5, kind: "text", ref: null, count: 1, body: "{}" },
  };
  const one = { id: "g:a", kind: "group" as const, name: "A", color: 1, created: 1, settings: "{}", members: 2, mine };
  const others = tellOthers([
    { user: "c", read: 0, delivered: 0, nick: null },
    { user: "b", read: 1, delivered: 2, nick: 'Bo \n"' },
  ]);
  const full = { ...last, key: "key-00001", ref: 1, body: '{"text":"雁 \\n"}' };
  const list = [
    { ...one, last, shown: last, others },
    { ...one, name: null, color: null, last: full, shown: { ...last, seq: 1 }, others: NOBODY },
    { ...one, mine: { ...mine, nick: "" }, last: full, shown: full, others },
    { ...one, last: null, shown: null, others: null },
    { ...one, last, shown: null, others: null },
  ];
  expect(unpackList(packList(list))).toEqual(list);
});

test("a page arrives as it was, a line an entry", () => {
  const lines = '"seq":7,"body":{}\n"seq":8,"body":{ "a": 1}';
  const page = { first: 7, count: 2, lines, head: 9, along: [[{ a: 1 }], []] };
  expect(unpackPage(packPage(page))).toEqual(page);
  const empty = { first: 0, count: 0, lines: "", head: 0, along: [] };
  expect(unpackPage(packPage(empty))).toEqual(empty);
});

test("a statement's text crosses once, its values each time", () => {
  const [sent, heard] = [new TextsSent(), new TextsHeard()];
  const statement = (word: string) => ({ sql: "SELECT a long text, ?", parameters: [word] });
  const along = (word: string) => [
    { first: statement(word), further: [{ part: 2, statement: { sql: "SELECT another, ?", parameters: [1] } }] },
    { first: statement(`${word}!`), further: [] },
  ];
  for (const word of ["one", "two"]) {
    const text = sent.pack("g:one", { limit: 3 }, along(word));
    expect(text.includes("a long text")).toBe(word === "one");
    expect(heard.unpack(text)).toEqual(["g:one", { limit: 3 }, along(word)]);
  }
});
