/** A number from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

export const systemRandom: Random = () => {
  const [bits = 0] = crypto.getRandomValues(new Uint32Array(1));
  return bits / 2 ** 32;
};

/**
 * A UUIDv7: the time in front keeps the server's index of keys append-only. [SEND-2]
 *
 * @param now ms since 1970
 * @example makeKey(Date.now(), Math.random) // "0190b2f3-8c4e-7d3a-9f10-3c5a1b2d4e6f"
 */
export function makeKey(now: number, random: Random): string {
  const time = Math.floor(now).toString(16).padStart(12, "0");
  const digits = (count: number): string =>
    Math.floor(random() * 16 ** count)
      .toString(16)
      .padStart(count, "0");
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(6)}${digits(6)}`;
}
