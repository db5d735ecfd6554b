/** What a person keeps for themselves: how their list looks, drafts, stars, what they deleted; and channels, which few write in. */
export { channelsAreRead, isReader } from "./channel.ts";
export { keepCommands } from "./commands.ts";
export { keepMigrations } from "./migrations.ts";
export { keepExtra, mineExtra } from "./read.ts";
export { forgetMessage, NOTIFY } from "./store.ts";
export { hearSince } from "./tell.ts";
