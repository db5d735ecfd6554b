import { expect, test } from "bun:test";
import { Ring } from "./ring.ts";

const message = (n: number) => ({ conv: `d:a:b${n % 7}`, from: "a", key: `key-number-${n}`, seq: n });

/** Records `count` messages of so many hops each. */
function filled(bytes: number, count: number, hops: number): Ring {
  const ring = new Ring(bytes);
  for (let n = 1; n <= count; n++) {
    ring.of(message(n));
    for (let hop = 0; hop < hops; hop++) ring.note(ring.of(message(n)), { name: "accepted", at: n });
  }
  return ring;
}

test("[TRACE-6] at its bound the oldest are forgotten and counted, and it says since when it knows", () => {
  const ring = filled(65_536, 1_000, 4);
  expect(ring.size).toBeWithin(20, 66);
  expect(ring.forgotten).toBe(1_000 - ring.size);
  expect(ring.since).toBe(ring.forgotten + 1);
  expect(ring.find(message(1_000))).toHaveLength(1);
  expect(ring.find(message(ring.forgotten))).toEqual([]);
  // long ways weigh more
  expect(filled(65_536, 1_000, 40).size).toBeLessThan(ring.size / 3);
});

test("[TRACE-6] one message alone keeps so many steps, tells how many more there were, and leaves room for what comes after", () => {
  const ring = new Ring(1_048_576);
  const flight = ring.of(message(1));
  for (let n = 0; n < 1_000; n++) ring.note(flight, { name: "waiting", at: n, user: `u${n}` });
  const inOutboxes = flight.hops.length;
  ring.note(flight, { name: "delivered", at: 2_000, user: "u1" });
  expect(flight.hops.at(-1)?.name).toBe("delivered");
  expect(flight.more).toBe(1_000 - inOutboxes);
  for (let n = 0; n < 1_000; n++) ring.note(flight, { name: "read", at: n, user: `u${n}` });
  expect(flight.hops.length).toBe(2 * inOutboxes);
});

test("[TRACE-6] what is told of a message that was forgotten meanwhile is nobody's, and counts for nothing", () => {
  const ring = new Ring(2_000);
  const first = ring.of(message(1));
  for (let n = 2; n < 10; n++) ring.note(ring.of(message(n)), { name: "accepted", at: n });
  expect(first.kept).toBe(false);
  for (let n = 0; n < 1_000; n++) ring.note(first, { name: "read", at: n, user: `u${n}` });
  expect(ring.size).toBeGreaterThan(1);
});

test("[TRACE-6] messages of which nothing was noted weigh too", () => {
  const ring = filled(65_536, 1_000, 0);
  expect(ring.size).toBeLessThan(200);
  expect(ring.forgotten).toBe(1_000 - ring.size);
});

test("a message is found by its place, by its key, and by its key within a conversation", () => {
  const ring = filled(1_048_576, 20, 1);
  expect(ring.find({ conv: "d:a:b3", seq: 10 }).map(({ key }) => key)).toEqual(["key-number-10"]);
  expect(ring.find({ key: "key-number-3" }).map(({ seq }) => seq)).toEqual([3]);
  expect(ring.find({ conv: "d:a:b4", key: "key-number-3" })).toEqual([]);
  // not yet in the log
  ring.of({ conv: "d:a:b0", from: "a", key: "no-place-yet" });
  expect(ring.find({ conv: "d:a:b0", seq: 7 })).toHaveLength(1);
  expect(ring.find({ conv: "d:a:b0", seq: 8, key: "no-place-yet" })).toHaveLength(1);
});
