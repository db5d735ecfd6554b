import type { DutyParts } from "../../duty/lease.ts";
import { SharedIndex } from "./postgres/shared-index.ts";
import type { SearchIndex } from "./search-index.ts";
import { InlineIndex, ThreadedIndex } from "./sqlite/open.ts";

interface Setting extends Omit<DutyParts, "commit"> {
  /** The data folder. */
  readonly data: string;
  /** The database of a cluster. */
  readonly postgres: string | undefined;
  /** The store is on the calling thread, as tests have it: so is the index then. */
  readonly inline: boolean;
}

/** The index that belongs to a store, and what brings it on: by itself, and at once when it is told that something was written. */
export function openSearch(setting: Setting): SearchIndex & { wake(): void } {
  const { data, postgres, inline, clock, log } = setting;
  if (postgres !== undefined && !inline) {
    const index = new SharedIndex(postgres, setting);
    index.start();
    return index;
  }
  const own = inline ? new InlineIndex(data) : new ThreadedIndex({ data, clock, log });
  return Object.assign(own, { wake: () => undefined });
}
