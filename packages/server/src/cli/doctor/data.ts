import { accessSync, constants, existsSync, readdirSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { openToOthers } from "../../home/folder.ts";
import { secretsFile } from "../../home/secrets.ts";
import { codeOf } from "../../kit/system-error.ts";
import { bad, good, note, type Finding } from "./finding.ts";

const GIB = 1024 ** 3;

/** The data folder and what must be private in it. */
export function folderOf(folder: string): Finding[] {
  if (!existsSync(folder)) return [note(`There is no data folder ${folder} yet; the first start makes it.`)];
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (fault) {
    return [
      bad(`The data folder ${folder} cannot be written to (${codeOf(fault)}).`, "Give it to the user who runs Skein."),
    ];
  }
  const open = [folder, secretsFile(folder), join(folder, "running.json")].filter(
    (path) => existsSync(path) && openToOthers(path),
  );
  return [
    good(`The data folder ${folder} can be written to.`),
    ...open.map((path) => bad(`Others can read ${path}.`, `Run: chmod ${path === folder ? "700" : "600"} ${path}`)),
  ];
}

/** What restores have left: one that was killed, and what one has replaced. */
export function restoresIn(folder: string): Finding[] {
  const left = existsSync(folder) ? readdirSync(folder) : [];
  const kept = left.filter((name) => /^replaced-\d+$/.test(name));
  return [
    ...(left.some((name) => /^restore-(ready|placed)$/.test(name))
      ? [note("A restore was killed; it comes to its end at the next start.")]
      : []),
    ...(left.includes("restore-part")
      ? [note("A restore did not come to its end and changed nothing.", "Run it again, or remove restore-part.")]
      : []),
    ...kept.map((name) => note(`${join(folder, name)} is what a restore replaced.`, "Remove it when all is well.")),
  ];
}

/** Room on the disk that holds the data. */
export function diskOf(folder: string): Finding[] {
  const { bavail, bsize, ffree, files } = statfsSync(folder);
  const free = bavail * bsize;
  const room = `${(free / GIB).toFixed(1)} GiB are free for the data.`;
  const space =
    free < GIB / 4
      ? bad(room, "Make room: on a full disk the server reads but takes no messages.")
      : free < 2 * GIB
        ? note(room, "That is not much.")
        : good(room);
  return files > 0 && ffree < 1000
    ? [space, bad(`Only ${ffree} more files can be made on that disk.`, "Make room.")]
    : [space];
}
