import { command, type Command } from "../../../command/command.ts";
import { signOutDevice } from "../device.ts";
import type { Parts } from "../parts.ts";
import { tell } from "../tell.ts";

/** Devices in one answer; who has more sees those used last. */
const LISTED = 200;

/** One's signed-in devices. */
export function deviceCommands(parts: Parts): Command[] {
  return [
    command("session.list", async (caller) => {
      const rows = await parts.store.devicesOf(caller.user, LISTED);
      return {
        sessions: rows.map(({ id, name, platform, created, seen }) => {
          return { id, name, platform, created, seen, current: id === caller.session };
        }),
      };
    }),
    command("session.revoke", async (caller, { session }) => {
      await parts.commit.submit({
        rows: signOutDevice(caller.user, session, parts.clock.now()),
        tell: tell(["ended", caller.user, session, caller.session]),
      });
      return {};
    }),
  ];
}
