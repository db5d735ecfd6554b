import { expect, test } from "bun:test";
import { joined, type Piece } from "./pieces.ts";

const piece = (key: string, seq?: number): Piece => ({ key, seq, file: {}, video: false, from: "ann", at: 0 }) as Piece;

test("older and newer pictures join what is known at their side, each once, and what is on its way stays the newest", () => {
  const known = [piece("5 0", 5), piece("5 1", 5), piece("sending 0")];
  const older = joined(known, [piece("2 0", 2), piece("3 0", 3), piece("5 0", 5)]);
  const all = joined(older, [piece("7 0", 7), piece("7 1", 7)]);
  expect(all.map(({ key }) => key)).toEqual(["2 0", "3 0", "5 0", "5 1", "7 0", "7 1", "sending 0"]);
});
