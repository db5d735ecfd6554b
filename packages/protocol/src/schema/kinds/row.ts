import Type, { type TProperties, type TSchema } from "typebox";
import { LIMITS } from "../../limits.ts";
import { Caption } from "../file.ts";
import { Seq, Timestamp, UserId } from "../primitives.ts";

/** One kind of entry: a row here, a component in react, and nothing else. */
export interface KindRow<Body extends TSchema = TSchema> {
  readonly body: Body;
  /** Counts as unread for everyone but its author. */
  readonly countable: boolean;
  /** May be sent with `message.send`; the others are written by the server. */
  readonly sendable: boolean;
  /** Changes the message that `ref` names, and is folded into it instead of shown by itself. */
  readonly operation: boolean;
  /** A message of this kind can be edited into another of the same kind. */
  readonly editable: boolean;
  /** Of an edit these fields and `mentions` are taken, all else stays as it was; absent where it may change all of the message. */
  readonly edits?: readonly string[];
  readonly summary: string;
  /** Messages alone: what a notification says of one. */
  readonly said?: Said;
}

/** A message in one line where nothing draws it: what kind of thing it is, by language, and the field of its body that says more: a text, or what has a `name`. */
export interface Said {
  readonly en: string;
  readonly "zh-CN": string;
  readonly field?: string;
  /** The field says it all. */
  readonly bare?: true;
}

type Rest = Omit<KindRow, "body" | "summary" | "said" | "edits">;

const ANY: Said = { en: "Message", "zh-CN": "消息" };

const MESSAGE = { countable: true, sendable: true, operation: false, editable: false } as const satisfies Rest;
const OPERATION = { countable: false, sendable: false, operation: true, editable: false } as const satisfies Rest;
const NOTICE = { countable: false, sendable: false, operation: false, editable: false } as const satisfies Rest;

/** What any message may say beside its own content. */
const extras = {
  reply: Type.Optional(
    Type.Object({ seq: Seq }, { description: "The message of this conversation that this one answers" }),
  ),
  thread: Type.Optional(
    Type.Object(
      { root: Seq },
      { description: "The message in whose thread this one stands: it is not shown among the others" },
    ),
  ),
  mentions: Type.Optional(
    Type.Object(
      {
        users: Type.Optional(Type.Array(UserId, { maxItems: LIMITS.mentions, uniqueItems: true })),
        all: Type.Optional(Type.Literal(true)),
        names: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: LIMITS.personName }), {
            maxItems: LIMITS.mentions,
            description: "What the text calls them after an `@`, in the order of `users`",
          }),
        ),
      },
      { description: "Who is meant by name: told also where they have muted the conversation" },
    ),
  ),
  forward: Type.Optional(
    Type.Object(
      { from: UserId, at: Timestamp },
      { description: "Written by the server: who said it first, and when, where a message was forwarded" },
    ),
  ),
};

/** A message that people send. */
export const message = <P extends TProperties>(summary: string, fields: P, said: Said = ANY) => ({
  ...MESSAGE,
  body: Type.Object({ ...fields, ...extras }),
  summary,
  said,
});

/** A message whose author may change it later. */
export const editableMessage = <P extends TProperties>(summary: string, fields: P, said: Said = ANY) => ({
  ...message(summary, fields, said),
  editable: true as const,
});

/** A message whose author may change the words under it later, and nothing else. */
export const captionedMessage = <P extends TProperties>(summary: string, fields: P, said: Said = ANY) => ({
  ...editableMessage(summary, { ...fields, caption: Caption }, said),
  edits: ["caption"] as const,
});

/** What is done to the message that `ref` names. */
export const operation = <P extends TProperties>(summary: string, fields: P) => ({
  ...OPERATION,
  body: Type.Object(fields),
  summary,
});

/** What the server writes into a log: for all in it to read, or into a person's self log. */
export const notice = <P extends TProperties>(summary: string, fields: P) => ({
  ...NOTICE,
  body: Type.Object(fields),
  summary,
});
