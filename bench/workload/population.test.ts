import { expect, test } from "bun:test";
import { circles } from "./population.ts";

test("every person is in exactly as many conversations as asked, and no two conversations are alike", () => {
  const { conversations } = circles({ users: 1_000, size: 20, each: 20 });
  const seats = new Map<number, number>();
  for (const members of conversations) {
    expect(new Set(members).size).toBe(20);
    for (const user of members) seats.set(user, (seats.get(user) ?? 0) + 1);
  }
  expect(seats.size).toBe(1_000);
  expect(new Set(seats.values())).toEqual(new Set([20]));
  expect(new Set(conversations.map((members) => members.join())).size).toBe(conversations.length);
});
