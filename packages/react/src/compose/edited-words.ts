import { LIMITS } from "@skein/protocol";
import { rowOf } from "../talk/kind/kinds.ts";
import type { MessageItem } from "../talk/kind/row.ts";

/** The words of a message that its author may change. */
export interface EditedWords {
  readonly field: "text" | "caption";
  readonly text: string;
  /** Code points that it may have at most. */
  readonly most: number;
  /** There may be none. */
  readonly optional: boolean;
}

/** What of a message can be changed: of one in words all, of one that holds files what stands under them; undefined: nothing. */
export function editedWords({ kind, body }: MessageItem): EditedWords | undefined {
  const field = rowOf(kind)?.edits;
  if (field === undefined) return undefined;
  const text = (body as { readonly text?: string; readonly caption?: string })[field] ?? "";
  return { field, text, most: LIMITS[field], optional: field === "caption" };
}
