import { join } from "node:path";
import type { Config } from "../config.ts";
import { dutyMigrations } from "../duty/index.ts";
import { newId, type RandomBytes } from "../kit/id.ts";
import { accountMigrations } from "../module/account/index.ts";
import { keepMigrations } from "../module/keep/index.ts";
import { contactMigrations } from "../module/contact/index.ts";
import { fileMigrations } from "../module/file/index.ts";
import { groupMigrations } from "../module/group/index.ts";
import { kindMigrations } from "../module/kind/index.ts";
import { mentionMigrations } from "../module/mention/index.ts";
import { messageMigrations } from "../module/message/index.ts";
import { auditMigrations } from "../module/audit/index.ts";
import { moderationMigrations } from "../module/moderation/index.ts";
import { nodeMigrations } from "../module/node/index.ts";
import { pushMigrations } from "../module/push/index.ts";
import { pinMigrations } from "../module/pin/index.ts";
import { previewMigrations } from "../module/preview/index.ts";
import { stickerMigrations } from "../module/sticker/index.ts";
import { threadMigrations } from "../module/thread/index.ts";
import { pollMigrations } from "../module/poll/index.ts";
import { searchMigrations } from "../module/search/index.ts";
import { streamMigrations } from "../module/stream/index.ts";
import { openPostgres } from "../storage/postgres/open.ts";
import { postgresCore } from "../storage/postgres/schema.ts";
import { openSqlite } from "../storage/sqlite/open.ts";
import { coreMigrations } from "../storage/sqlite/schema.ts";
import type { Storage } from "../storage/storage.ts";

/** What kinds of messages keep. */
const kinds = [...pollMigrations, ...kindMigrations, ...streamMigrations, ...previewMigrations, ...stickerMigrations];
/** What is kept of messages beside themselves. */
const talkMigrations = [
  ...mentionMigrations,
  ...pinMigrations,
  ...threadMigrations,
  ...kinds,
  ...keepMigrations,
  ...fileMigrations,
];

/** What keeps order on the server. */
const orderMigrations = [...auditMigrations, ...moderationMigrations];

/** All steps of the shape of SQLite's database, in order. */
export const migrations = [
  ...coreMigrations,
  ...accountMigrations,
  ...contactMigrations,
  ...messageMigrations,
  ...talkMigrations,
  ...groupMigrations,
  ...orderMigrations,
  ...dutyMigrations,
  ...pushMigrations,
];
/** And of PostgreSQL's, which nodes share. */
export const sharedMigrations = [
  ...postgresCore,
  ...accountMigrations,
  ...contactMigrations,
  ...messageMigrations,
  ...nodeMigrations,
  ...talkMigrations,
  ...groupMigrations,
  ...orderMigrations,
  ...searchMigrations,
  ...dutyMigrations,
  ...pushMigrations,
];

/** Opens what keeps everything. */
export function openStore({ postgres, data }: Config, random: RandomBytes): Promise<Storage> {
  const epoch = newId(random).slice(0, 8);
  if (postgres !== undefined) return openPostgres({ url: postgres, migrations: sharedMigrations, epoch });
  return openSqlite({ file: join(data, "skein.db"), synchronous: "FULL", migrations, epoch });
}
