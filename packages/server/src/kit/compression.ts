/** A text of so many characters is worth being compressed: a small one saves no packet, and a very large one keeps all others waiting. */
const WORTH = { from: 2_048, to: 524_288 } as const;

export function isWorthIt(text: string): boolean {
  return text.length >= WORTH.from && text.length <= WORTH.to;
}
