import type { FileLimits } from "@skein/client";
import type { Formats } from "../../text/formats.ts";
import { isolate } from "../../text/isolate.ts";
import type { Texts } from "../../text/en.ts";
import type { Chosen } from "./chosen.ts";

/** What stands in the way of sending files, told before a byte goes: in the reader's words, each with the file at fault. */
export interface Fault {
  readonly key?: string;
  readonly words: string;
}

interface Reader {
  readonly texts: Texts["files"];
  readonly formats: Formats;
}

/** @param limits undefined: not known without a link; the server tells then when it is its turn */
export function faultsOf(all: readonly Chosen[], limits: FileLimits | undefined, { texts, formats }: Reader): Fault[] {
  const faults: Fault[] = [];
  for (const { key, file } of all) {
    const name = isolate(file.name);
    if (file.size === 0) faults.push({ key, words: texts.empty(name) });
    else if (limits && file.size > limits.largest)
      faults.push({ key, words: texts.tooLarge(name, formats.bytes(file.size), formats.bytes(limits.largest)) });
  }
  if (!limits) return faults;
  const left = limits.quota - limits.used;
  const wanted = all.reduce((sum, { file, poster }) => sum + file.size + (poster?.size ?? 0), 0);
  if (limits.quota > 0 && wanted > left) faults.push({ words: texts.noRoom(formats.bytes(Math.max(0, left))) });
  if (all.length > limits.uploads) faults.push({ words: texts.tooMany(limits.uploads) });
  return faults;
}
