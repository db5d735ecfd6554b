import { Lock } from "./lock.ts";
import { finishRestore } from "./restoring.ts";

/** Takes a data folder to use it, and ends what a killed restore left in it; undefined when another process holds it. */
export function hold(folder: string): Lock | undefined {
  const lock = Lock.take(folder);
  if (!lock) return undefined;
  try {
    finishRestore(folder);
    return lock;
  } catch (fault) {
    lock[Symbol.dispose]();
    throw fault;
  }
}
