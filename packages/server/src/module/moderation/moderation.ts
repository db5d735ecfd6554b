import { command, type Command } from "../../command/command.ts";
import type { DoRule, SendRule } from "../../message/rules.ts";
import { readAudit } from "../audit/index.ts";
import { reportCommands } from "./commands/reports.ts";
import { sanctionCommands } from "./commands/sanctions.ts";
import { wordCommands } from "./commands/words.ts";
import { moderationOfNames } from "./file-names.ts";
import { moderationOfDoing, moderationRule } from "./judge.ts";
import { namesOf } from "./names.ts";
import type { ModerationParts } from "./parts.ts";
import { ModerationState } from "./state.ts";
import { ModerationTells } from "./tell.ts";
import type { Told } from "../../message/apply.ts";

/** Order on the whole server: words, reports, sanctions, and the record of who did what. */
export interface Moderation {
  /** The rows of `report.*`, `sanction.*`, `word.*` and `audit.*`. */
  readonly commands: readonly Command[];
  hear(told: Told): void;
  /** Some was not heard: it is read anew. */
  forget(): void;
  close(): Promise<void>;
}

/** The rules of speaking and doing come first: the line is built with it. */
export function createModerationRule(storage: ModerationParts["storage"]): {
  readonly state: ModerationState;
  readonly rule: SendRule;
  readonly named: SendRule;
  readonly ofDoing: DoRule;
} {
  const state = new ModerationState(storage);
  return {
    state,
    rule: moderationRule(state),
    named: moderationOfNames(state),
    ofDoing: moderationOfDoing(state),
  };
}

export function createModeration(parts: ModerationParts): Moderation {
  const tells = new ModerationTells(parts);
  const audit = command(
    "audit.list",
    async (_, { target, after, limit = 100 }) => {
      const page = await readAudit(parts.storage, { target, after, limit });
      const users = await namesOf(
        parts,
        page.entries.flatMap(({ by, target }) => [by, target].filter((one) => one !== undefined)),
      );
      return { ...page, users };
    },
    2,
  );
  return {
    commands: [...reportCommands(parts), ...sanctionCommands(parts), ...wordCommands(parts), audit],
    hear: (told) => {
      tells.hear(told);
    },
    forget: () => {
      parts.state.forget();
    },
    close: () => tells.close(),
  };
}
