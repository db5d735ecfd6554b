import { expect, test } from "bun:test";
import { configWith } from "../config.ts";
import { StartFault, type StartFaultKind } from "../kit/start-fault.ts";
import { startFault } from "./start.ts";

const config = configWith({ data: "/", port: 80 });

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

test.each<[StartFaultKind, Error]>([
  ["disk", named("SQLiteError", "database or disk is full")],
  ["corrupt", named("SQLiteError", "database disk image is malformed")],
  ["corrupt", named("SQLiteError", "file is not a database")],
  ["data", named("SQLiteError", "unable to open database file")],
  ["data", named("SQLiteError", "attempt to write a readonly database")],
  ["data", named("SQLiteError", "disk I/O error")],
  ["newer", named("NewerDatabase", "The database has steps that this version does not know")],
  ["port", Object.assign(new Error("Failed to start server. Is port 80 in use?"), { code: "EADDRINUSE" })],
  ["port", Object.assign(new Error("permission denied"), { code: "EACCES" })],
  ["config", new Error("hostAuth.publicKey is not a public key in PEM.")],
])("%s: %p is told with what to do", (kind, fault) => {
  const told = startFault(fault, config);
  expect(told).toBeInstanceOf(StartFault);
  expect(told).toMatchObject({ kind });
  expect((told as StartFault).remedy).not.toBe("");
});

test("what nobody expected stays as it is", () => {
  const fault = new TypeError("x is not a function");
  expect(startFault(fault, config)).toBe(fault);
});
