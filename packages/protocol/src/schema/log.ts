import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Fold } from "./fold.ts";
import { GroupSettings, Nick } from "./group.ts";
import { Kept, KeptDraft, Mine } from "./kept.ts";
import { KINDS, type Bodies, type Kind } from "./kinds.ts";
import { Profile } from "./people.ts";
import {
  Color,
  ConversationId,
  Cursor,
  GroupName,
  GroupRole,
  Key,
  Seq,
  Timestamp,
  UserId,
  Words,
} from "./primitives.ts";

const entryFields = {
  conv: ConversationId,
  seq: Seq,
  from: UserId,
  at: Timestamp,
  key: Type.Optional(Key),
  kind: Type.String({ description: "Wire name of the kind; a client shows a fall-back for kinds it does not know" }),
  ref: Type.Optional(Seq),
  count: Type.Integer({ minimum: 0, description: "How many countable entries the log holds up to and with this one" }),
  body: Type.Unknown({ description: "By `kind`" }),
  fold: Type.Optional(Fold),
  mine: Type.Optional(Mine),
};

/** One entry of a conversation's log. */
export const Entry = Type.Object(entryFields);

interface EntryOf<K extends Kind> {
  /** Conversation. */
  conv: string;
  /** Place in the conversation's log: 1, 2, 3 … without a hole. */
  seq: number;
  /** Who wrote it. */
  from: string;
  /** When it was committed, ms by the server's clock. */
  at: number;
  /** The sender's idempotency key; absent on entries written by the server. */
  key?: string;
  kind: K;
  /** The entry this one is about. */
  ref?: number;
  /** Countable entries up to and with this one: unread = count at head − count at the read mark. */
  count: number;
  body: Bodies[K];
  /** What was done to it since, where a page of history tells it. */
  fold?: Fold;
  /** What the reader made of it for themselves, where a page of history tells it. */
  mine?: Mine;
}

/** An entry as TypeScript sees it: the body follows from the kind. */
export type Entry = { [K in Kind]: EntryOf<K> }[Kind];

export const Mark = Type.Object({ user: UserId, read: Seq, delivered: Seq });
/** How far a member has got: everything up to `read` was read, up to `delivered` reached a device. */
export type Mark = Static<typeof Mark>;

export const Member = Type.Object({ user: UserId, role: GroupRole, read: Seq, delivered: Seq });
export type Member = Static<typeof Member>;

const summaryFields = {
  id: ConversationId,
  kind: Words(["direct", "group", "self"]),
  name: Type.Optional(GroupName),
  color: Type.Optional(Color),
  peer: Type.Optional(UserId),
  role: Type.Optional(GroupRole),
  settings: Type.Optional(GroupSettings),
  since: Type.Optional(Seq),
  mutedUntil: Type.Optional(Timestamp),
  nick: Type.Optional(Nick),
  nicks: Type.Optional(
    Type.Record(UserId, Nick, {
      description:
        "What the others call themselves there, of a group small enough to push marks; absent: by their names",
    }),
  ),
  requests: Type.Optional(
    Type.Integer({ minimum: 1, description: "People who ask to come in, for those who may let them" }),
  ),
  announcementRead: Type.Optional(Type.Integer({ description: "Id of the announcement that one has read" })),
  members: Type.Integer({ minimum: 0 }),
  head: Seq,
  at: Timestamp,
  count: Type.Integer({ minimum: 0, description: "Countable entries at head" }),
  read: Seq,
  readCount: Type.Integer({ minimum: 0, description: "Countable entries at the own read mark" }),
  delivered: Seq,
  unread: Type.Integer({ minimum: 0 }),
  kept: Type.Optional(Kept),
  draft: Type.Optional(KeptDraft),
  last: Type.Optional(Entry),
  mentioned: Type.Optional(
    Type.Array(Seq, {
      maxItems: LIMITS.mentionsTold,
      description: "Unread messages that mention you, ascending. Absent in a delta: its entries tell",
    }),
  ),
  pinned: Type.Optional(
    Type.Array(Seq, {
      maxItems: LIMITS.pins,
      description: "Pinned messages, the latest pinned first. Absent in a delta",
    }),
  ),
  marks: Type.Optional(
    Type.Array(Mark, { description: "The other members' marks, where the conversation is small enough to push them" }),
  ),
  entries: Type.Optional(
    Type.Array(Entry, { description: "In a delta: the newest entries since the cursor, contiguous up to head" }),
  ),
};

/** A conversation as its member sees it in a list. */
export const Summary = Type.Object(summaryFields);

export interface Summary extends Omit<Static<typeof Summary>, "last" | "entries" | "kind"> {
  kind: "direct" | "group" | "self";
  last?: Entry;
  entries?: Entry[];
}

/** What changed since a cursor, whole: the conversations that moved and the people that changed. */
export const Changes = Type.Object({ conversations: Type.Array(Summary), users: Type.Array(Profile), cursor: Cursor });

export interface Changes {
  conversations: Summary[];
  users: Profile[];
  /** Where to resume from once all of this is applied. */
  cursor: string;
}

/** The entry schema with its body narrowed to one kind, for the API documents. */
export const entrySchemaOf = (name: Kind) =>
  Type.Object({ ...entryFields, kind: Type.Literal(name), body: KINDS[name].body });
