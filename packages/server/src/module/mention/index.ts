/** Who is meant by name in messages. */
export { mentionedOf } from "./mentioned.ts";
export { mentionMigrations } from "./migrations.ts";
export { mentions } from "./rule.ts";
export { forgetMentions } from "./store.ts";
