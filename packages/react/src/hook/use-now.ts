import { useEffect, useState } from "react";
import { after, now } from "../clock.ts";

/** The time, told again every `ms`: for words like "5 minutes ago" and "Yesterday". */
export function useNow(ms = 30_000): number {
  const [at, setAt] = useState(now);
  useEffect(() => after(ms, () => setAt(now())), [ms, at]);
  return at;
}
