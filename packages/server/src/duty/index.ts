export { Duties } from "./duties.ts";
export { dutyMigrations } from "./migrations.ts";
