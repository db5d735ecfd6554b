import type { Ended, Report, Sanction } from "@skein/protocol/schema";
import { eventFrame } from "../../message/fanout.ts";
import type { ModerationParts } from "./parts.ts";
import type { Told } from "../../message/apply.ts";

/** What a write of this room tells every node. */
export interface ModerationTell {
  readonly words?: true;
  /** Reports that were made or settled. */
  readonly report?: readonly [id: string, state: Report["state"]];
  /** `until` null: for ever; absent: lifted. */
  readonly sanction?: { readonly user: string; readonly penalty: Sanction["penalty"]; readonly until?: number | null };
  /** All devices of a person were signed out. */
  readonly ended?: readonly [user: string, ended: Ended];
}

const FIRST = "moderation";

/** For the `tell` of a write. */
export function tell(what: ModerationTell): string {
  return JSON.stringify([FIRST, what]);
}

/** Heeds what writes of this room tell, on every node; others' are passed over. */
export class ModerationTells {
  #telling: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ModerationParts) {}

  hear(told: Told): void {
    if (told[0] !== FIRST) return;
    const what = told[1] as ModerationTell;
    const { state, account } = this.parts;
    if (what.words) state.forget();
    if (what.sanction && what.sanction.penalty !== "ban") {
      const { user, penalty, until } = what.sanction;
      state.sanctioned(user, penalty, until === null ? Number.POSITIVE_INFINITY : until);
    }
    if (what.ended) account.ended(...what.ended);
    if (what.report) this.#report(...what.report);
  }

  close(): Promise<void> {
    return this.#telling;
  }

  /** Moderators that are here hear of it. [MOD-8] */
  #report(report: string, state: Report["state"]): void {
    const { storage, hub, log } = this.parts;
    const frame = eventFrame("report", { report, state });
    this.#telling = this.#telling.then(async () => {
      try {
        const moderators = { sql: "SELECT id FROM users WHERE role <> 'member'", parameters: [] };
        for (const { id } of await storage.query<{ id: string }>(moderators)) hub.deliver(id, frame);
      } catch (fault) {
        log.warn({ err: fault, report }, "moderators could not be told of a report");
      }
    });
  }
}
