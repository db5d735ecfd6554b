/**
 * Degrees as people type them; undefined where they are none, or beyond the bound.
 *
 * @example degreesOf(" −33,86 ", 90) // -33.86
 */
export function degreesOf(text: string, bound: number): number | undefined {
  const plain = text.trim().replace("−", "-").replace(",", ".").replace(/°$/, "");
  if (!/^[+-]?\d{1,3}(\.\d{1,12})?$/.test(plain)) return undefined;
  const degrees = Number(plain);
  return Math.abs(degrees) <= bound ? degrees : undefined;
}
