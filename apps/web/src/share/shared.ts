import { readKept, writeKept } from "../worker/kept.ts";

let reading: Promise<string | undefined> | undefined;

/**
 * What the worker took in, as it would be written; undefined where there is nothing. It stays until it is forgotten, so that a reload
 * loses nothing; what is shared next comes with a page of its own.
 */
export function shared(): Promise<string | undefined> {
  reading ??= readShared();
  return reading;
}

async function readShared(): Promise<string | undefined> {
  if (!("caches" in globalThis)) return undefined;
  const kept = await readKept("shared");
  if (!kept) return undefined;
  return sharedOf(await kept.formData());
}

/** Title, words and link in one. */
export function sharedOf(form: FormData): string | undefined {
  const said = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  const [title, words, link] = [said("title"), said("text"), said("url")];
  // many apps put the link into the words as well, and the title again before them
  const lines = [words.includes(title) ? "" : title, words, words.includes(link) ? "" : link];
  return lines.filter((line) => line !== "").join("\n") || undefined;
}

export function forgetShared(): Promise<void> {
  reading = undefined;
  return writeKept("shared", undefined);
}
