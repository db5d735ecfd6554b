/** How people are told of messages while they are away: which devices, by which rules, through which services. */
export { loadKeys as loadPushKeys, type PushKeys } from "./keys.ts";
export { pushMigrations } from "./migrations.ts";
export { createPush, type Push } from "./push.ts";
