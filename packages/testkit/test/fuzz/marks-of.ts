import type { Mark } from "@skein/protocol";
import type { StoredSummary } from "@skein/server";

/** The marks of the others, by user; undefined where they are not told. */
export function marksOf({ others }: Pick<StoredSummary, "others">): readonly Mark[] | undefined {
  return others ? (JSON.parse(`[${others.marks}]`) as Mark[]) : undefined;
}
