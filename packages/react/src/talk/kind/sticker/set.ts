/** The stickers that come with the kit: geese, who carry letters. */
export const SET = "geese";

export const STICKERS = [
  "hello",
  "morning",
  "night",
  "bye",
  "thanks",
  "ok",
  "love",
  "laugh",
  "cry",
  "angry",
  "surprised",
  "question",
  "cool",
  "party",
  "coffee",
  "rain",
  "work",
  "letter",
] as const;

export type StickerId = (typeof STICKERS)[number];

/** One of ours; undefined where another set or another version has it. */
export function stickerOf({ set, id }: { readonly set: string; readonly id: string }): StickerId | undefined {
  return set === SET ? STICKERS.find((known) => known === id) : undefined;
}
