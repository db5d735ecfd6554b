import type { FileInfo } from "@skein/protocol/schema";
import { againOnConflict } from "../../kit/again.ts";
import { newId } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { NoRoom } from "../../storage/blob/blob.ts";
import { infoOf } from "./begin.ts";
import { HEAD, typeOfContent } from "./content-type.ts";
import { isPicture, type MadePicture } from "./picture/picture.ts";
import type { FileRoom } from "./room.ts";
import { announce, blobOfHash, type Content, forgetRest, holdBlob, insertBlob, insertFile } from "./store.ts";

/** Nobody's: it is there for the messages that hold it, and counts on nobody's quota. */
export const NOBODY = "";
type Adopting = Pick<FileRoom, "line" | "reading" | "blobs" | "pictures" | "random">;

/**
 * Makes a file of a picture that the server found, no larger than the middle size; undefined where it is none that can be shown. Unless a
 * message holds it, it goes with the sweeping.
 */
export async function adoptPicture(
  room: Adopting,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<FileInfo | undefined> {
  const type = typeOfContent(bytes.subarray(0, HEAD));
  if (!isPicture(type)) return undefined;
  try {
    const made = await room.pictures.make(new Blob([bytes]), type, false);
    return await againOnConflict(() => kept(room, small(made), name));
  } catch (fault) {
    if (Refusal.is(fault, "picture_refused") || fault instanceof NoRoom) return undefined;
    throw fault;
  }
}

interface Small {
  readonly bytes: Uint8Array;
  readonly content: Content;
}

function small({ content, bytes = new Uint8Array(), smaller }: MadePicture): Small {
  const { sizes, ...plain } = content;
  const middle = smaller.find(({ size }) => size === "m");
  if (!middle || !sizes?.m) return { bytes, content: plain };
  const { width, height } = sizes.m;
  const { blur } = plain;
  return { bytes: middle.bytes, content: { type: "image/webp", width, height, ...(blur !== undefined && { blur }) } };
}

async function kept(room: Adopting, { bytes, content }: Small, name: string): Promise<FileInfo> {
  const { line, blobs, random } = room;
  const hash = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  const now = line.clock.now();
  const known = await blobOfHash(room.reading.storage, hash);
  const id = known?.id ?? newId(random);
  const blob = known ?? { id, size: bytes.length, content: JSON.stringify(content) };
  if (!known) {
    await line.commit.submit({ rows: [announce(id, now)] });
    await blobs.put(id, bytes);
  }
  const info = infoOf(newId(random), name, content.type, blob);
  const file = { id: info.id, owner: NOBODY, blob: id, size: blob.size, source: hash, original: false, info };
  await line.commit.submit({
    rows: [
      ...(known ? [] : [insertBlob(id, hash, bytes.length, content, now), forgetRest(id)]),
      holdBlob(id, now),
      insertFile(file, now),
    ],
  });
  return info;
}
