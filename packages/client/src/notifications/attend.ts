import { LIMITS } from "@skein/protocol";
import type { Client } from "../client.ts";
import { systemClock, type Clock } from "../clock.ts";
import { SkeinError } from "../error.ts";

/** Said again so long before it is forgotten. ms */
const EARLY = 15_000;
/** Where nobody wanted to know, it is asked again after so long. ms */
const UNWANTED = 600_000;

/**
 * Says that somebody looks at this device, and at which conversation, as long as they do: what comes there is then told to no other device
 * of theirs. Costs next to nothing where the person has no device that is told.
 *
 * @returns to be called when what is looked at changes; undefined: nobody looks
 * @example const look = attend(client); look({ conv: conversation.id }); look(undefined);
 */
export function attend(
  client: Client,
  clock: Clock = systemClock,
): (at: { readonly conv?: string } | undefined) => void {
  let quietUntil = 0;
  let callOff = (): void => undefined;
  let told = false;
  const say = async (at: { readonly conv?: string } | undefined): Promise<void> => {
    callOff();
    if (!at && !told) return;
    if (at) {
      const again = clock.after(Math.max(LIMITS.attention - EARLY, quietUntil - clock.now()), () => start(at));
      callOff = () => again.cancel();
    }
    if (clock.now() < quietUntil) return;
    try {
      const { wanted } = await client.call("push.attend", { on: at !== undefined, ...at });
      told = at !== undefined && wanted;
      quietUntil = wanted ? 0 : clock.now() + UNWANTED;
    } catch (error) {
      // without a link nobody needs to know; what is looked at next is said then
      console.debug("Nobody was told what is looked at:", SkeinError.from(error).name);
    }
  };
  const start = (at: { readonly conv?: string } | undefined): void => {
    say(at).catch((error: unknown) => reportError(error));
  };
  return start;
}
