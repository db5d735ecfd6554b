import { LIMITS } from "@skein/protocol";
import type { FileInfo } from "@skein/protocol/schema";
import { againOnConflict } from "../../kit/again.ts";
import { base32, newId } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { NoBlob, NoRoom } from "../../storage/blob/blob.ts";
import type { Statement } from "../../storage/storage.ts";
import { type FileRow, readableFiles } from "./access.ts";
import { NOBODY } from "./adopt.ts";
import { infoOf } from "./begin.ts";
import { isPicture } from "./picture/picture.ts";
import type { MadeFace } from "./picture/face.ts";
import type { FileRoom } from "./room.ts";
import { announce, blobOfHash, type Content, forgetRest, holdBlob, holdFile, insertBlob, insertFile } from "./store.ts";

/** Random bits of an address, in bytes: nobody can guess it. */
const ADDRESS = 16;

/** What people and groups look like. */
export interface Avatars {
  /**
   * Makes a small copy of a picture among somebody's own files, which lives on as nobody's file for as long as it is shown: whatever becomes
   * of the file, and whoever may not read that. [AVATAR-1] [AVATAR-2]
   *
   * @param shown the person, or the group
   * @param file null: no picture any more
   * @returns its address, and what is to be written in one with whatever tells that
   * @throws Refusal `not_found`, `invalid`, `too_large`, `picture_refused`, `storage_full`, `busy`
   */
  put(
    user: string,
    shown: string,
    file: string | null,
  ): Promise<{ readonly id: string | null; readonly rows: readonly Statement[] }>;
}

type Making = Pick<FileRoom, "line" | "reading" | "blobs" | "pictures" | "random">;

export function createAvatars(room: Making): Avatars {
  return {
    async put(user, shown, file) {
      if (file === null) return { id: null, rows: eraseAvatar(shown) };
      const copy = await copyOf(room, await ownPicture(room, user, file));
      const id = base32(room.random(ADDRESS));
      return { id, rows: [...eraseAvatar(shown), holdFile(copy), insertAvatar(id, shown, copy)] };
    },
  };
}

async function copyOf(room: Making, source: FileRow): Promise<string> {
  const { type } = JSON.parse(source.body) as FileInfo;
  try {
    const made = await room.pictures.face(await sourceOf(room, source), type);
    return await againOnConflict(() => kept(room, made));
  } catch (fault) {
    if (fault instanceof NoRoom) throw new Refusal("storage_full");
    // put back from a back-up that did not have its bytes
    if (fault instanceof NoBlob) throw new Refusal("not_found", { path: "/avatar" });
    throw fault;
  }
}

/** A person or a group has no picture any more; its file goes with the sweeping. [AVATAR-4] */
export function eraseAvatar(shown: string): Statement[] {
  return [
    {
      sql: "UPDATE files SET used = 0 WHERE id IN (SELECT file FROM avatars WHERE shown = ?)",
      parameters: [shown],
    },
    { sql: "DELETE FROM avatars WHERE shown = ?", parameters: [shown] },
  ];
}

function insertAvatar(id: string, shown: string, file: string): Statement {
  return {
    sql: "INSERT INTO avatars (id, shown, file) VALUES (?, ?, ?) ON CONFLICT (shown) DO NOTHING",
    parameters: [id, shown, file],
    // somebody else was quicker
    expect: { changes: 1, error: "conflict" },
  };
}

/** What others have sent is not one's own, also where one may read it. */
async function ownPicture({ reading }: Making, user: string, id: string): Promise<FileRow> {
  const [file] = await readableFiles(reading.storage, user, [id]);
  if (file?.owner !== user) throw new Refusal("not_found", { path: "/avatar" });
  const { type, size } = JSON.parse(file.body) as FileInfo;
  if (!isPicture(type)) throw new Refusal("invalid", { path: "/avatar", message: "is no picture" });
  if (size > LIMITS.avatar) {
    throw new Refusal("too_large", { path: "/avatar", message: `a picture has at most ${LIMITS.avatar} bytes here` });
  }
  return file;
}

/** The smaller copy where there is one: decoding it costs a part of what the picture would. */
function sourceOf({ blobs }: Making, { blob, body }: FileRow) {
  const { size, sizes } = JSON.parse(body) as FileInfo;
  return sizes?.m
    ? blobs.read(`${blob}.m`, { start: 0, end: sizes.m.size })
    : blobs.read(blob, { start: 0, end: size });
}

/** A file of nobody's, and its bytes: the same picture is kept once. */
async function kept({ line, reading, blobs, random }: Making, made: MadeFace): Promise<string> {
  const [whole, m, s] = made;
  if (!whole || !m || !s) throw new Error("a face has three sizes");
  const { width, height, bytes } = whole;
  // apart from files: of the same bytes these have other smaller copies
  const hash = `face:${new Bun.CryptoHasher("sha256").update(bytes).digest("hex")}`;
  const now = line.clock.now();
  const known = await blobOfHash(reading.storage, hash);
  const sizes = Object.fromEntries(
    Object.entries({ s, m }).map(([name, one]) => [
      name,
      { width: one.width, height: one.height, size: one.bytes.length },
    ]),
  );
  const content: Content = { type: "image/webp", width, height, sizes };
  const blob = known ?? { id: newId(random), size: bytes.length, content: JSON.stringify(content) };
  if (!known) {
    await line.commit.submit({ rows: [announce(blob.id, now)] });
    await blobs.put(`${blob.id}.s`, s.bytes);
    await blobs.put(`${blob.id}.m`, m.bytes);
    await blobs.put(blob.id, bytes);
  }
  const info = infoOf(newId(random), "avatar.webp", content.type, blob);
  const file = { id: info.id, owner: NOBODY, blob: blob.id, size: blob.size, source: hash, original: false, info };
  await line.commit.submit({
    rows: [
      ...(known ? [] : [insertBlob(blob.id, hash, blob.size, content, now), forgetRest(blob.id)]),
      holdBlob(blob.id, now),
      insertFile(file, now),
    ],
  });
  return info.id;
}
