import type { Result } from "@skein/protocol";
import { type Clock, wait } from "./clock.ts";
import { SkeinError } from "./error.ts";
import type { Caller } from "./link/requests.ts";
import { makeKey, type Random } from "./key.ts";
import type { NewGroup } from "./options.ts";

/** How often a group that got no answer is asked for again, with the same key. */
const TRIES = 3;

interface Parts {
  readonly clock: Clock;
  readonly random: Random;
  readonly connection: Caller;
}

/** Makes a group, once however often it must be asked for. */
export async function createGroup(
  { clock, random, connection }: Parts,
  group: NewGroup,
): Promise<Result<"group.create">> {
  const params = { ...group, users: [...group.users], key: makeKey(clock.now(), random) };
  for (let tries = 1; ; tries += 1) {
    try {
      return await connection.call("group.create", params);
    } catch (thrown) {
      const error = SkeinError.from(thrown);
      if (error.retry !== "later" || error.name === "offline" || tries === TRIES) throw error;
      await wait(clock, error.after ?? 1_000);
    }
  }
}
