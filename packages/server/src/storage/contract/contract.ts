import { afterEach, beforeEach, describe } from "bun:test";
import { following } from "./following.ts";
import { Given, type StorageUnderTest } from "./given.ts";
import { marking } from "./marking.ts";
import { reading } from "./reading.ts";
import { stating } from "./stating.ts";
import { trailing } from "./trailing.ts";
import { writing } from "./writing.ts";

export type { StorageUnderTest };

/**
 * What every engine keeps to. Each test starts with a group `g:one` of ann and bob in an otherwise empty store.
 *
 * @param can whether the engine can be had here; where it cannot, its tests are skipped and named
 */
export function storageContract(name: string, make: () => Promise<StorageUnderTest>, can = true): void {
  describe.skipIf(!can)(`storage contract: ${name}`, () => {
    const given = new Given();
    beforeEach(async () => given.open(await make()));
    afterEach(() => given.clean());

    for (const part of [writing, marking, reading, stating, following, trailing]) part(given);
  });
}
