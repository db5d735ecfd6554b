import Type, { type Static } from "typebox";
import { Emoji, Seq, Timestamp, UserId } from "./primitives.ts";

/** What the operations up to `upto` have made of a message. Whoever holds later ones of the log applies those on it. */
export const Fold = Type.Object({
  upto: Type.Unsafe<number>({ ...Seq, description: "The last operation that is in here" }),
  edited: Type.Optional(
    Type.Object({
      at: Timestamp,
      times: Type.Integer({ minimum: 1 }),
      body: Type.Unknown({ description: "What it says now, by the kind of the message" }),
    }),
  ),
  recalled: Type.Optional(Type.Object({ by: UserId, at: Timestamp })),
  pinned: Type.Optional(Type.Object({ by: UserId, at: Timestamp })),
  thread: Type.Optional(
    Type.Object(
      {
        replies: Type.Integer({ minimum: 1 }),
        last: Type.Unsafe<number>({ ...Seq, description: "The newest reply" }),
        at: Timestamp,
        users: Type.Array(UserId, { description: "Who replied first" }),
      },
      { description: "What was said in its thread; a reply that was taken back keeps its place" },
    ),
  ),
  reactions: Type.Optional(
    Type.Array(
      Type.Object({
        emoji: Emoji,
        count: Type.Integer({ minimum: 1 }),
        mine: Type.Optional(Type.Literal(true)),
        users: Type.Array(UserId, { description: "The first of them" }),
      }),
      { description: "In the order in which they were first given" },
    ),
  ),
  played: Type.Optional(
    Type.Object(
      {
        count: Type.Integer({ minimum: 1 }),
        mine: Type.Optional(Type.Literal(true)),
        users: Type.Array(UserId, { description: "The first of them" }),
      },
      { description: "Who has listened to a voice message" },
    ),
  ),
  poll: Type.Optional(
    Type.Object({
      counts: Type.Array(Type.Integer({ minimum: 0 }), { description: "A number for each option" }),
      voters: Type.Integer({ minimum: 0 }),
      mine: Type.Optional(
        Type.Array(Type.Integer({ minimum: 0 }), { description: "What the reader chose, ascending" }),
      ),
      closed: Type.Optional(Type.Object({ by: UserId, at: Timestamp })),
    }),
  ),
});
export type Fold = Static<typeof Fold>;
