export { searchCommands } from "./commands.ts";
export { searchMigrations } from "./migrations.ts";
export { openSearch } from "./open.ts";
export { rebuildShared } from "./postgres/rebuild.ts";
export type { SearchIndex } from "./search-index.ts";
export { rebuildOwn } from "./sqlite/rebuild.ts";
