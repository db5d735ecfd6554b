import { expect, test } from "bun:test";
import { ManualClock } from "../../test/manual-clock.ts";
import { Flusher, Outbox } from "./outbox.ts";

function outbox(bound = 1_000) {
  const clock = new ManualClock();
  const link = {
    carrier: "websocket" as const,
    address: "test",
    written: [] as string[],
    closed: undefined as number | undefined,
    behind: false,
    pending: 0,
    write(text: string) {
      link.written.push(text);
      return !link.behind;
    },
    waiting: () => link.pending,
    close(code: number) {
      link.closed ??= code;
    },
  };
  const flusher = new Flusher(clock);
  return { clock, link, flusher, box: new Outbox(link, flusher, bound) };
}

test("what gathers in one turn leaves in one write, a frame a line", () => {
  const { clock, link, box } = outbox();
  box.push("a");
  box.push("b");
  expect(link.written).toEqual([]);
  clock.settle();
  box.push("c");
  clock.settle();
  expect(link.written).toEqual(["a\nb", "c"]);
});

test("[SYNC-4] what is held comes after what goes first", () => {
  const { clock, link, box } = outbox();
  box.hold();
  box.push("live");
  clock.settle();
  expect(link.written).toEqual([]);
  box.release(["welcome", "delta"]);
  clock.settle();
  expect(link.written).toEqual(["welcome\ndelta\nlive"]);
});

test("[SLOW-1] a peer that is behind is not written to until it drains", () => {
  const { clock, link, box } = outbox();
  link.behind = true;
  box.push("a");
  clock.settle();
  box.push("b");
  clock.settle();
  expect(link.written).toEqual(["a"]);
  link.behind = false;
  box.drained();
  clock.settle();
  expect(link.written).toEqual(["a", "b"]);
});

test("[SLOW-1] at the bound the link is closed with 4001, counting what waits below us and what is held", () => {
  const waiting = outbox(100);
  // the peer stops reading: what was written last stays below us
  waiting.link.behind = true;
  waiting.box.push("x".repeat(90));
  waiting.clock.settle();
  waiting.link.pending = 90;
  waiting.box.push("x".repeat(11));
  expect(waiting.link.closed).toBeUndefined();
  waiting.box.push("x");
  expect(waiting.link.closed).toBe(4001);
  expect(waiting.flusher).toMatchObject({ slow: 1, frames: 1 });
  const held = outbox(100);
  held.box.hold();
  for (let i = 0; i < 12; i++) held.box.push("x".repeat(10));
  expect(held.link.closed).toBe(4001);
});

test("[SLOW-2] an answer larger than the bound passes where nothing waits before it", () => {
  const { clock, link, box } = outbox(100);
  const answer = "x".repeat(1_000);
  box.push(answer);
  clock.settle();
  expect(link.written).toEqual([answer]);
  box.push("x");
  clock.settle();
  expect(link.closed).toBeUndefined();
});

test("[TRACE-1][TRACE-2] whoever wants to know is told once what became of a frame", () => {
  const { clock, link, box } = outbox(100);
  const told: string[] = [];
  const push = (name: string, size = 10) => {
    box.push("x".repeat(size), (fate) => told.push(`${name} ${fate}`));
  };
  push("a");
  box.push("nobody asks");
  expect(told).toEqual([]);
  clock.settle();
  link.behind = true;
  push("b");
  clock.settle();
  push("c", 90);
  clock.settle();
  expect(told).toEqual(["a written", "b behind"]);
  push("d", 20);
  push("e");
  expect(link.closed).toBe(4001);
  push("f");
  expect(told.slice(2)).toEqual(["c slow", "d slow", "e slow", "f gone"]);
});

test("[TRACE-2] what is held back or waits when a link ends is told as gone, what is written at the end as written", () => {
  const told: string[] = [];
  const ended = outbox();
  ended.box.hold();
  ended.box.push("live", (fate) => told.push(`held ${fate}`));
  ended.clock.settle();
  ended.box.dropped();
  const closed = outbox();
  closed.box.push("last words", (fate) => told.push(`ready ${fate}`));
  closed.box.close(4500, "protocol");
  expect(told).toEqual(["held gone", "ready written"]);
});

test("what is ready is written before a close, and nothing after it", () => {
  const { clock, link, box } = outbox();
  box.push("last words");
  box.close(4500, "protocol");
  box.push("too late");
  clock.settle();
  expect(link.written).toEqual(["last words"]);
  expect(link.closed).toBe(4500);
});
