import Type from "typebox";
import { DeviceInfo, DeviceSession, Pairing, PairingState } from "../device.ts";
import { Code, DeviceName, SessionId, Timestamp, Token } from "../primitives.ts";
import { command } from "./row.ts";
import { SignedIn } from "./signed-in.ts";

const Nothing = Type.Object({});

/** One's devices, and how one of them signs another in. */
export const deviceCommands = {
  "session.list": command(
    "user",
    "One's signed-in devices.",
    Type.Object({}),
    Type.Object({ sessions: Type.Array(DeviceSession) }),
  ),
  "session.rename": command(
    "user",
    "Call one of one's devices otherwise.",
    Type.Object({ session: SessionId, name: DeviceName }),
    Nothing,
  ),
  "session.revoke": command("user", "Sign one of one's devices out.", Type.Object({ session: SessionId }), Nothing),
  "session.revokeOthers": command("user", "Sign all one's devices out but this one.", Type.Object({}), Nothing),
  "session.renew": command(
    "user",
    "Go on with another token of one's own on this link, before the time of the present one is over.",
    Type.Object({ token: Token, device: Type.Optional(DeviceInfo) }),
    Type.Object({
      session: SessionId,
      expires: Type.Optional(Timestamp),
    }),
  ),
  "pairing.create": command(
    "anyone",
    "Ask to be signed in by a device that is: show the code, keep the secret, wait.",
    Type.Object({ device: Type.Optional(DeviceInfo) }),
    Type.Object({
      code: Code,
      secret: Code,
      url: Type.String({ description: "What the QR code says: a page of the web app that asks the signed-in device" }),
      expires: Timestamp,
    }),
  ),
  "pairing.wait": command(
    "anyone",
    "Where the request stands, answered when that is no longer `known`, or after some seconds. Once confirmed, it signs the device in.",
    Type.Object({ code: Code, secret: Code, known: Type.Optional(PairingState) }),
    Type.Object({ state: Type.Optional(PairingState), signedIn: Type.Optional(SignedIn) }),
  ),
  "pairing.look": command(
    "user",
    "Which device asks by this code; from then on nobody else can answer it.",
    Type.Object({ code: Code }),
    Type.Object({ pairing: Pairing }),
  ),
  "pairing.answer": command(
    "user",
    "Sign the device in that one has looked at, or refuse it.",
    Type.Object({ code: Code, accept: Type.Boolean() }),
    Nothing,
  ),
} as const;
