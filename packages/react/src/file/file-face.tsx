import type { FileInfo } from "@skein/protocol";
import {
  File,
  FileArchive,
  FileAudio,
  FileCode,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  type LucideIcon,
  Presentation,
} from "lucide-react";

/** What a file is like at a glance: by the type that its content has. */
const FACES: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^image\//, FileImage],
  [/^video\//, FileVideo],
  [/^audio\//, FileAudio],
  [/zip|compressed|x-tar|gzip|x-7z|x-rar|x-xz|zstd/, FileArchive],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/presentation|powerpoint/, Presentation],
  [/json|xml|javascript|html|x-sh|typescript/, FileCode],
  [/^text\/|pdf|word|document|rtf|epub/, FileText],
];

export function FileFace({ type, size = 24 }: Pick<FileInfo, "type"> & { readonly size?: number }) {
  const Face = FACES.find(([pattern]) => pattern.test(type))?.[1] ?? File;
  return <Face size={size} aria-hidden="true" />;
}

/** A name in two parts, the second never cut off: what it ends with says what it is. */
function nameParts(name: string): readonly [stem: string, end: string] {
  const dot = name.lastIndexOf(".");
  const from = dot > 0 && name.length - dot <= 10 ? Math.max(0, dot - 4) : Math.max(0, name.length - 6);
  return name.length <= 24 ? [name, ""] : [name.slice(0, from), name.slice(from)];
}

/** A name in one line, whatever its length and direction. */
export function FileName({ name }: { readonly name: string }) {
  const [stem, end] = nameParts(name);
  return (
    <bdi className="sk-file-name" title={name}>
      <span>{stem}</span>
      {end !== "" && <span>{end}</span>}
    </bdi>
  );
}
