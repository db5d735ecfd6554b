/** The schemas that validate at run time. They stand apart from the package's main door so that the SDK does not carry them. */
export * from "./commands.ts";
export * from "./contact.ts";
export * from "./device.ts";
export * from "./events.ts";
export * from "./file.ts";
export * from "./fold.ts";
export * from "./frames.ts";
export * from "./group.ts";
export * from "./kept.ts";
export * from "./kinds.ts";
export * from "./log.ts";
export * from "./moderation.ts";
export * from "./people.ts";
export * from "./preview.ts";
export * from "./primitives.ts";
export * from "./sticker.ts";
export * from "./push.ts";
