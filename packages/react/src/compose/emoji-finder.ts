/** What completes an emoji, in one chunk with the data that it needs: fetched with the first colon that asks for one. */
export { findEmoji } from "./emoji/emoji.ts";
export { usedEmoji } from "./recent-emoji.ts";
