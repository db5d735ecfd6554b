import type { Command } from "../../command/command.ts";
import type { Authenticate } from "../../session/authenticate.ts";
import { deviceCommands } from "./commands/devices.ts";
import { inviteCommands } from "./commands/invites.ts";
import { ownAccountCommands } from "./commands/own-account.ts";
import { pairingCommands } from "./commands/pairing.ts";
import { peopleCommands } from "./commands/people.ts";
import { renewCommand } from "./commands/renew.ts";
import { serverInfoCommands } from "./commands/server-info.ts";
import { signInCommands } from "./commands/sign-in.ts";
import type { Parts } from "./parts.ts";

/** All rows of this room. */
export function accountCommands(parts: Parts, authenticate: Authenticate): Command[] {
  return [
    ...serverInfoCommands(parts),
    ...signInCommands(parts),
    ...ownAccountCommands(parts),
    ...deviceCommands(parts),
    renewCommand(authenticate),
    ...pairingCommands(parts),
    ...peopleCommands(parts),
    ...inviteCommands(parts),
  ];
}
