/** Messages that grow while they are read. */
export { streamMigrations } from "./migrations.ts";
export { streamRule } from "./rule.ts";
export { createStreams } from "./streams.ts";
