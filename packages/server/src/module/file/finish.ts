import type { FileInfo, Params, Result } from "@skein/protocol/schema";
import { againOnConflict } from "../../kit/again.ts";
import { newId } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { NoBlob, NoRoom } from "../../storage/blob/blob.ts";
import { readableFiles } from "./access.ts";
import { infoOf } from "./begin.ts";
import { HEAD, typeOfContent } from "./content-type.ts";
import { giveUp } from "./give-up.ts";
import { isPicture } from "./picture/picture.ts";
import type { FileRoom } from "./room.ts";
import {
  announce,
  type BlobRow,
  type Content,
  blobOfHash,
  blobOfSource,
  forgetRest,
  giveRoom,
  holdBlob,
  insertBlob,
  insertFile,
  insertSource,
  noteRest,
  takeRoom,
} from "./store.ts";
import { finished, uploadOf, type UploadRow } from "./upload-store.ts";
import { streamOf } from "./stream.ts";

/** Makes a file of an upload that is whole. [FILE-4] */
export async function finish(
  room: FileRoom,
  user: string,
  { upload: id }: Params<"file.finish">,
): Promise<Result<"file.finish">> {
  const row = await uploadOf(room.reading.storage, user, id);
  if (!row) throw new Refusal("not_found");
  if (row.file !== "") return { file: await before(room, row) };
  if (row.have < row.size) {
    throw new Refusal("upload_unfinished", { message: `${row.have} of ${row.size} bytes are there` });
  }
  const { source, head } = await whole(room, row);
  if (row.sha256 !== "" && row.sha256 !== source) {
    await giveUp(room, row);
    throw new Refusal("content_differs");
  }
  try {
    return { file: await againOnConflict(() => made(room, row, source, head)) };
  } catch (fault) {
    if (fault instanceof NoRoom) throw new Refusal("storage_full");
    if (Refusal.is(fault, "picture_refused") || Refusal.is(fault, "quota_full")) await giveUp(room, row);
    throw fault;
  }
}

/** What came, put together and looked at. */
async function whole(room: FileRoom, row: UploadRow): ReturnType<typeof looked> {
  try {
    await room.blobs.complete({ key: row.id, have: row.have, state: row.state });
    return await looked(room, row);
  } catch (fault) {
    if (!(fault instanceof NoBlob)) throw fault;
    // put back from a back-up that did not have its bytes: it is begun anew
    await giveUp(room, row);
    throw new Refusal("not_found");
  }
}

/** What it became when it was asked for first. */
async function before({ reading }: FileRoom, { owner, file }: UploadRow): Promise<FileInfo> {
  const [found] = await readableFiles(reading.storage, owner, [file]);
  if (!found) throw new Refusal("not_found");
  return JSON.parse(found.body) as FileInfo;
}

async function made(room: FileRoom, row: UploadRow, source: string, head: Uint8Array): Promise<FileInfo> {
  const { storage } = room.reading;
  // another node may have been quicker
  const now = await uploadOf(storage, row.owner, row.id);
  if (now && now.file !== "") return before(room, now);
  const known = await blobOfSource(storage, source, row.original > 0);
  return known ? taken(room, row, source, known) : kept(room, row, source, head);
}

/** The SHA-256 of what came, and its first bytes: all of it is read only where nobody has hashed it as it came. */
async function looked(
  { blobs }: FileRoom,
  { id, size, hash: known }: UploadRow,
): Promise<{ source: string; head: Uint8Array }> {
  const end = known === "" ? size : Math.min(HEAD, size);
  if (known !== "" && (await blobs.size(id)) !== size) throw new Refusal("content_differs");
  const hash = new Bun.CryptoHasher("sha256");
  const head = Buffer.alloc(Math.min(HEAD, size));
  let seen = 0;
  for await (const part of streamOf(await blobs.read(id, { start: 0, end }))) {
    if (seen < head.length) head.set(part.subarray(0, head.length - seen), seen);
    seen += part.length;
    hash.update(part);
    // free at once: as garbage it would pile up faster than it is collected
    part.buffer.transfer(0);
  }
  if (seen !== end) throw new Refusal("content_differs");
  return { source: known === "" ? hash.digest("hex") : known, head };
}

/** The same bytes were here before: these are not kept a second time. */
async function taken(room: FileRoom, row: UploadRow, source: string, blob: BlobRow): Promise<FileInfo> {
  const info = infoOf(newId(room.random), row.name, row.type, blob);
  await written(room, row, source, blob, info, [noteRest(row.id, room.line.clock.now())]);
  return info;
}

/** A content that was not here before. */
async function kept(room: FileRoom, row: UploadRow, source: string, head: Uint8Array): Promise<FileInfo> {
  const { line, blobs, pictures, random } = room;
  const type = typeOfContent(head);
  if (!isPicture(type)) {
    const content: Content = { type };
    const blob = { id: row.id, size: row.size, content: JSON.stringify(content) };
    const same = await blobOfHash(room.reading.storage, source);
    if (same) return taken(room, row, source, same);
    const info = infoOf(newId(random), row.name, row.type, blob);
    const now = line.clock.now();
    await written(room, row, source, blob, info, [insertBlob(row.id, source, row.size, content, now)]);
    return info;
  }
  const picture = await pictures.make(await blobs.read(row.id, { start: 0, end: row.size }), type, row.original > 0);
  const hash = picture.bytes ? new Bun.CryptoHasher("sha256").update(picture.bytes).digest("hex") : source;
  const same = await blobOfHash(room.reading.storage, hash);
  if (same) return taken(room, row, source, same);
  const id = picture.bytes ? newId(random) : row.id;
  const now = line.clock.now();
  await line.commit.submit({ rows: [announce(id, now)] });
  for (const { size, bytes } of picture.smaller) await blobs.put(`${id}.${size}`, bytes);
  if (picture.bytes) await blobs.put(id, picture.bytes);
  const size = picture.bytes?.length ?? row.size;
  const blob = { id, size, content: JSON.stringify(picture.content) };
  const info = infoOf(newId(random), row.name, row.type, blob);
  await written(room, row, source, blob, info, [
    insertBlob(id, hash, size, picture.content, now),
    forgetRest(id),
    ...(picture.bytes ? [noteRest(row.id, now)] : []),
  ]);
  return info;
}

/** The upload becomes a file of its owner, of the size that the content has by now. */
async function written(
  { line, limits }: FileRoom,
  row: UploadRow,
  source: string,
  blob: BlobRow,
  info: FileInfo,
  before: readonly ReturnType<typeof noteRest>[],
): Promise<void> {
  const now = line.clock.now();
  const original = row.original > 0;
  const { id: upload, owner } = row;
  await line.commit.submit({
    rows: [
      ...before,
      finished(upload, info.id, now),
      giveRoom(owner, row.size, 1),
      ...takeRoom(owner, blob.size, limits.quota, 0),
      holdBlob(blob.id, now),
      insertSource(source, original, blob.id),
      insertFile({ id: info.id, owner, blob: blob.id, size: blob.size, source, original, info }, now),
    ],
  });
}
