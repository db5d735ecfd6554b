import { accessSync, constants, existsSync, statfsSync } from "node:fs";
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
