import type { Background } from "../background.ts";
import type { Clock } from "../clock.ts";
import type { ClientOptions } from "../options.ts";
import { LinkRecord } from "./link-record.ts";
import { TabsTell } from "./tabs-tell.ts";

/** What the lab knows of one client. */
export interface Kept {
  readonly record: LinkRecord;
  readonly tabs: TabsTell;
  /** How the client reaches its server; absent until its ways are loaded. */
  options?: Pick<ClientOptions, "url" | "token" | "webSocket">;
}

/** By what each client has of its own. So the core need not know that anything is on record. */
const kept = new WeakMap<Background, Kept>();

/** The record of a client; the first who asks begins it. */
export function recordOf(background: Background, clock: Clock): Kept {
  const known = kept.get(background);
  if (known) return known;
  const record = new LinkRecord(clock);
  const made = { record, tabs: new TabsTell(record) };
  kept.set(background, made);
  return made;
}
