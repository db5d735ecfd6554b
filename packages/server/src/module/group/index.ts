/** Groups: making, changing, joining and leaving them. */
export { groupCommands } from "./commands.ts";
export { leaveAll } from "./leave-all.ts";
