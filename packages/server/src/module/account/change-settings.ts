import { Settings } from "@skein/protocol/schema";
import { Clean } from "typebox/value";
import { Refusal } from "../../kit/refusal.ts";
import { againOnConflict } from "../../kit/again.ts";
import { selfEntry } from "./change-profile.ts";
import type { Parts } from "./parts.ts";
import { mustChange, prepare } from "./prepared.ts";
import type { UserRow } from "./profile.ts";
import { tables } from "./tables.ts";

const updateSettings = prepare((of: { id: string; settings: string; was: string }) =>
  tables.updateTable("users").set({ settings: of.settings }).where("id", "=", of.id).where("settings", "=", of.was),
);

/** Writes what was given over what was there, and tells the person's devices the whole. */
export function changeSettings(parts: Parts, user: string, change: Settings): Promise<UserRow> {
  return againOnConflict(async () => {
    const before = await parts.store.user(user);
    if (!before) throw new Refusal("not_found");
    const settings: Settings = { ...(JSON.parse(before.settings) as Settings), ...known(change) };
    const row = { ...before, settings: JSON.stringify(settings) };
    const statement = updateSettings({ id: user, settings: row.settings, was: before.settings });
    await parts.commit.submit({
      rows: [mustChange(statement, "conflict")],
      entries: [selfEntry(user, "self.settings", { settings })],
    });
    return row;
  });
}

/** Only what the schema names is kept. */
function known(change: Settings): Settings {
  return Clean(Settings, structuredClone(change)) as Settings;
}
