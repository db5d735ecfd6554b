import { command, type Command } from "../../../command/command.ts";
import { VERSION } from "../../../kit/version.ts";
import type { Parts } from "../parts.ts";

/** What a client must know before anybody signed in. */
export function serverInfoCommands({ store, settings }: Parts): Command[] {
  // once there is an owner there is one for ever [ROLE-2]
  let ready = false;
  return [
    command("server.info", async () => {
      ready ||= await store.hasOwner();
      const { name, registration, hostAuth, previews } = settings;
      const told = { name, version: VERSION, registration, hostAuth: hostAuth.enabled };
      return { ...told, previews: previews?.enabled ?? false, ready };
    }),
  ];
}
