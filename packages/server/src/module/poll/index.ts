/** Polls: votes, seen or anonymous, and their end. */
export { pollCommands } from "./commands.ts";
export { pollFolds } from "./fold-parts.ts";
export { pollForgets } from "./store.ts";
export { pollMigrations } from "./migrations.ts";
export { pollRule } from "./rule.ts";
