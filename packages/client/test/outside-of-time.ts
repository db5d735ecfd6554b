import { afterAll, beforeAll } from "bun:test";
import { loadRest } from "../src/index.ts";
import type { VirtualClock } from "@skein/testkit";

const NAMES = ["verify", "importKey", "digest"] as const;
type Work = (...of: unknown[]) => Promise<unknown>;

/** For the tests of a file: what this machine loads, and what it works at beside, takes no virtual time. */
export function outsideOfTime(clock: () => VirtualClock): void {
  let end = (): void => undefined;
  beforeAll(async () => {
    await loadRest();
    end = subtleOutside(clock);
  });
  afterAll(() => end());
}

/** Virtual time stands still while WebCrypto works, on threads of its own; returns what ends that. */
function subtleOutside(clock: () => VirtualClock): () => void {
  const subtle = crypto.subtle as unknown as Record<string, Work>;
  for (const name of NAMES) {
    const work = (SubtleCrypto.prototype as unknown as Record<string, Work>)[name];
    Object.defineProperty(subtle, name, {
      configurable: true,
      value: (...of: unknown[]) => clock().outside(work?.apply(subtle, of) ?? Promise.reject(new Error(name))),
    });
  }
  return () => {
    for (const name of NAMES) delete subtle[name];
  };
}
