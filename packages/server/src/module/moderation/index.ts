/** Order on the whole server. */
export { ofShown } from "./judge.ts";
export { moderationMigrations } from "./migrations.ts";
export { createModeration, createModerationRule } from "./moderation.ts";
