import { expect, test } from "bun:test";
import { Recent } from "./recent.ts";

const entry = (pos: number, { conv = "g:one", kind = "text", body = "{}" } = {}) => ({
  conv,
  seq: pos,
  pos,
  from: "ann",
  key: null,
  at: 0,
  kind,
  ref: null,
  count: pos,
  body,
});
const places = (recent: Recent, conv: string, pos: number) => recent.since(conv, pos).map((change) => change.pos);

test("tells the changes of a conversation after a pos, in order", () => {
  const recent = new Recent(10, { changes: 100, bytes: 1e6 });
  for (let pos = 11; pos <= 16; pos++) recent.add(entry(pos, { conv: pos % 2 ? "g:odd" : "g:even" }), () => ["ann"]);
  expect(places(recent, "g:odd", 11)).toEqual([13, 15]);
  expect(places(recent, "g:even", 10)).toEqual([12, 14, 16]);
  expect(places(recent, "g:even", 16)).toEqual([]);
  expect(places(recent, "g:none", 10)).toEqual([]);
});

test("[SYNC-1] knows what it does not cover: what came before it, and what it has dropped", () => {
  const recent = new Recent(10, { changes: 3, bytes: 1e6 });
  expect([recent.covers(9), recent.covers(10)]).toEqual([false, true]);
  for (let pos = 11; pos <= 20; pos++) recent.add(entry(pos), () => ["ann"]);
  expect([recent.covers(16), recent.covers(17)]).toEqual([false, true]);
  expect(places(recent, "g:one", 17)).toEqual([18, 19, 20]);
});

test("is bounded by bytes too, over many rounds", () => {
  const recent = new Recent(0, { changes: 1000, bytes: 20_000 });
  for (let pos = 1; pos <= 10_000; pos++) recent.add(entry(pos, { body: "x".repeat(600) }), () => ["ann"]);
  expect(recent.covers(9_979)).toBeFalse();
  expect(recent.covers(9_980)).toBeTrue();
  expect(places(recent, "g:one", 0).length).toBe(20);
});

test("tells each person the conversations that changed and that they may hear, while any change of them is here", () => {
  const recent = new Recent(0, { changes: 3, bytes: 1e6 });
  recent.add(entry(1, { conv: "g:a" }), () => ["ann", "bob"]);
  recent.add(entry(2, { conv: "g:b" }), () => ["bob"]);
  expect([...recent.heardBy("ann")]).toEqual(["g:a"]);
  expect([...recent.heardBy("bob")]).toEqual(["g:a", "g:b"]);
  for (let pos = 3; pos <= 5; pos++) recent.add(entry(pos, { conv: "g:b" }), () => ["bob"]);
  expect([...recent.heardBy("ann")]).toEqual([]);
  expect([...recent.heardBy("bob")]).toEqual(["g:b"]);
});

test("[GROUP-2] whoever was added hears it too; where the hearers are not known, everybody looks", () => {
  const recent = new Recent(0, { changes: 100, bytes: 1e6 });
  recent.add(entry(1, { conv: "g:a" }), () => ["ann"]);
  recent.add(entry(2, { conv: "g:a", kind: "member.added" }), () => ["ann", "eve"]);
  recent.add(entry(3, { conv: "g:b" }), () => undefined);
  expect([...recent.heardBy("eve")]).toEqual(["g:a", "g:b"]);
  expect([...recent.heardBy("zoe")]).toEqual(["g:b"]);
});

test("[SYNC-8] tells who changed their profile", () => {
  const recent = new Recent(0, { changes: 3, bytes: 1e6 });
  recent.add(entry(1, { conv: "s:ann", kind: "self.profile" }), () => ["ann"]);
  recent.add(entry(2, { conv: "s:bob", kind: "self.profile" }), () => ["bob"]);
  expect(recent.profilesSince(0)).toEqual(["ann", "bob"]);
  expect(recent.profilesSince(1)).toEqual(["bob"]);
  for (let pos = 3; pos <= 6; pos++) recent.add(entry(pos), () => ["ann"]);
  expect(recent.profilesSince(0)).toEqual([]);
});

test("tells a person's conversations that changed after a pos, and none where nothing did", () => {
  const recent = new Recent(0, { changes: 100, bytes: 1e6 });
  for (let pos = 1; pos <= 6; pos++) recent.add(entry(pos, { conv: `g:${pos % 3}` }), () => ["ann"]);
  recent.add(entry(7, { conv: "g:other" }), () => ["bob"]);
  expect([...recent.changedFor("ann", 0)].toSorted()).toEqual(["g:0", "g:1", "g:2"]);
  expect([...recent.changedFor("ann", 4)].toSorted()).toEqual(["g:0", "g:2"]);
  expect([...recent.changedFor("ann", 6)]).toEqual([]);
  expect([...recent.changedFor("bob", 6)]).toEqual(["g:other"]);
  expect([...recent.changedFor("bob", 7)]).toEqual([]);
});
