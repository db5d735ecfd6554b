import { plainText } from "@skein/protocol";
import type { Wording } from "../row.ts";

/** What it is, and its caption, in one line. */
export function withCaption(what: string, caption: string | undefined, { texts }: Pick<Wording, "texts">): string {
  return caption === undefined ? what : texts.files.withCaption(what, plainText(caption));
}
