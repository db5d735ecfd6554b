import { expect, test } from "bun:test";
import { numbered, piecesOf } from "./placeholders.ts";

test("placeholders are numbered, but not in strings, quoted names and comments", () => {
  expect(numbered(`SELECT '?''?' AS "?" -- ?\nWHERE a = ? /* ? */ AND b = ?`)).toBe(
    `SELECT '?''?' AS "?" -- ?\nWHERE a = $1 /* ? */ AND b = $2`,
  );
  expect(piecesOf("SELECT 1")).toEqual(["SELECT 1"]);
});

test("SQLite's word for an index is left out", () => {
  expect(numbered("SELECT * FROM users u INDEXED BY users_sought WHERE id = ?")).toBe(
    "SELECT * FROM users u WHERE id = $1",
  );
});
