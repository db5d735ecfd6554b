import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Profile } from "./people.ts";
import { Entry } from "./log.ts";
import { ConversationId, Seq, Timestamp, UserId, Words } from "./primitives.ts";

export const WordAction = Words(
  ["refuse", "mask", "flag"],
  "The message is not taken; the word is starred out; it is taken, and moderators see it",
);
export const Word = Type.String({ minLength: 1, maxLength: LIMITS.word });
/** A word that moderators look out for. */
export const ListedWord = Type.Object({ word: Word, action: WordAction });
export type ListedWord = Static<typeof ListedWord>;

export const Remark = Type.String({ minLength: 1, maxLength: LIMITS.remark, pattern: "\\S" });

export const Penalty = Words(
  ["mute", "ban", "shadow"],
  "They cannot write; they cannot use the server; nobody else sees what they write, and they do not know",
);
/** What a person is under. */
export const Sanction = Type.Object({
  user: UserId,
  penalty: Penalty,
  at: Timestamp,
  by: UserId,
  until: Type.Optional(Type.Integer({ minimum: 0, description: "Absent: for ever" })),
  words: Type.Optional(Remark),
});
export type Sanction = Static<typeof Sanction>;

export const ReportReason = Words(
  ["spam", "abuse", "violence", "sexual", "illegal", "other", "words"],
  "`words`: the list found it",
);
export const ReportId = Type.String({ pattern: "^[A-Za-z0-9_-]{8,64}$", description: "Id of a report" });
export const Outcome = Words(["dismissed", "recalled", "muted", "banned", "shadowed"]);

/** A message that moderators should look at. */
export const Report = Type.Object({
  id: ReportId,
  conv: ConversationId,
  seq: Seq,
  author: UserId,
  by: Type.Optional(UserId),
  reason: ReportReason,
  words: Type.Optional(Remark),
  said: Type.Unknown({
    description: "Kind and body of the message as it was when it was reported, kept though it be recalled",
  }),
  at: Timestamp,
  state: Words(["open", "closed"]),
  outcome: Type.Optional(Outcome),
  closedBy: Type.Optional(UserId),
  closedAt: Type.Optional(Timestamp),
});
export type Report = Static<typeof Report>;

/** A report with what was said around it. */
export const ReportInContext = Type.Object({
  report: Report,
  context: Type.Array(Entry, { description: "As it was when it was reported" }),
  users: Type.Array(Profile),
});

/** Something that was done with an admin's or the operator's rights. */
export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Timestamp,
  by: Type.Optional(UserId),
  action: Type.String({ description: "user.role, invite.create, sanction.set, report.settle, …" }),
  target: Type.Optional(Type.String({ description: "The person, report, invitation it was done to" })),
  detail: Type.Unknown(),
});
export type AuditEntry = Static<typeof AuditEntry>;
