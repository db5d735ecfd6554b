/** Order on the whole server. */
export { moderationMigrations } from "./migrations.ts";
export { createModeration, createModerationRule } from "./moderation.ts";
