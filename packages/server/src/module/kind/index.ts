/** Types of messages that integrators bring, and what cards may show. */
export { kindCommands } from "./commands.ts";
export { contactRule } from "./contact.ts";
export { customRule } from "./rule.ts";
export { kindMigrations } from "./migrations.ts";
