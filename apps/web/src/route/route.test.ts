import { expect, test } from "bun:test";
import { pathTo, type Route, routeOf } from "./route.ts";

const at = (address: string): Route => routeOf(new URL(address, "http://localhost"));

test("places and their addresses belong together", () => {
  expect(at(pathTo.home)).toEqual({ page: "home" });
  expect(at(pathTo.conversation("d:ann:bob.lee@x"))).toEqual({ page: "conversation", id: "d:ann:bob.lee@x" });
  expect(pathTo.conversation("d:ann:bob.lee")).not.toContain(".");
  expect(at(pathTo.thread("d:ann:bob.lee", 17))).toEqual({ page: "thread", id: "d:ann:bob.lee", root: 17 });
  expect(at(pathTo.threads)).toEqual({ page: "threads" });
  expect(at(pathTo.message("d:ann:bob.lee", 17))).toEqual({ page: "conversation", id: "d:ann:bob.lee", seq: 17 });
  expect(at("/c/d:ann:bob/17/")).toEqual({ page: "conversation", id: "d:ann:bob", seq: 17 });
  expect(at(pathTo.archive({ page: "home" }))).toEqual({ page: "home", archive: true });
  const open = at(pathTo.archive({ page: "conversation", id: "g1" }));
  expect(open).toEqual({ page: "conversation", id: "g1", archive: true });
  expect(at(pathTo.starred)).toEqual({ page: "starred" });
  expect(at(pathTo.settings())).toEqual({ page: "settings", section: undefined });
  expect(at(pathTo.settings("devices"))).toEqual({ page: "settings", section: "devices" });
  expect(at(pathTo.people)).toEqual({ page: "people" });
  expect(at(pathTo.contacts())).toEqual({ page: "contacts", requests: false });
  expect(at(pathTo.contacts("requests"))).toEqual({ page: "contacts", requests: true });
  expect(at(pathTo.group("abc_-1"))).toEqual({ page: "group", code: "abc_-1" });
  expect(at(pathTo.add("abc"))).toEqual({ page: "add", code: "abc" });
  expect(at(pathTo.person("ann.lee@x"))).toEqual({ page: "person", user: "ann.lee@x" });
});

test("codes are read from the fragment", () => {
  expect(at("/setup#abc-123")).toEqual({ page: "setup", code: "abc-123" });
  expect(at("/signin#abc")).toEqual({ page: "signin", code: "abc" });
  expect(at("/add#abc")).toEqual({ page: "add", code: "abc" });
  expect(at("/g#abc")).toEqual({ page: "group", code: "abc" });
  expect(at("/join?invite=xyz")).toEqual({ page: "join", invite: "xyz" });
  expect(at("/join#xyz")).toEqual({ page: "join", invite: "xyz" });
});

test("what is no place is missing, and nothing throws", () => {
  for (const address of [
    "/nowhere",
    "/settings/nowhere",
    "/c/a/b",
    "/c/a/0",
    "/c/a/1/2",
    "/c/a/t",
    "/c/a/t/0",
    "/c/a/t/1/2",
    "/threads/x",
    "/c/a/0",
    "/c/a/-1",
    "/c/a/1e3",
    "/c/a/1/2",
    "/c/a//",
    "/u",
    "/contacts/nowhere",
  ])
    expect(at(address)).toEqual({ page: "missing" });
  expect(at("/c/%E0%A4%A")).toEqual({ page: "conversation", id: "%E0%A4%A" });
});
