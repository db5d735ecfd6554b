import { useEffect, useState } from "react";
import { after } from "../clock.ts";
import { useClient } from "../provider.tsx";

const SECOND = 1_000;
/** Timers cannot wait longer than that. */
const LONGEST = 2 ** 31 - 1;

/**
 * How long it is until then by the server's clock, ms; 0 when it is over, or for none. Told again each second while it is less than an
 * hour, and at its end.
 */
export function useTimeLeft(until: number | undefined): number {
  const client = useClient();
  const [, setAt] = useState(0);
  const left = Math.max(0, (until ?? 0) - client.now());
  useEffect(() => {
    if (left === 0) return undefined;
    // on the full second, so that no number stands for two of them or is left out
    const next = left > 60 * 60 * SECOND ? left - 60 * 60 * SECOND : (left % SECOND) + 1;
    return after(Math.min(next, LONGEST), () => setAt(client.now()));
  });
  return left;
}
