import type { Caller } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Sanction } from "@skein/protocol/schema";
import type { Statement } from "../../storage/storage.ts";
import { noted } from "../audit/index.ts";
import type { ModerationParts } from "./parts.ts";
import { lifted, mayJudge, sanctioned } from "./store.ts";
import type { ModerationTell } from "./tell.ts";

type Wanted = Pick<Sanction, "user" | "penalty" | "until" | "words">;

interface Laid {
  readonly rows: readonly Statement[];
  readonly tell: Pick<ModerationTell, "sanction" | "ended">;
}

/** What lays a penalty upon a person; a ban signs all their devices out. [MOD-3] [MOD-4] [MOD-5] */
export function layUpon(parts: ModerationParts, { user: by, role }: Caller, wanted: Wanted): Laid {
  const { clock, random, account } = parts;
  const { user, penalty, until, words } = wanted;
  const now = clock.now();
  if (until !== undefined && until <= now) throw new Refusal("invalid", { path: "/until", message: "that is over" });
  const detail = { penalty, ...(until !== undefined && { until }), ...(words !== undefined && { words }) };
  const ban = penalty === "ban" ? account.ban(user, until, words) : undefined;
  return {
    rows: [
      mayJudge(by, role, user),
      sanctioned({ ...wanted, by, at: now }),
      ...(ban?.rows ?? []),
      noted({ by, action: "sanction.set", target: user, detail }, random, now),
    ],
    tell: { sanction: { user, penalty, until: until ?? null }, ...(ban && { ended: [user, ban.ended] as const }) },
  };
}

export function lift(parts: ModerationParts, by: string, { user, penalty }: Pick<Wanted, "user" | "penalty">): Laid {
  const { clock, random, account } = parts;
  return {
    rows: [
      lifted(user, penalty),
      ...(penalty === "ban" ? [account.unban(user)] : []),
      noted({ by, action: "sanction.lift", target: user, detail: { penalty } }, random, clock.now()),
    ],
    tell: { sanction: { user, penalty } },
  };
}
