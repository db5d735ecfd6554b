import { readKept, writeKept } from "../worker/kept.ts";

/** What another app has shared. */
export interface Shared {
  /** Title, words and link, as they would be written; empty where there are none. */
  readonly text: string;
  readonly files: readonly File[];
}

let reading: Promise<Shared | undefined> | undefined;

/**
 * What the worker took in; undefined where there is nothing. It stays until it is forgotten, so that a reload loses nothing; what is
 * shared next comes with a page of its own.
 */
export function shared(): Promise<Shared | undefined> {
  reading ??= readShared();
  return reading;
}

async function readShared(): Promise<Shared | undefined> {
  if (!("caches" in globalThis)) return undefined;
  const kept = await readKept("shared");
  if (!kept) return undefined;
  return sharedOf(await kept.formData());
}

export function sharedOf(form: FormData): Shared | undefined {
  const said = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const [title, words, link] = [said("title"), said("text"), said("url")];
  // many apps put the link into the words as well, and the title again before them
  const lines = [words.includes(title) ? "" : title, words, words.includes(link) ? "" : link];
  const text = lines.filter((line) => line !== "").join("\n");
  const files = form.getAll("files").filter((file) => file instanceof File && file.size > 0) as File[];
  return text === "" && files.length === 0 ? undefined : { text, files };
}

export function forgetShared(): Promise<void> {
  reading = undefined;
  return writeKept("shared", undefined);
}
