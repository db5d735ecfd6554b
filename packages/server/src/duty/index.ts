export { Duties } from "./duties.ts";
export { restOf } from "./lease.ts";
export type { Held } from "./lease.ts";
export { dutyMigrations } from "./migrations.ts";
