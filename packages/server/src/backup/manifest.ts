/** What an archive holds, as its last file says: an archive without it was never finished. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** The version of Skein that made it. */
  readonly skein: string;
  /** When the copy was begun: whatever had been acknowledged by then is in it. ISO 8601. */
  readonly at: string;
  /** Which store it was, and how far it had come. */
  readonly epoch: string;
  readonly pos: number;
  readonly files: Readonly<Record<string, FileNote>>;
}

export interface FileNote {
  readonly bytes: number;
  /** Of what is in it, in hex. */
  readonly sha256: string;
}

export const FORMAT = 1;
export const MANIFEST = "manifest.json";
/** The file that every archive holds. */
export const DATABASE = "skein.db";

/** A name that leads nowhere but into the folder that is restored to. */
const SAFE = /^(?!\.\.?(\/|$))[^/\0\\]+(\/(?!\.\.?(\/|$))[^/\0\\]+)*$/;

/** Undefined when it is none, or one that this version does not understand. */
export function parseManifest(text: string): Manifest | undefined {
  const found = readJson(text);
  if (typeof found !== "object" || found === null) return undefined;
  const { format, skein, at, epoch, pos, files } = found as Partial<Record<keyof Manifest, unknown>>;
  const sound =
    format === FORMAT &&
    [skein, at, epoch].every((value) => typeof value === "string") &&
    Number.isSafeInteger(pos) &&
    typeof files === "object" &&
    files !== null &&
    DATABASE in files &&
    Object.entries(files).every(([name, note]) => SAFE.test(name) && isNote(note));
  return sound ? (found as Manifest) : undefined;
}

function isNote(value: unknown): value is FileNote {
  if (typeof value !== "object" || value === null) return false;
  const { bytes, sha256 } = value as Partial<Record<keyof FileNote, unknown>>;
  return Number.isSafeInteger(bytes) && typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    if (fault instanceof SyntaxError) return undefined;
    throw fault;
  }
}
