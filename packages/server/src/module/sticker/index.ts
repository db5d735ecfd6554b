import { createHash } from "node:crypto";
import type { Bodies, StickerPack } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { base32 } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Addition, SendRule } from "../../message/rules.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { holdFile, readablePicture, refer, releaseFile } from "../file/index.ts";
import {
  deletePack,
  deleteSticker,
  insertPack,
  insertSticker,
  keepPack,
  letGo,
  packOf,
  packsOf,
  renamePack,
  stickerFor,
  stillMine,
} from "./store.ts";

export { stickerMigrations } from "./migrations.ts";
export { erasePacks } from "./store.ts";

interface StickerRoom {
  readonly line: Pick<Line, "commit" | "clock">;
  readonly storage: Pick<Storage, "query">;
}

/** A name that follows from what it names: the same again finds the same. */
const idOf = (...parts: readonly string[]): string =>
  base32(createHash("sha256").update(parts.join("\n")).digest().subarray(0, 10));

/** Packs of stickers that people make. [STICKER-1] to [STICKER-4] */
export function stickerCommands({ line, storage }: StickerRoom): Command[] {
  const { commit, clock } = line;
  const found = async (user: string, id: string): Promise<StickerPack> => {
    const pack = await packOf(storage, user, id);
    if (!pack) throw new Refusal("not_found", { path: "/pack" });
    return pack;
  };
  const own = async (user: string, id: string): Promise<StickerPack> => {
    const pack = await found(user, id);
    if (!pack.mine) throw new Refusal("forbidden");
    return pack;
  };
  return [
    command("sticker.packs", async ({ user }) => ({ packs: await packsOf(storage, user) }), 2),
    command("sticker.pack", ({ user }, { pack }) => found(user, pack)),
    command("sticker.create", async ({ user }, { key, name }) => {
      const id = idOf(user, key);
      const before = await packOf(storage, user, id);
      if (before) return before;
      const now = clock.now();
      await commit.submit({ rows: [insertPack(id, user, name, now), ...keepPack(user, id, now)] });
      return { id, name, mine: true, kept: true, stickers: [] };
    }),
    command("sticker.rename", async ({ user }, { pack, name }) => {
      await own(user, pack);
      await commit.submit({ rows: [renamePack(pack, user, name)] });
      return {};
    }),
    command("sticker.add", async ({ user }, { pack, file, emoji = "" }) => {
      await own(user, pack);
      const picture = await readablePicture(storage, user, file);
      if (!picture) throw new Refusal("not_found", { path: "/file" });
      const row = insertSticker(pack, idOf(file), file, emoji, clock.now());
      await commit.submit({ rows: [stillMine(pack, user), row, holdFile(file)] });
      return found(user, pack);
    }),
    command("sticker.remove", async ({ user }, { pack, sticker }) => {
      const { stickers } = await own(user, pack);
      const one = stickers.find(({ id }) => id === sticker);
      if (!one) throw new Refusal("not_found", { path: "/sticker" });
      const rows = [stillMine(pack, user), deleteSticker(pack, sticker), releaseFile(one.file.id)];
      await commit.submit({ rows });
      return {};
    }),
    command("sticker.keep", async ({ user }, { pack, on }) => {
      if (on) {
        await commit.submit({ rows: keepPack(user, pack, clock.now()) });
        return {};
      }
      const known = await packOf(storage, user, pack);
      const released = known?.mine ? known.stickers.map(({ file }) => releaseFile(file.id)) : [];
      await commit.submit({ rows: [letGo(user, pack), ...deletePack(pack, user), ...released] });
      return {};
    }),
  ];
}

/**
 * A sticker of a pack that its sender has brings its picture along, and keeps it where it is forwarded; of sets that clients bring the
 * server knows nothing. [STICKER-3]
 */
export function stickerRule(storage: Pick<Storage, "query">): SendRule {
  return ({ user, conv, body }) => filled(storage, user, conv, body as Bodies["sticker"]);
}

async function filled(
  storage: Pick<Storage, "query">,
  user: string,
  conv: string,
  { file: given, emoji: meaning, ...said }: Bodies["sticker"],
): Promise<Addition> {
  // what is forwarded is as the server had it before
  if (said.forward && given) {
    const file = await readablePicture(storage, user, given.id);
    return file
      ? { body: { ...said, file, ...(meaning && { emoji: meaning }) }, rows: refer(conv, file.id) }
      : { body: said };
  }
  const found = await stickerFor(storage, user, said.set, said.id);
  if (!found) return { body: said };
  const { file, emoji } = found;
  return { body: { ...said, file, ...(emoji !== "" && { emoji }) }, rows: refer(conv, file.id) };
}
