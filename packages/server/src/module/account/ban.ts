import type { Ended } from "@skein/protocol/schema";
import type { Statement } from "../../storage/storage.ts";
import { signOutOthers } from "./device.ts";
import { prepare } from "./prepared.ts";
import { tables } from "./tables.ts";

const setBan = prepare((of: { id: string; until: number | null; words: string | null; now: number }) =>
  tables.updateTable("users").set({ banned: of.until, banned_words: of.words, barred: of.now }).where("id", "=", of.id),
);
const endBan = prepare((of: { id: string }) =>
  tables.updateTable("users").set({ banned: null, banned_words: null }).where("id", "=", of.id),
);

/** Stands for no end. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/** Keeps a person out until then, or for ever; all their devices are signed out. Whoever writes it tells `ended`. [MOD-4] */
export function ban(
  id: string,
  until: number | undefined,
  words: string | undefined,
  now: number,
): { readonly ended: Ended; readonly rows: readonly Statement[] } {
  const more = { ...(until !== undefined && { until }), ...(words !== undefined && { words }) };
  const ended: Ended = { why: "banned", at: now, ...more };
  const row = setBan({ id, until: until ?? FOR_EVER, words: words ?? null, now });
  return { ended, rows: [row, signOutOthers(id, "", ended)] };
}

export function unban(id: string): Statement {
  return endBan({ id });
}
