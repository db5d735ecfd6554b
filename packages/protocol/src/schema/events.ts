import Type, { type Static, type TSchema } from "typebox";
import { LIMITS } from "../limits.ts";
import { Profile } from "./people.ts";
import { ReportId } from "./moderation.ts";
import { ConversationId, Cursor, Seq, StreamId, UserId, Words } from "./primitives.ts";

export interface EventRow<Data extends TSchema = TSchema> {
  readonly data: Data;
  readonly summary: string;
}

const event = <Data extends TSchema>(data: Data, summary: string): EventRow<Data> => ({ data, summary });

/** What happens without being remembered: no seq, never stored, lost to whoever is away. */
export const EVENTS = {
  typing: event(
    Type.Object({ conv: ConversationId, user: UserId, active: Type.Boolean() }),
    `Someone types; forget it after ${LIMITS.typing} ms without another.`,
  ),
  mark: event(
    Type.Object({
      conv: ConversationId,
      user: UserId,
      read: Seq,
      delivered: Seq,
      readCount: Type.Optional(Type.Integer()),
      cursor: Type.Optional(Cursor),
    }),
    "A member's marks moved forwards. `readCount` comes with your own.",
  ),
  presence: event(
    Type.Object({ user: UserId, online: Type.Boolean(), seen: Type.Optional(Type.Integer({ minimum: 0 })) }),
    "A watched person came or went.",
  ),
  report: event(
    Type.Object({ report: ReportId, state: Words(["open", "closed"]) }),
    "To the moderators of the server: something was reported, or settled.",
  ),
  stream: event(
    Type.Object({
      conv: ConversationId,
      stream: StreamId,
      user: UserId,
      at: Type.Integer({ minimum: 0, description: "Where the text goes: the length before it, in UTF-16 code units" }),
      text: Type.String(),
      ended: Type.Optional(Type.Literal(true, { description: "Given up: nothing of it stays" })),
    }),
    "A message grows. Where `at` is not the length that is known, `stream.list` tells the whole.",
  ),
  user: event(
    Type.Object({ user: Profile, cursor: Type.Optional(Cursor) }),
    "The profile of someone you share a conversation with changed.",
  ),
} as const satisfies Record<string, EventRow>;

export type EventName = keyof typeof EVENTS;
export type EventData = { [N in EventName]: Static<(typeof EVENTS)[N]["data"]> };
