import { expect, test } from "bun:test";
import { createHold } from "./hold.ts";

const at = (scrollOffset: number, scrollSize = 2_000) => ({ scrollOffset, scrollSize });

test("a list that only grew or shrank was not left, one that a hand took up was", () => {
  const hold = createHold();
  expect(hold.left(at(1_000))).toBe(false);
  expect(hold.left(at(900, 1_900))).toBe(false);
  hold.hand();
  expect(hold.left(at(700, 1_800))).toBe(true);
});

test("without a size that changed, going up is a person's, by whatever means", () => {
  const hold = createHold();
  hold.left(at(1_000));
  expect(hold.left(at(900))).toBe(true);
  expect(hold.left(at(950))).toBe(false);
});

test("after the end of its scroll a hand counts no more", () => {
  const hold = createHold();
  hold.left(at(1_000));
  hold.hand();
  hold.left(at(1_200));
  hold.ended();
  expect(hold.left(at(900, 1_900))).toBe(false);
});

test("the end of the scroll before does not take away a hand whose own scroll is still to come", () => {
  const hold = createHold();
  hold.left(at(1_000));
  hold.hand();
  hold.ended();
  expect(hold.left(at(700, 2_200))).toBe(true);
});

test("whoever jumps to the end lets go, also of a scroll that is still to come", () => {
  const hold = createHold();
  hold.left(at(1_000));
  hold.hand();
  hold.rest();
  expect(hold.left(at(900, 1_900))).toBe(false);
});
