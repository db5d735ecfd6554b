import type { Item } from "@skein/client";
import type { Bodies, FileInfo } from "@skein/protocol";

/** Files that a message holds, without the posters of its videos. */
export function filesIn({ kind, body, recalled }: Pick<Item, "kind" | "body" | "recalled">): readonly FileInfo[] {
  if (recalled) return [];
  if (kind === "album") return (body as Bodies["album"]).items.map(({ file }) => file);
  const held = ["image", "file", "voice", "video"].includes(kind) ? (body as Bodies["file"]).file : undefined;
  return held ? [held] : [];
}
