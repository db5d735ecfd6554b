/** Groups: making, changing, joining and leaving them; who may do what there. */
export { groupCommands } from "./commands.ts";
export { groupExtras } from "./extras.ts";
export { leaveAll } from "./leave-all.ts";
export { groupMigrations } from "./migrations.ts";
export { doing, speaking } from "./rules.ts";
