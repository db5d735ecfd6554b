import { address, integer, optional, secret, webAddress } from "./setting.ts";

/** How people are notified while they are away. */
export const PUSH = {
  grace: integer(
    4_000,
    0,
    600_000,
    "Milliseconds that a message waits before anybody is notified: whoever reads it on another device meanwhile is not.",
  ),
  subject: optional(
    "Whom push services turn to: mailto: or an https address; without it publicUrl. Apple takes no made-up one.",
    "an address such as mailto:admin@example.com",
    (value) => (/^mailto:[^@\s]+@[^@\s]+$|^https:\/\//.test(value) ? value : undefined),
  ),
  fcm: {
    account: optional(
      "File with the key of a Firebase service account, in JSON: Android apps are notified.",
      "the path of a file",
    ),
    url: address("https://fcm.googleapis.com", "Where Firebase Cloud Messaging is asked."),
  },
  apns: {
    key: optional(
      "File with the key for Apple's push service (.p8): iOS and macOS apps are notified.",
      "the path of a file",
    ),
    keyId: optional("Id of that key."),
    teamId: optional("Id of the team it belongs to."),
    topic: optional("Bundle id of the app."),
    url: address(
      "https://api.push.apple.com",
      "Where Apple's push service is asked; https://api.sandbox.push.apple.com for builds in development.",
    ),
    ca: optional(
      "File with certificates that are believed there, in PEM, where not the system's: for tests.",
      "the path of a file",
    ),
  },
  gateway: {
    url: optional(
      "Your own gateway to other vendors (Huawei, Xiaomi, OPPO, vivo …), asked by a signed POST.",
      "an http or https address",
      webAddress,
    ),
    secret: secret("What those requests are signed with, by HMAC-SHA256."),
  },
} as const;
