import type { DeviceSession, Ended } from "@skein/protocol/schema";
import { command, type Caller, type Command } from "../../../command/command.ts";
import { selfEntry } from "../change-profile.ts";
import { renameDevice, signOutDevice, signOutOthers } from "../device.ts";
import type { Parts } from "../parts.ts";
import { placeOf } from "../place.ts";
import type { DeviceRow, SessionRow } from "../store.ts";
import { tell } from "../tell.ts";

/** Devices in one answer; who has more sees those used last. */
const LISTED = 200;

/** One's signed-in devices. */
export function deviceCommands(parts: Parts): Command[] {
  const { store, commit } = parts;
  return [
    command("session.list", async (caller) => {
      const rows = await store.devicesOf(caller.user, LISTED);
      return { sessions: rows.map((row) => listed(row, caller.session)) };
    }),
    command("session.rename", async ({ user }, { session, name }) => {
      const device = await store.deviceById(session);
      const called = { name, platform: device?.platform ?? "unknown" };
      await commit.submit({
        rows: [renameDevice(user, session, name)],
        entries: [selfEntry(user, "self.device", { change: "renamed", session, ...called })],
      });
      return {};
    }),
    command("session.revoke", async (caller, { session }) => signOut(parts, caller, session)),
    command("session.revokeOthers", async (caller) => {
      const { user, session } = caller;
      const ended = await byPerson(parts, caller);
      await commit.submit({
        rows: [signOutOthers(user, session, ended)],
        tell: tell(["others", user, session, ended]),
      });
      return {};
    }),
    command("account.signout", async (caller) => signOut(parts, caller, caller.session)),
  ];
}

/** The person signs one of their devices out, and all of them hear of it. */
async function signOut(parts: Parts, caller: Caller, session: string): Promise<Record<string, never>> {
  const { user } = caller;
  const ended = await byPerson(parts, caller);
  const device = await parts.store.deviceById(session);
  // whoever is left hears of it
  const left = (await parts.store.devicesOf(user, 2)).some(({ id }) => id !== session);
  await parts.commit.submit({
    rows: signOutDevice(user, session, ended),
    entries: device && left ? [selfEntry(user, "self.device", { change: "out", session, ...called(device) })] : [],
    tell: tell(["ended", user, session, caller.session, ended]),
  });
  return {};
}

/** The person did it, on this device. */
async function byPerson(parts: Parts, { session }: Caller): Promise<Ended> {
  const by = await parts.store.deviceById(session);
  return { why: "self", at: parts.clock.now(), ...(by && { by: called(by) }) };
}

function called({ name, platform }: DeviceRow): { name: string; platform: string } {
  return { name, platform };
}

function listed(row: SessionRow, asking: string): DeviceSession {
  const { id, name, platform, created, seen, address } = row;
  return { id, name, platform, created, seen, ...placeOf(address), current: id === asking };
}
