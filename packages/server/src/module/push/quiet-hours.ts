import type { QuietHours } from "@skein/protocol/schema";

const DAY = 1440;
const zones = new Map<string, Intl.DateTimeFormat>();
/** Zones that are remembered; there are some 600, and as many names as people care to make up. */
const BOUND = 1_000;

const MINUTE = 60_000;

/** How long the hours go on in which a person is told nothing, ms by the clock of today; 0: it is not within them. */
export function quietFor({ on, from, to, zone }: QuietHours, now: number): number {
  if (!on || from === to) return 0;
  const minute = minuteOfDay(now, zone);
  if ((minute - from + DAY) % DAY >= (to - from + DAY) % DAY) return 0;
  return ((to - minute + DAY) % DAY) * MINUTE - (now % MINUTE);
}

function minuteOfDay(now: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(now);
  const of = (type: "hour" | "minute"): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of("hour") * 60 + of("minute");
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = zones.get(zone);
  if (known) return known;
  if (zones.size >= BOUND) zones.clear();
  const made = clockOf(zone) ?? clockOf("UTC");
  if (!made) throw new Error("no UTC");
  zones.set(zone, made);
  return made;
}

function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}
