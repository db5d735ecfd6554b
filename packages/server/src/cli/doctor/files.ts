import type { Config } from "../../config.ts";
import { openBlobs } from "../../server/blobs.ts";
import { filesElsewhere } from "../where-files-lie.ts";
import { bad, good, type Finding } from "./finding.ts";

/** Whether the place of files can be reached, where it is not the data folder: a folder that nodes share, or S3. Nothing is written. */
export async function filesOf(config: Config): Promise<Finding[]> {
  const place = filesElsewhere(config);
  if (place === undefined) return [];
  const blobs = openBlobs(config);
  try {
    await blobs.reach();
    return [good(`The files that people send lie in ${place}, which can be reached.`)];
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return [bad(`The place of files, ${place}, cannot be used: ${why}.`, "See files.* in docs/operate/config.md.")];
  } finally {
    await blobs.close();
  }
}
