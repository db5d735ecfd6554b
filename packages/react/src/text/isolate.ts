/**
 * Words of people inside of a sentence, shut off from it: a name written from right to left does not turn the sentence around, nor does
 * what somebody hid in it.
 */
export function isolate(words: string): string {
  return `\u2068${words}\u2069`;
}
