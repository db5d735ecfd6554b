import { statfsSync } from "node:fs";
import { StartFault } from "../kit/start-fault.ts";

/** Beside what is counted: names, heads, the log of a database that is opened. */
const SLACK = 1_048_576;

/** @throws StartFault when so many bytes will not fit on the disk of a folder: better than half of it and then an error */
export function requireRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, bytes + SLACK];
  if (free >= needed) return;
  const mib = (value: number) => `${(value / 1_048_576).toFixed(1)} MiB`;
  throw new StartFault(
    "disk",
    `The disk is too full: ${mib(needed)} are needed in ${folder}, ${mib(free)} are free.`,
    "Make room, or choose another disk.",
  );
}
