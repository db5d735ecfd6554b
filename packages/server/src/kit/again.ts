import { Refusal } from "./refusal.ts";

/** More conflicts than so many in a row are no accident. */
const TRIES = 5;

/** Looks and writes again when another write came between the look and the write. */
export async function againOnConflict<T>(lookAndWrite: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await lookAndWrite();
    } catch (fault) {
      if (tried === TRIES || !(fault instanceof Refusal) || fault.error !== "conflict") throw fault;
    }
  }
}
