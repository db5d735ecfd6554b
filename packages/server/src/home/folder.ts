import { accessSync, chmodSync, constants, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { StartFault } from "../kit/start-fault.ts";
import { codeOf } from "../kit/system-error.ts";

/**
 * The data folder, made where there is none: for its owner alone.
 * @returns its whole path
 * @throws StartFault where it cannot be made or written to, or others can read it
 */
export function openDataFolder(path: string): string {
  const folder = resolve(path);
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!statSync(folder).isDirectory()) {
      throw new StartFault("data", `The data folder ${folder} is a file.`, "Choose another with --data.");
    }
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    if (openToOthers(folder)) {
      throw new StartFault(
        "data",
        `Others can look into the data folder ${folder}, where the messages and secrets are.`,
        `Run: chmod 700 ${folder}`,
      );
    }
  } catch (fault) {
    if (fault instanceof StartFault) throw fault;
    throw unusable(folder, codeOf(fault));
  }
  return folder;
}

function unusable(folder: string, code: string): StartFault {
  if (code === "ENOSPC") return new StartFault("disk", "The disk is full.", `Make room for ${folder}.`);
  return new StartFault(
    "data",
    `The data folder ${folder} cannot be used (${code}).`,
    "Give it to the user who runs Skein (chown), or choose another with --data.",
  );
}

/** Whether anybody but its owner may do something with a file or folder. Where the system knows no such bits, no. */
export function openToOthers(path: string): boolean {
  return process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
}

/** Writes a file that its owner alone may read. It comes into its place whole: whoever looks sees what was there before or all of this. */
export function writePrivate(file: string, text: string): void {
  const beside = `${file}.new`;
  writeFileSync(beside, text, { mode: 0o600 });
  // the mode above counts only for a file that was not there
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}
