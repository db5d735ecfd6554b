import { expect, test } from "bun:test";
import { initials } from "./initials.ts";

test.each([
  ["Ann Lee", "AL"],
  ["ann", "A"],
  ["  Jean-Luc de la Tour ", "JT"],
  ["王小雁", "小雁"],
  ["雁", "雁"],
  ["欧阳修竹", "修竹"],
  ["🦆 Pond", "P"],
  ["🦆🦢", "🦆"],
  ["👩‍👩‍👧", "👩‍👩‍👧"],
  ["علي حسن", "عح"],
  ["42", "4"],
  ["...", "."],
  ["", "?"],
])("the initials of %j are %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
