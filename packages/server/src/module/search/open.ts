import type { DutyParts } from "../../duty/lease.ts";
import { SharedIndex } from "./postgres/shared-index.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { SearchIndex } from "./search-index.ts";
import { InlineIndex, ThreadedIndex } from "./sqlite/open.ts";

interface Setting extends Omit<DutyParts, "commit"> {
  /** The data folder. */
  readonly data: string;
  /** The database of a cluster. */
  readonly postgres: string | undefined;
  /** On a thread or in a database of its own; on the calling thread, where tests have the store; or not at all. */
  readonly where: "own" | "inline" | "none";
}

const NONE: SearchIndex & { wake(): void } = {
  find: () => Promise.reject(new Refusal("unavailable")),
  standing: () => ({ behind: 0, bytes: 0 }),
  close: () => Promise.resolve(),
  wake: () => undefined,
};

/** The index that belongs to a store, and what brings it on: by itself, and at once when it is told that something was written. */
export function openSearch(setting: Setting): SearchIndex & { wake(): void } {
  const { data, postgres, where, clock, log } = setting;
  if (where === "none") return NONE;
  if (postgres !== undefined && where === "own") {
    const index = new SharedIndex(postgres, setting);
    index.start();
    return index;
  }
  const own = where === "inline" ? new InlineIndex(data) : new ThreadedIndex({ data, clock, log });
  return Object.assign(own, { wake: () => undefined });
}
