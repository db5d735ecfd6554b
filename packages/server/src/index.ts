/** For whoever embeds the server or tests against it. */
export { configWith, type Config, type SomeConfig } from "./config.ts";
export { createCore, createServer, type Core, type Parts, type SkeinServer } from "./server.ts";
export type { Bus } from "./cluster/bus.ts";
export { Ears, type Hear } from "./cluster/ears.ts";
export { checkSubject } from "./cluster/subject.ts";
export type { Clock } from "./kit/clock.ts";
export type { RandomBytes } from "./kit/id.ts";
export { createLog } from "./kit/log.ts";
export type { Accept, Link, LinkListener } from "./transport/link.ts";
export { pagesOf } from "./server/pages.ts";
export { migrations, sharedMigrations } from "./server/store.ts";
export { openPostgres, type PostgresSetting } from "./storage/postgres/open.ts";
export { postgresCore } from "./storage/postgres/schema.ts";
export { openSqlite, openSqliteInline } from "./storage/sqlite/open.ts";
export { digestAfter, EMPTY_DIGEST } from "./storage/digest.ts";
export type { Storage, StoredEntry, StoredSummary } from "./storage/storage.ts";
