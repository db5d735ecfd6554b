import { Refusal } from "./refusal.ts";

/**
 * Runs again, at most `tries` times, where somebody else changed the same meanwhile: a guard answered `conflict`.
 *
 * @param before called before each further try
 */
export async function retried<T>(tries: number, run: () => Promise<T>, before?: () => Promise<unknown>): Promise<T> {
  try {
    return await run();
  } catch (fault) {
    if (!Refusal.is(fault, "conflict") || tries === 0) throw fault;
    await before?.();
    return retried(tries - 1, run, before);
  }
}
