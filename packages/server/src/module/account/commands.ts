import type { Command } from "../../command/command.ts";
import { deviceCommands } from "./commands/devices.ts";
import { inviteCommands } from "./commands/invites.ts";
import { ownAccountCommands } from "./commands/own-account.ts";
import { pairingCommands } from "./commands/pairing.ts";
import { peopleCommands } from "./commands/people.ts";
import { serverInfoCommands } from "./commands/server-info.ts";
import { signInCommands } from "./commands/sign-in.ts";
import type { Parts } from "./parts.ts";

/** All rows of this room. */
export function accountCommands(parts: Parts): Command[] {
  return [
    ...serverInfoCommands(parts),
    ...signInCommands(parts),
    ...ownAccountCommands(parts),
    ...deviceCommands(parts),
    ...pairingCommands(parts),
    ...peopleCommands(parts),
    ...inviteCommands(parts),
  ];
}
