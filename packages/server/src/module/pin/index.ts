/** Messages that are pinned for all in a conversation. */
export { pinCommands } from "./commands.ts";
export { pinFolds } from "./fold-parts.ts";
export { pinMigrations } from "./migrations.ts";
export { pinnedOf } from "./pinned.ts";
export { forgetPin } from "./store.ts";
