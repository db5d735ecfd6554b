import type { FileInfo } from "@skein/protocol";
import { Picture } from "../file/picture.tsx";

/** How large a sticker stands in a talk, px. */
const EDGE = 140;

/** A sticker of somebody's pack: whole, in its own shape. */
export function StickerPicture({ file, alt }: { readonly file: FileInfo; readonly alt: string }) {
  return <Picture file={file} width={EDGE} alt={alt} className="sk-sticker sk-sticker-own" />;
}
