/**
 * Calls `fire` at `rate` times a second for `seconds`, whatever the peer does meanwhile (open loop).
 * Each call is told when it was due, in ms of `performance.now()`: where the generator or the peer stalls, the
 * calls made late still count their latency from then, so a stall is not hidden by the sends it held up.
 */
export async function pace(rate: number, seconds: number, fire: (index: number, due: number) => void): Promise<number> {
  const start = performance.now();
  const total = Math.floor(rate * seconds);
  let next = 0;
  while (next < total) {
    const due = Math.min(total, ((performance.now() - start) * rate) / 1000);
    for (; next < due; next++) fire(next, start + (next * 1000) / rate);
    await Bun.sleep(1);
  }
  return total;
}
