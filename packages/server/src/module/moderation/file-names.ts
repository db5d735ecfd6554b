import { directId } from "@skein/protocol";
import type { FileInfo, SendableKind } from "@skein/protocol/schema";
import type { Body } from "../../message/bodies.ts";
import type { Addition, Saying, SendRule } from "../../message/rules.ts";
import { renameFile } from "../file/index.ts";
import { masked } from "./masked.ts";
import type { ModerationState } from "./state.ts";
import { flagged } from "./store.ts";
import type { WordList } from "./word-list.ts";

/** Where a message of each kind holds files: what its sender says of them is not what others are told. */
export const HELD: Readonly<Partial<Record<SendableKind, readonly string[]>>> = {
  image: ["file"],
  album: ["items"],
  file: ["file"],
  voice: ["file"],
  video: ["file", "poster"],
};

/**
 * The names of the files of a message are looked at as its words are, once the server has written them. One that is starred out is so
 * wherever the file is read from then on, also where it is saved. [MOD-1]
 */
export function moderationOfNames(state: ModerationState): SendRule {
  return (saying) => {
    if (saying.conv === directId(saying.user, saying.user)) return undefined;
    const { known } = state;
    return known ? lookedAt(known.words, saying) : state.read().then((late) => lookedAt(late.words, saying));
  };
}

function lookedAt(words: WordList, saying: Saying): Addition | undefined {
  if (words.size === 0) return undefined;
  const flags = new Set<string>();
  const renamed = new Map<string, FileInfo>();
  const see = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(see);
    if (isFile(value)) {
      const name = masked(words, value.name, flags);
      if (name === value.name) return value;
      const info = { ...value, name };
      renamed.set(info.id, info);
      return info;
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, see(part)]));
  };
  const fields = HELD[saying.kind] ?? [];
  const seen = fields.flatMap((field) => (field in saying.body ? [[field, see(saying.body[field])] as const] : []));
  const body: Body = { ...saying.body, ...Object.fromEntries(seen) };
  const rows = [...renamed.values()].map(renameFile);
  if (flags.size > 0) rows.push(flagged(saying, body, [...flags]));
  if (rows.length === 0) return undefined;
  return { rows, ...(renamed.size > 0 && { body }) };
}

function isFile(value: unknown): value is FileInfo {
  return typeof value === "object" && value !== null && "id" in value && "name" in value;
}
