import { expect, test } from "bun:test";
import { Hub, type Listener } from "../session/hub.ts";
import type { StoredEntry, StoredMember } from "../storage/storage.ts";
import { Conversation } from "./conversation.ts";
import { Crowds } from "./crowds.ts";

const person = (n: number): string => `u${String(n).padStart(6, "0")}`;
const link = (user: string): Listener => ({
  user,
  device: "d",
  deliver: () => undefined,
  end: () => undefined,
  promote: () => undefined,
});

function member(user: string): StoredMember {
  return { user, role: "member", read: 0, readCount: 0, delivered: 0, since: 0, muted: 0, nick: null };
}

function group(size: number): Conversation {
  const members = Array.from({ length: size }, (_, n) => member(person(n)));
  const rest = { name: "g", color: 1, created: 0, settings: "{}", last: null, shown: null } as const;
  return new Conversation({ id: "g:large", kind: "group", members, ...rest });
}

const entry = (seq: number, kind: string, body: object, from = person(0)): StoredEntry => ({
  ...{ conv: "g:large", seq, pos: seq, from, key: null, at: 1, kind, ref: null, count: 0, body: JSON.stringify(body) },
});

test("of a large conversation those who are here are told, as people come, go, join and leave", () => {
  const hub = new Hub();
  const crowds = new Crowds(hub);
  hub.watch(crowds);
  const talk = group(5_000);
  const here = () => [...crowds.of(talk)].toSorted();
  const links = [7, 4_999, 6_000].map((n) => link(person(n)));
  for (const one of links) hub.add(one);
  expect(here()).toEqual([person(7), person(4_999)]);
  const late = link(person(12));
  hub.add(late);
  expect(here()).toEqual([person(7), person(12), person(4_999)]);
  hub.remove(late);
  talk.apply(entry(1, "member.added", { users: [person(6_000)] }));
  talk.apply(entry(2, "member.removed", { user: person(7) }));
  expect(here()).toEqual([person(4_999), person(6_000)]);
  for (let n = 0; n < 5_000; n += 1) if (n !== 4_999) hub.add(link(person(n)));
  talk.apply(entry(3, "member.left", {}, person(3)));
  expect(here().length).toBe(4_999);
});

test("of a small one all members, here or not", () => {
  const crowds = new Crowds(new Hub());
  expect([...crowds.of(group(10))].length).toBe(10);
});
