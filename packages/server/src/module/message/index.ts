/** Messages and what is done to them: edited, taken back, reacted to. */
export { answers } from "./answers.ts";
export { messageCommands } from "./commands.ts";
export { messageFolds } from "./fold-parts.ts";
export { hiddenFold, hiddenOperation, latestHidden } from "./hidden-operations.ts";
export { takeDown } from "./take-down.ts";
export type { Forget } from "./room.ts";
export { messageMigrations } from "./migrations.ts";
export { touch } from "./store.ts";
export { targetOf } from "./target.ts";
