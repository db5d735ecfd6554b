import type { FileInfo } from "@skein/protocol";
import { useProgress, useProgressWords } from "./use-progress.ts";

/** How far a file is on its way, in words; nothing once it is there. */
export function UploadLine({ file }: { readonly file: FileInfo }) {
  const words = useProgressWords();
  const progress = useProgress(file);
  return progress ? <span className="sk-upload-words">{words(progress)}</span> : null;
}
