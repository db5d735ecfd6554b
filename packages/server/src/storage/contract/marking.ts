import { expect, test } from "bun:test";
import { type Given, good, text } from "./given.ts";

/** Marks: they move forwards, by messages and by themselves. */
export function marking(given: Given): void {
  test("[SEND-6] the author's marks move to the entry", async () => {
    await given.send(text("g:one", "ann", "key-00001"), text("g:one", "bob", "key-00002"));
    const conversation = await given.storage.conversation("g:one");
    expect(conversation?.members.map(({ user, read, readCount }) => [user, read, readCount])).toEqual([
      ["ann", 1, 1],
      ["bob", 2, 2],
    ]);
  });

  test("[MARK-1] [MARK-2] marks only move forwards, not beyond the head, and read carries delivered along", async () => {
    await given.send(text("g:one", "ann", "key-00001"), text("g:one", "ann", "key-00002"));
    const move = async (read: number, delivered: number) =>
      good((await given.storage.commit([{ marks: [{ conv: "g:one", user: "bob", read, delivered }] }]))[0]).marks.map(
        (mark) => [mark.read, mark.readCount, mark.delivered],
      );
    expect(await move(1, 0)).toEqual([[1, 1, 1]]);
    expect(await move(0, 2)).toEqual([[1, 1, 2]]);
    expect(await move(1, 1)).toEqual([]);
    expect(await move(99, 99)).toEqual([[2, 2, 2]]);
  });

  test("[MARK-6] [SYNC-9] marks, position and identity survive reopening", async () => {
    await given.send(text("g:one", "ann", "key-00001"));
    const [moved] = await given.storage.commit([{ marks: [{ conv: "g:one", user: "bob", read: 1, delivered: 1 }] }]);
    const { epoch } = given.storage.identity;
    await given.reopen();
    expect(given.storage.identity).toEqual({ epoch, pos: good(moved).pos });
    expect((await given.storage.conversation("g:one"))?.members.map(({ read }) => read)).toEqual([1, 1]);
  });

  test("[MARK-1] [MARK-2] messages and marks of one batch count in its order", async () => {
    const mark = (user: string, read: number) => ({ marks: [{ conv: "g:one", user, read, delivered: 0 }] });
    const outcomes = await given.storage.commit([
      mark("bob", 5),
      { entries: [text("g:one", "ann", "key-00001")] },
      mark("bob", 5),
      { entries: [text("g:one", "ann", "key-00002")] },
      mark("bob", 1),
      mark("ann", 2),
      mark("bob", 2),
      { entries: [{ ...text("g:one", "bob", "key-00003"), countable: false }] },
      mark("eve", 1),
      mark("ann", 3),
    ]);
    expect(outcomes.map((outcome) => good(outcome).marks.map((one) => [one.user, one.read, one.readCount]))).toEqual(
      [[], [], ["bob", 1, 1], [], [], [], ["bob", 2, 2], [], [], ["ann", 3, 2]].map((one) =>
        one.length > 0 ? [one] : [],
      ),
    );
    const positions = outcomes
      .flatMap((outcome) => [...good(outcome).places, ...good(outcome).marks])
      .map(({ pos }) => pos);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
  });
}
