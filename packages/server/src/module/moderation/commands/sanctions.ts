import { command, type Command } from "../../../command/command.ts";
import { Refusal } from "../../../kit/refusal.ts";
import type { ModerationParts } from "../parts.ts";
import { layUpon, lift } from "../sanction.ts";
import { sanctionOf, type SanctionRow, sanctionsAfter } from "../store.ts";
import { tell } from "../tell.ts";
import { namesOf } from "../names.ts";

/** Whom moderators keep quiet, out, or to themselves. */
export function sanctionCommands(parts: ModerationParts): Command[] {
  const { storage, commit, reading, clock } = parts;
  return [
    command("sanction.set", async (caller, params) => {
      if (!(await reading.people.exists(params.user))) throw new Refusal("not_found");
      const laid = layUpon(parts, caller, params);
      await commit.submit({ rows: laid.rows, tell: tell(laid.tell) });
      return {};
    }),
    command("sanction.lift", async (caller, params) => {
      const laid = lift(parts, caller.user, params);
      await commit.submit({ rows: laid.rows, tell: tell(laid.tell) });
      return {};
    }),
    command(
      "sanction.list",
      async (_, { after = "", limit = 100 }) => {
        const rows = await storage.query<SanctionRow>(sanctionsAfter(after, clock.now(), limit + 1));
        const sanctions = rows.slice(0, limit).map(sanctionOf);
        const last = rows.length > limit ? sanctions.at(-1) : undefined;
        const users = await namesOf(
          parts,
          sanctions.flatMap(({ user, by }) => [user, by]),
        );
        return { sanctions, users, ...(last && { next: `${last.user}:${last.penalty}` }) };
      },
      2,
    ),
  ];
}
