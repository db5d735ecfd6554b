import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";
/** What the tests of all lanes need at most, with room to spare: their folders, and what their programs hold. */
const ROOM = 3 * 1024 ** 3;

/** @type {string | undefined} */
let folder;

/**
 * Where the tests of this run keep their temporary folders; goes with this process. It is in memory where there is enough: a hundred
 * thousand small files come and go, and a disk makes new ones slowly where many went just before. No test takes the power from a
 * machine, and what a killed process wrote stays in either.
 */
export function scratch() {
  if (folder === undefined) {
    removeForsaken();
    folder = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), `skein-suite-${process.pid}-`));
    // others pass through it to what is theirs, as to any place for temporary files
    chmodSync(folder, 0o711);
    const path = folder;
    process.once("exit", () => rmSync(path, { recursive: true, force: true }));
  }
  return folder;
}

function hasRoom() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, freemem()) > ROOM;
  } catch {
    return false;
  }
}

/** A run that was killed left its folder, which holds memory. */
function removeForsaken() {
  for (const place of new Set([MEMORY, tmpdir()]))
    for (const name of namesIn(place)) {
      const pid = Number(/^skein-suite-(\d+)-/.exec(name)?.[1]);
      if (pid && !isAlive(pid)) rmSync(join(place, name), { recursive: true, force: true });
    }
}

/** @param {string} place */
function namesIn(place) {
  try {
    return readdirSync(place);
  } catch {
    return [];
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
