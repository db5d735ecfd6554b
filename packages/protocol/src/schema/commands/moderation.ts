import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import {
  AuditEntry,
  ListedWord,
  Outcome,
  Penalty,
  Remark,
  Report,
  ReportId,
  ReportInContext,
  ReportReason,
  Sanction,
  Word,
} from "../moderation.ts";
import { Profile } from "../people.ts";
import { ConversationId, Seq, UserId, Words } from "../primitives.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }));
const until = Type.Optional(
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "Until when, ms; absent: for ever" }),
);
const next = Type.Optional(Type.String());
const after = Type.Optional(Type.String({ maxLength: 200, description: "`next` of the page before" }));

/** Keeping order on the whole server. */
export const moderationCommands = {
  "report.create": command(
    "user",
    "Show a message to the moderators of the server.",
    Type.Object({ conv: ConversationId, seq: Seq, reason: ReportReason, words: Type.Optional(Remark) }),
    Type.Object({ report: ReportId }),
  ),
  "report.list": command(
    "admin",
    "What was reported, the latest first.",
    Type.Object({ state: Type.Optional(Words(["open", "closed"])), conv: Type.Optional(ConversationId), after, limit }),
    Type.Object({ reports: Type.Array(Report), users: Type.Array(Profile), next }),
  ),
  "report.get": command(
    "admin",
    "A report with what was said around it.",
    Type.Object({ report: ReportId }),
    ReportInContext,
  ),
  "report.settle": command(
    "admin",
    "Do what a report asks for, or nothing; it is closed then, and so are others of the same message.",
    Type.Object({ report: ReportId, outcome: Outcome, until, words: Type.Optional(Remark) }),
    Nothing,
  ),
  "sanction.set": command(
    "admin",
    "Mute, ban or shadow-ban a person of lower role, until then or for ever.",
    Type.Object({ user: UserId, penalty: Penalty, until, words: Type.Optional(Remark) }),
    Nothing,
  ),
  "sanction.lift": command("admin", "End that.", Type.Object({ user: UserId, penalty: Penalty }), Nothing),
  "sanction.list": command(
    "admin",
    "Who is muted, banned or shadow-banned.",
    Type.Object({ after, limit }),
    Type.Object({ sanctions: Type.Array(Sanction), users: Type.Array(Profile), next }),
  ),
  "word.list": command(
    "admin",
    "The words that are looked out for, in their order.",
    Type.Object({ after: Type.Optional(Word), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }),
    Type.Object({ words: Type.Array(ListedWord), total: Type.Integer({ minimum: 0 }), next }),
  ),
  "word.add": command(
    "admin",
    "Look out for words; one that is there gets the new action.",
    Type.Object({ words: Type.Array(ListedWord, { minItems: 1, maxItems: LIMITS.wordsPerCall }) }),
    Type.Object({ total: Type.Integer({ minimum: 0 }) }),
  ),
  "word.remove": command(
    "admin",
    "Look out for them no longer.",
    Type.Object({ words: Type.Array(Word, { minItems: 1, maxItems: LIMITS.wordsPerCall }) }),
    Type.Object({ total: Type.Integer({ minimum: 0 }) }),
  ),
  "audit.list": command(
    "admin",
    "What was done with rights on the server, the latest first.",
    Type.Object({ target: Type.Optional(Type.String({ maxLength: 200 })), after, limit }),
    Type.Object({ entries: Type.Array(AuditEntry), users: Type.Array(Profile), next }),
  ),
} as const;
