/** Threads: what is said under a message, and who follows it. */
export { threadCommands } from "./commands.ts";
export { threadFolds } from "./fold-parts.ts";
export { threadMigrations } from "./migrations.ts";
export { threads } from "./rule.ts";
