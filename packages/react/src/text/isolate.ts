/**
 * Words of people inside of a sentence, shut off from it: a name written from right to left does not turn the sentence around, nor does
 * what somebody hid in it.
 */
export function isolate(words: string): string {
  return `\u2068${words}\u2069`;
}

/**
 * A sentence in which isolated names in Latin letters stand a little apart from Chinese around them: the style sheet does that with plain
 * text alone.
 */
export function setApart(sentence: string): string {
  return sentence
    .replaceAll(/(?<=\p{Script=Han})\u2068(?=[\p{Script=Latin}\d])/gu, "\u2009\u2068")
    .replaceAll(/(?<=[\p{Script=Latin}\d])\u2069(?=\p{Script=Han})/gu, "\u2069\u2009");
}
