import { EMOJI, type Emoji } from "./emoji/emoji.ts";

const KEPT = 16;
const PLACE = "skein.emoji";

/** The emoji used last on this device. A browser that keeps nothing has none. */
export function recentEmoji(): readonly Emoji[] {
  const signs = read();
  const all = Object.values(EMOJI).flat();
  return signs.flatMap((sign) => all.find((one) => one.sign === sign) ?? []);
}

export function usedEmoji(sign: string): void {
  const next = [sign, ...read().filter((other) => other !== sign)].slice(0, KEPT);
  try {
    localStorage.setItem(PLACE, next.join(" "));
  } catch (error) {
    // Storage may be full or forbidden: then the next opening shows what it showed before.
    reportQuietly(error);
  }
}

function read(): string[] {
  try {
    return localStorage.getItem(PLACE)?.split(" ") ?? [];
  } catch (error) {
    reportQuietly(error);
    return [];
  }
}

function reportQuietly(error: unknown): void {
  console.debug("Recent emoji are not kept:", error);
}
