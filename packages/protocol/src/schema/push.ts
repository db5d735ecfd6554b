import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Words } from "./primitives.ts";

/** Of what in a conversation a person is told where they do not look. */
export const NotifyRule = Words(["all", "mentions", "none"], "Every message; those that mention one; none");
export type NotifyRule = Static<typeof NotifyRule>;

/** What a notification shows to whoever sees the screen. */
export const Preview = Words(["full", "name", "nothing"], "Who and what; who; only that there is something");
export type Preview = Static<typeof Preview>;

const Minute = Type.Integer({ minimum: 0, maximum: 1439, description: "Minutes since midnight" });

/** Hours of the day in which nothing is told; over midnight where `to` is before `from`. */
export const QuietHours = Type.Object({
  on: Type.Boolean(),
  from: Minute,
  to: Minute,
  zone: Type.String({
    maxLength: 64,
    pattern: "^[A-Za-z0-9_+/-]+$",
    description: "Time zone of the person, as `Asia/Shanghai`; one that the server does not know counts as UTC",
  }),
});
export type QuietHours = Static<typeof QuietHours>;

export const PushKind = Words(
  ["web", "fcm", "apns", "http"],
  "Web Push; Firebase Cloud Messaging; Apple Push Notification service; the operator's own gateway to other vendors",
);
export type PushKind = Static<typeof PushKind>;

/** How one device is reached while it is away. */
export const pushTarget = {
  kind: PushKind,
  address: Type.String({
    minLength: 1,
    maxLength: LIMITS.pushAddress,
    pattern: "^[\\u0021-\\u007e]+$",
    description: "`web`: the endpoint; else the token that the vendor gave to the device",
  }),
  p256dh: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9_-]{87}=?$", description: "`web`: the public key of the browser" }),
  ),
  auth: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9_-]{22}(==)?$", description: "`web`: the secret of the browser" }),
  ),
  vendor: Type.Optional(
    Type.String({ pattern: "^[a-z0-9-]{1,24}$", description: "`http`: which vendor, as the gateway calls it" }),
  ),
  language: Type.Optional(Words(["en", "zh-CN"], "For who has chosen the system's language")),
};
export const PushTarget = Type.Object(pushTarget);
export type PushTarget = Static<typeof PushTarget>;

/** Shown with a notification and asked with by whatever shows it: works for one conversation, and while the device is signed in. */
export const PushToken = Type.String({ pattern: "^[A-Za-z0-9_-]{16,512}$" });
