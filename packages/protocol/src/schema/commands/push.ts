import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { ConversationId, Key, Seq, Words } from "../primitives.ts";
import { PushKind, PushTarget, pushTarget, PushToken } from "../push.ts";
import { command } from "./row.ts";

const Nothing = Type.Object({});
const Renewable = Type.Object({
  renew: Type.Unsafe<string>({
    ...PushToken,
    description: "Replaces the subscription of this device by `push.renew`, for a worker that has no session",
  }),
});

/** How a person is told of what happens while they are away. */
export const pushCommands = {
  "push.key": command(
    "user",
    "What devices subscribe with: the server's public key for Web Push (RFC 8292), and the kinds that it can reach.",
    Nothing,
    Type.Object({
      key: Type.String({ description: "P-256, uncompressed, base64url: `applicationServerKey`" }),
      kinds: Type.Array(PushKind),
    }),
  ),
  "push.subscribe": command(
    "user",
    "Reach the device that asks in this way while it is away, instead of the way before.",
    PushTarget,
    Renewable,
  ),
  "push.unsubscribe": command("user", "Reach the device that asks no more.", Nothing, Nothing),
  "push.state": command(
    "user",
    "How the device that asks is reached; nothing where it is not.",
    Nothing,
    Type.Object({ kind: Type.Optional(PushKind), address: Type.Optional(pushTarget.address) }),
  ),
  "push.test": command(
    "user",
    "Send a notification to the device that asks, now and whatever the rules say.",
    Nothing,
    Type.Object({
      outcome: Words(
        ["accepted", "gone", "refused", "later"],
        "The service took it; it knows the device no more; it does not take it; it cannot be reached or is busy",
      ),
    }),
  ),
  "push.attend": command(
    "user",
    `Somebody looks at the device that asks, and at that conversation: what comes there is told to no other device. Forgotten after ${LIMITS.attention} ms without another.`,
    Type.Object({ on: Type.Boolean(), conv: Type.Optional(ConversationId) }),
    Type.Object({
      wanted: Type.Boolean({ description: "There are devices of the person that are told; else it need not be said" }),
    }),
  ),
  "push.reply": command(
    "anyone",
    "Answer from a notification, by the token in it.",
    Type.Object({
      token: PushToken,
      key: Key,
      text: Type.String({ minLength: 1, maxLength: LIMITS.text, pattern: "\\S" }),
    }),
    Type.Object({ seq: Seq }),
  ),
  "push.read": command(
    "anyone",
    "Mark as read what a notification told of, by the token in it.",
    Type.Object({ token: PushToken }),
    Nothing,
  ),
  "push.renew": command(
    "anyone",
    "Go on with another subscription where the browser has replaced the one before, by the token of that one.",
    Type.Object({ token: PushToken, ...pushTarget }),
    Renewable,
  ),
} as const;
