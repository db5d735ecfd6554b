export { Duties } from "./duties.ts";
export { restOf } from "./lease.ts";
export { dutyMigrations } from "./migrations.ts";
