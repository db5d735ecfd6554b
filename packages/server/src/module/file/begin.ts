import { LIMITS, plainName, UPLOAD_PATH } from "@skein/protocol";
import type { FileInfo, Params, Result } from "@skein/protocol/schema";
import { newId } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { knownContent } from "./access.ts";
import { typeOf } from "./content-type.ts";
import type { FileRoom } from "./room.ts";
import { type BlobRow, type Content, holdBlob, insertFile, takeRoom, useOf } from "./store.ts";
import { insertUpload } from "./upload-store.ts";

export async function limitsOf({ reading, limits }: FileRoom, user: string): Promise<Result<"file.limits">> {
  const { bytes } = await useOf(reading.storage, user);
  return { ...limits, used: bytes, uploads: LIMITS.uploads };
}

/** Begins an upload, or gives what is there already to whoever may read it. [FILE-1] [FILE-2] */
export async function begin(room: FileRoom, user: string, params: Params<"file.begin">): Promise<Result<"file.begin">> {
  const { line, reading, random, limits } = room;
  const { size, type = "", sha256, original = false } = params;
  if (size > limits.largest) {
    throw new Refusal("too_large", { path: "/size", message: `a file has at most ${limits.largest} bytes here` });
  }
  const name = plainName(params.name);
  if (sha256 !== undefined) {
    const known = await knownContent(reading.storage, user, sha256, original);
    const file = known && (await again(room, { user, name, type, source: sha256, original }, known));
    if (file) return { file };
  }
  const id = newId(random);
  const now = line.clock.now();
  const row = { id, owner: user, name, size, type, sha256: sha256 ?? "", original: Number(original), at: now };
  await line.commit.submit({ rows: [...takeRoom(user, size, limits.quota, 1), insertUpload(row)] });
  return { upload: id, path: `${UPLOAD_PATH}${id}`, expires: now + LIMITS.uploadLife };
}

interface Asked {
  readonly user: string;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly original: boolean;
}

/** The same content as another file; undefined where it was swept at this very moment. */
async function again(room: FileRoom, asked: Asked, blob: BlobRow): Promise<FileInfo | undefined> {
  const { line, random, limits } = room;
  const { user, name, type, source, original } = asked;
  const info = infoOf(newId(random), name, type, blob);
  const now = line.clock.now();
  const file = { id: info.id, owner: user, blob: blob.id, size: blob.size, source, original, info };
  try {
    await line.commit.submit({
      rows: [...takeRoom(user, blob.size, limits.quota, 0), holdBlob(blob.id, now), insertFile(file, now)],
    });
    return info;
  } catch (fault) {
    if (Refusal.is(fault, "conflict")) return undefined;
    throw fault;
  }
}

/** A file as it is told, of a content. */
export function infoOf(id: string, name: string, told: string, { size, content }: BlobRow): FileInfo {
  const { type, ...picture } = JSON.parse(content) as Content;
  return { id, name, size, type: typeOf(type, told), ...picture };
}
