import { systemClock } from "@skein/client";

interface Held {
  readonly url: string;
  uses: number;
}

const held = new Map<Blob, Held>();
/** What is shown anew a moment later, as lists do while they scroll, has the same address then. ms */
const LINGER = 2_000;

/** An address for what is on this device; all who show the same share it. Call what it returns when it is not shown any more. */
export function objectUrl(blob: Blob): readonly [url: string, release: () => void] {
  const one = held.get(blob) ?? { url: URL.createObjectURL(blob), uses: 0 };
  one.uses += 1;
  held.set(blob, one);
  let over = false;
  const release = (): void => {
    if (over) return;
    over = true;
    one.uses -= 1;
    systemClock.after(LINGER, () => {
      if (one.uses > 0 || held.get(blob) !== one) return;
      held.delete(blob);
      URL.revokeObjectURL(one.url);
    });
  };
  return [one.url, release];
}
