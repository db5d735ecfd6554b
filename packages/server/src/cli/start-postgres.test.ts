import { SQL } from "bun";
import { expect, test } from "bun:test";
import { configWith } from "../config.ts";
import { startFault } from "./start.ts";

const config = configWith({ postgres: "postgres://skein:its-password@db.example:5432/chat" });

/** What PostgreSQL itself says, by its SQLSTATE. */
function told(errno: string, message: string): Error {
  return new SQL.PostgresError(message, {
    code: "ERR_POSTGRES_SERVER_ERROR",
    errno,
    detail: "",
    hint: "",
    severity: "FATAL",
  });
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

test.each([
  [
    named("UnsuitableDatabase", "PostgreSQL 15 or later is needed."),
    "cannot hold what Skein keeps: PostgreSQL 15 or later",
  ],
  [named("ConnectionSilent", "no answer"), "PostgreSQL cannot be reached at db.example:5432/chat."],
  [new Error("away", { cause: named("ConnectionSilent", "no answer") }), "cannot be reached at db.example:5432/chat."],
  [told("28P01", "password authentication failed"), "refuses the login at db.example:5432/chat."],
  [told("3D000", "no such database"), "There is no such database: db.example:5432/chat."],
  [told("25006", "cannot execute CREATE TABLE in a read-only transaction"), "takes no writes: it is a standby"],
  [told("42501", "permission denied for schema public"), "may not do what is needed"],
  [told("53300", "too many clients already"), "does not take anybody now: too many clients already."],
  [
    told("57P03", "the database system is starting up"),
    "does not take anybody now: the database system is starting up.",
  ],
])("what keeps a node from its database is told without its password (%#)", (fault, words) => {
  expect(startFault(fault, config)).toMatchObject({ kind: "database", what: expect.stringContaining(words) as string });
  expect(String(startFault(fault, config))).not.toContain("its-password");
});

test("what nobody expected stays as it is, and without a cluster nothing is about PostgreSQL", () => {
  const strange = told("XX000", "cache lookup failed");
  expect(startFault(strange, config)).toBe(strange);
  const silent = named("ConnectionSilent", "no answer");
  expect(startFault(silent, configWith({}))).toBe(silent);
});
