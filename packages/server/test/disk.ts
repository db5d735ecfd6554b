import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../src/kit/system-error.ts";

/** Runs a program with a disk of so many KiB at a folder, which is gone with the program; the system lets everybody make one of their own. */
export const onDisk = (kib: number, at: string): readonly string[] => mounted(`${tmpfs(kib)} && exec "$@"`, at);

const mounted = (script: string, ...words: readonly string[]) => ["unshare", "-rm", "sh", "-c", script, ...words];
const tmpfs = (kib: number) => `mount -t tmpfs -o size=${kib}k,mode=700 none "$0"`;

/** The same, with what lies in another folder on it, and full. */
export const onFullDisk = (kib: number, from: string, at: string): readonly string[] =>
  mounted(`${tmpfs(kib)} && cp -a "$1"/. "$0" && shift && { cat /dev/zero 2>&- > "$0/rest" || exec "$@"; }`, at, from);

/** Runs a program to which a folder is one that nobody can write to. */
export const readOnly = (at: string): readonly string[] =>
  mounted('mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"', at);

/** Whether this system does let us. */
export const mayMount =
  Bun.spawnSync([...onDisk(64, import.meta.dir), "true"], { stdout: "ignore", stderr: "ignore" }).exitCode === 0;

/** A path on such a disk, as another process reaches it. */
export const seenFromOutside = (pid: number, path: string): string => join("/proc", String(pid), "root", path);

/** Leaves no room on a disk; the next to write finds it full. */
export function fill(file: string): void {
  const descriptor = openSync(file, "w");
  try {
    for (const block = Buffer.alloc(4096, 1); ; ) writeSync(descriptor, block);
  } catch (fault) {
    if (codeOf(fault) !== "ENOSPC") throw fault;
  } finally {
    closeSync(descriptor);
  }
}
