import type { Item } from "@skein/client";
import type { Bodies, FileInfo } from "@skein/protocol";

/** One picture or video of a talk. */
export interface Piece {
  /** The same for the same picture, whatever is loaded around it. */
  readonly key: string;
  readonly file: FileInfo;
  readonly poster?: FileInfo | undefined;
  readonly video: boolean;
  readonly from: string;
  readonly at: number;
  /** Where its message stands; absent while that is on its way. */
  readonly seq?: number | undefined;
  readonly caption?: string | undefined;
}

/** Pictures and videos that a message holds; none where it is of another kind. */
export function piecesOf(
  item: Pick<Item, "id" | "seq" | "from" | "at" | "kind" | "body"> & { recalled?: unknown },
): Piece[] {
  const { id, seq, from, at, kind, body } = item;
  if (item.recalled) return [];
  const piece = (visual: Visual, place: number): Piece => ({
    key: `${seq ?? id} ${place}`,
    file: visual.file,
    ...(visual.poster && { poster: visual.poster }),
    video: visual.file.type.startsWith("video/"),
    ...{ from, at, seq },
    caption: (body as Bodies["image"]).caption,
  });
  if (kind === "album") return (body as Bodies["album"]).items.map(piece);
  if (kind === "image" || kind === "video") return [piece(body as Bodies["video"], 0)];
  return [];
}

/** Both together, in the order of their messages; what is on its way is the newest. */
export function joined(known: readonly Piece[], found: readonly Piece[]): readonly Piece[] {
  const keys = new Set(known.map(({ key }) => key));
  const all = [...known, ...found.filter(({ key }) => !keys.has(key))];
  const place = ({ seq = Infinity }: Piece): number => seq;
  // pieces of one message keep their order
  return all.toSorted((one, other) => (place(one) === place(other) ? 0 : place(one) - place(other)));
}

type Visual = Pick<Bodies["video"], "file" | "poster">;
