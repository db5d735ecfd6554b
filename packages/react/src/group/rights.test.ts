import { expect, test } from "bun:test";
import { mayChange, mayRemove, rolesToGive } from "./rights.ts";

test("what is offered in a group is what the server allows", () => {
  expect([mayChange("owner"), mayChange("admin"), mayChange("member"), mayChange(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([
    mayRemove("owner", "owner"),
    mayRemove("admin", "member"),
    mayRemove("admin", "admin"),
    mayRemove("member", "member"),
  ]).toEqual([true, true, false, false]);
  expect(rolesToGive("owner", "admin")).toEqual(["owner", "member"]);
  expect(rolesToGive("admin", "member")).toEqual([]);
});
