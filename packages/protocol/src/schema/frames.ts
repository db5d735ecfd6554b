import Type, { type Static } from "typebox";
import type { ErrorName, Retry } from "../errors.ts";
import { LIMITS } from "../limits.ts";
import { DeviceInfo, Ended } from "./device.ts";
import { EVENTS, type EventData, type EventName } from "./events.ts";
import { Changes, Entry } from "./log.ts";

import { Cursor, SessionId, Timestamp, Token, UserId, Words } from "./primitives.ts";

const RequestId = Type.Integer({
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "Chosen by the client, unique among its requests under way",
});

/** The first frame of every connection. */
export const Hello = Type.Object({
  type: Type.Literal("hello"),
  id: Type.Optional(RequestId),
  token: Token,
  device: Type.Optional(DeviceInfo),
  cursor: Type.Optional(Cursor),
  heartbeat: Type.Optional(
    Type.Integer({
      minimum: LIMITS.beatLeast,
      maximum: LIMITS.beatMost,
      description: "I ask by myself: ask me only after so many ms of silence",
    }),
  ),
});
export type Hello = Static<typeof Hello>;

/** A command: `type` is its wire name, `params` are those of its row. */
export const Request = Type.Object({
  type: Type.String({ minLength: 1, maxLength: 64 }),
  id: RequestId,
  params: Type.Optional(Type.Unknown()),
});
export interface Request {
  type: string;
  id: number;
  params?: unknown;
}

export const Pong = Type.Object({ type: Type.Literal("pong") });

export const Welcome = Type.Object({
  type: Type.Literal("welcome"),
  id: Type.Optional(RequestId),
  session: SessionId,
  user: UserId,
  cursor: Cursor,
  now: Timestamp,
  heartbeat: Type.Object({
    interval: Type.Integer({ description: "The server pings after so many ms of silence" }),
    timeout: Type.Integer({ description: "and gives up so many ms later" }),
  }),
  expires: Type.Optional(Timestamp),
  resume: Words(["delta", "reset"]),
  reason: Type.Optional(Words(["no_cursor", "other_store", "too_far", "unknown_cursor"])),
});
export type Welcome = Static<typeof Welcome>;

export const Delta = Type.Object({ type: Type.Literal("delta"), ...Changes.properties });
export const EntryFrame = Type.Object({
  type: Type.Literal("entry"),
  ...Entry.properties,
  cursor: Type.Optional(Cursor),
});
export const Ok = Type.Object({ type: Type.Literal("ok"), id: RequestId, result: Type.Unknown() });
export const ErrorFrame = Type.Object({
  type: Type.Literal("error"),
  id: Type.Optional(RequestId),
  code: Type.Integer(),
  name: Type.String(),
  retry: Words(["never", "later", "after-login"]),
  message: Type.String({ description: "For developers; not for people" }),
  path: Type.Optional(Type.String({ description: "JSON pointer to the field at fault" })),
  after: Type.Optional(Type.Integer({ description: "Wait so many ms" })),
  ended: Type.Optional(Ended),
  until: Type.Optional(
    Type.Integer({
      description:
        "With `banned` and `muted`: until when; absent: for ever. With `rate_limited` in slow mode: when one may speak again there. With `ended` of a link to a group: since when, where it ended by time",
    }),
  ),
});
export const Ping = Type.Object({ type: Type.Literal("ping") });
export const Drain = Type.Object({
  type: Type.Literal("drain"),
  after: Type.Integer({ description: "Come back after so many ms" }),
});

/** What `error` carries, over every transport. */
export interface WireError {
  code: number;
  name: ErrorName;
  retry: Retry;
  message: string;
  path?: string;
  after?: number;
  /** With `token_revoked`: what signed the device out. */
  ended?: Ended;
  /**
   * With `banned` and `muted`: until when, ms; absent: for ever. With `rate_limited`: it is slow mode, until then and there alone. With
   * `ended` of a link to a group: since when, where it ended by time.
   */
  until?: number;
}

export interface OkFrame {
  type: "ok";
  id: number;
  result: unknown;
}
export interface ErrorFrame extends WireError {
  type: "error";
  id?: number;
}
export type EntryFrame = { type: "entry"; cursor?: string } & Entry;
export type DeltaFrame = { type: "delta" } & Changes;
export type EventFrame = { [N in EventName]: { type: "event"; name: N; data: EventData[N] } }[EventName];

export type ServerFrame =
  | Welcome
  | DeltaFrame
  | OkFrame
  | ErrorFrame
  | EntryFrame
  | EventFrame
  | { type: "ping" }
  | { type: "pong" }
  | { type: "drain"; after: number };

export type ClientFrame = Hello | Request | { type: "ping" } | { type: "pong" };

/** One schema an event frame, for the API documents. */
export const eventSchemaOf = (name: EventName) =>
  Type.Object({ type: Type.Literal("event"), name: Type.Literal(name), data: EVENTS[name].data });
