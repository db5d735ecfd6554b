const EMOJI = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}|[#*0-9]\uFE0F?\u20E3/u;

/** How many emoji a text is made of when there is nothing else in it and they are at most three; else 0. */
export function onlyEmoji(text: string): number {
  if (text.length > 60) return 0;
  const seen = [...new Intl.Segmenter().segment(text.trim())]
    .map(({ segment }) => segment)
    .filter((one) => one.trim() !== "");
  return seen.length <= 3 && seen.every((one) => EMOJI.test(one)) ? seen.length : 0;
}
