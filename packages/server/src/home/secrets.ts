import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { newSecret, type RandomBytes } from "../kit/id.ts";
import { openToOthers, writePrivate } from "./folder.ts";
import { codeOf } from "../kit/system-error.ts";
import { StartFault } from "../kit/start-fault.ts";

/** What only this server knows. Made at first start, kept in the data folder, never logged and never shown. */
export interface Secrets {
  /** Signs tokens of the host app by HS256, where it has no secret of its own. */
  readonly hostAuth: string;
}

/** The file of the secrets in a data folder. */
export const secretsFile = (folder: string): string => join(folder, "secrets.json");

/**
 * Reads the secrets, or makes them at first start.
 * @throws StartFault when others can read them, or they cannot be read or written.
 */
export function loadSecrets(folder: string, random: RandomBytes): Secrets {
  const file = secretsFile(folder);
  try {
    if (!existsSync(file))
      writePrivate(file, `${JSON.stringify({ hostAuth: newSecret(random) + newSecret(random) }, null, 2)}\n`);
    if (openToOthers(file)) {
      throw new StartFault("data", `Others can read the secrets in ${file}.`, `Run: chmod 600 ${file}`);
    }
    return parse(readFileSync(file, "utf8"), file);
  } catch (fault) {
    if (fault instanceof StartFault) throw fault;
    const code = codeOf(fault);
    if (code === "ENOSPC") throw new StartFault("disk", "The disk is full.", `Make room for ${folder}.`);
    throw new StartFault("data", `The secrets in ${file} cannot be used (${code}).`, "See who owns the file.");
  }
}

function parse(text: string, file: string): Secrets {
  const found = readJson(text);
  if (
    typeof found === "object" &&
    found !== null &&
    "hostAuth" in found &&
    typeof found.hostAuth === "string" &&
    found.hostAuth.length >= 32
  ) {
    return { hostAuth: found.hostAuth };
  }
  throw new StartFault(
    "data",
    `The secrets in ${file} are damaged.`,
    "Put the file back from a back-up, or remove it: new ones are made, and tokens that your app signed with the old one end.",
  );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}
