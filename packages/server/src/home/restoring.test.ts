import { afterAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beginRestore, commitRestore, dataIn, finishRestore } from "./restoring.ts";

const root = mkdtempSync(join(tmpdir(), "skein-restoring-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Files of a folder, by name and what is in them. */
function put(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, "data-"));
  put(folder, files);
  return folder;
}

const contents = (folder: string) =>
  Object.fromEntries(dataIn(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

const OLD = { "skein.db": "old", "skein.db-wal": "old log", "secrets.json": "old secrets" };
const NEW = { "skein.db": "new", "secrets.json": "new secrets", "skein.toml": "new settings" };

test("into an empty folder, and over one that is not: what was there is kept beside", () => {
  for (const [before, kept] of [
    [{}, undefined],
    [OLD, "replaced-1"],
  ] as const) {
    const folder = folderWith({ ...before, lock: "", "running.json": "{}" });
    put(beginRestore(folder), NEW);
    expect(commitRestore(folder)).toBe(kept && join(folder, kept));
    expect(contents(folder)).toEqual(NEW);
    expect(existsSync(join(folder, "running.json"))).toBeTrue();
    if (kept) for (const name of Object.keys(OLD)) expect(readdirSync(join(folder, kept))).toContain(name);
  }
});

test("what was only being unpacked is nothing: the folder is as it was, and the next try begins anew", () => {
  const folder = folderWith(OLD);
  put(beginRestore(folder), { "skein.db": "half" });
  expect(finishRestore(folder)).toBeUndefined();
  expect(contents(folder)).toEqual(OLD);
  expect(readdirSync(beginRestore(folder))).toEqual([]);
});

/** What may be on the disk after a kill, at each step from the moment that all was unpacked. */
const HALVES: Readonly<Record<string, (folder: string) => void>> = {
  "all was unpacked": (folder) => {
    put(folder, OLD);
    put(join(folder, "restore-ready", "new"), NEW);
  },
  "some of the old was moved away": (folder) => {
    put(folder, { "secrets.json": "old secrets" });
    put(join(folder, "restore-ready", "new"), NEW);
    put(join(folder, "restore-ready", "old"), { "skein.db": "old", "skein.db-wal": "old log" });
  },
  "all of the old was moved away": (folder) => {
    put(join(folder, "restore-placed", "new"), NEW);
    put(join(folder, "restore-placed", "old"), OLD);
  },
  "some of the new was moved in": (folder) => {
    put(folder, { "skein.toml": "new settings" });
    put(join(folder, "restore-placed", "new"), { "skein.db": "new", "secrets.json": "new secrets" });
    put(join(folder, "restore-placed", "old"), OLD);
  },
  "all but tidying was done": (folder) => {
    put(folder, NEW);
    put(join(folder, "restore-placed", "new"), {});
    put(join(folder, "replaced-1"), OLD);
  },
};

test.each(Object.keys(HALVES))(
  "killed when %s, the restore comes to its end at the next taking of the folder",
  (when) => {
    const folder = folderWith({ lock: "" });
    HALVES[when]?.(folder);
    finishRestore(folder);
    expect(contents(folder)).toEqual(NEW);
    expect(readdirSync(folder).toSorted((a, b) => a.localeCompare(b))).toEqual(
      ["lock", "replaced-1", ...Object.keys(NEW)].toSorted((a, b) => a.localeCompare(b)),
    );
    for (const [name, text] of Object.entries(OLD))
      expect(readFileSync(join(folder, "replaced-1", name), "utf8")).toBe(text);
  },
);
