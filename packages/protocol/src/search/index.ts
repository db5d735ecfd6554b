/**
 * How texts are searched, the same on servers and devices: what an index keeps of a text, what somebody looks for, and where it is found.
 * It stands apart from the package's main door so that the core of the SDK does not carry it.
 */
export * from "./excerpt.ts";
export { fold } from "./fold.ts";
export * from "./length.ts";
export * from "./match.ts";
export * from "./searchable.ts";
export * from "./tokens.ts";
