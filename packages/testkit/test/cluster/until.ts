/** A state that has not come by then will not come. ms */
const STUCK = 45_000;

/** Waits for a state. Rejects with what it was instead when it does not come. */
export async function until(
  state: () => boolean | Promise<boolean>,
  otherwise: () => string,
  stuck = STUCK,
): Promise<void> {
  for (const begun = Date.now(); !(await state()); ) {
    if (Date.now() - begun > stuck) throw new Error(`stuck: ${otherwise()}`);
    await Bun.sleep(20);
  }
}

/** What a node says of its readiness: empty when it should be sent people; `silent` when it says nothing. */
export async function reasonsOf(url: string): Promise<readonly string[]> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    const { reasons = [] } = (await answer.json()) as { reasons?: string[] };
    return reasons;
  } catch {
    return ["silent"];
  }
}
