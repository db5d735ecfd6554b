/** The wire: tables and types without a schema library; `@skein/protocol/schema` has what validates. */
export * from "./close.ts";
export * from "./color.ts";
export * from "./errors.ts";
export * from "./file-name.ts";
export * from "./group-rights.ts";
export * from "./ids.ts";
export * from "./limits.ts";
export * from "./limits-of-clients.ts";
export * from "./markup.ts";
export * from "./mentions.ts";
export * from "./name.ts";
export * from "./pinyin.ts";
export * from "./version.ts";
export type * from "./schema/index.ts";
