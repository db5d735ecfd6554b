import Type, { type Static } from "typebox";
import { DeviceName, Platform, SessionId, Timestamp, Words } from "./primitives.ts";

/** How a device names itself when it signs in. */
export const DeviceInfo = Type.Object({
  name: Type.Optional(DeviceName),
  platform: Type.Optional(Platform),
});
export type DeviceInfo = Static<typeof DeviceInfo>;

const called = { name: DeviceName, platform: Platform };

/** Where a device is, as far as its address tells: no outside service is asked. */
const place = {
  address: Type.Optional(
    Type.String({ description: "IP address from which it was last heard of; absent when not known" }),
  ),
  network: Type.Optional(
    Words(
      ["loopback", "private", "public"],
      "What kind of address it is: the server's own machine, a local network, the internet",
    ),
  ),
};

/** A signed-in device. */
export const DeviceSession = Type.Object({
  id: SessionId,
  ...called,
  created: Timestamp,
  seen: Timestamp,
  ...place,
  current: Type.Boolean({ description: "The device that asks" }),
});
export type DeviceSession = Static<typeof DeviceSession>;

/** What happened to one of the person's devices, told to all of them. */
export const DeviceChange = Type.Object({
  change: Words(["in", "out", "renamed"], "It was signed in or out, or called otherwise"),
  session: SessionId,
  ...called,
  ...place,
});
export type DeviceChange = Static<typeof DeviceChange>;

/** Why a device was signed out. */
export const Ended = Type.Object({
  why: Words(
    ["self", "replaced", "password", "banned", "erased", "operator"],
    "By the person, by another device that signed in (log-in policy), with a change of password, by a ban, with the account, by the operator",
  ),
  at: Timestamp,
  by: Type.Optional(Type.Object(called, { description: "The device that did it" })),
  until: Type.Optional(Type.Integer({ minimum: 0, description: "Until when a ban lasts; absent: for ever" })),
  words: Type.Optional(Type.String({ description: "What the moderators say to it" })),
});
export type Ended = Static<typeof Ended>;

/** A device that asks to be signed in by one that is, by a code that it shows. */
export const Pairing = Type.Object({
  ...called,
  ...place,
  near: Type.Boolean({ description: "It asks from the same address as the device that looks" }),
  created: Timestamp,
  expires: Timestamp,
});
export type Pairing = Static<typeof Pairing>;

/** Where such a request stands. */
export const PairingState = Words(
  ["waiting", "seen", "refused"],
  "Nobody has looked at it yet; a device looks at it; the person refused",
);
