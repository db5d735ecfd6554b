import { createHmac, timingSafeEqual } from "node:crypto";
import { LIMITS } from "@skein/protocol";

/** What a token lets its holder do: answer and mark as read in one conversation, or replace a subscription. */
export type Permit =
  | { readonly is: "act"; readonly session: string; readonly conv: string; readonly root: number; readonly seq: number }
  | { readonly is: "renew"; readonly session: string; readonly place: string };

/** Bytes of the signature that are kept: 128 bits. */
const SIGNATURE = 16;

/** Signed, not kept: whoever shows a notification gets one with it and needs no session. Good while the device is signed in. */
export class PushTokens {
  constructor(private readonly key: Uint8Array) {}

  make(permit: Permit, now: number): string {
    const until = permit.is === "act" ? now + LIMITS.pushToken : 0;
    const body = Buffer.from(JSON.stringify([until, permit]));
    return Buffer.concat([this.#sign(body), body]).toString("base64url");
  }

  /** What a token permits; undefined for one that is none, or whose time is over. */
  read<Is extends Permit["is"]>(token: string, is: Is, now: number): Extract<Permit, { is: Is }> | undefined {
    const bytes = Buffer.from(token, "base64url");
    const body = bytes.subarray(SIGNATURE);
    if (body.length === 0 || !timingSafeEqual(bytes.subarray(0, SIGNATURE), this.#sign(body))) return undefined;
    const [until, permit] = JSON.parse(body.toString()) as [number, Permit];
    if (permit.is !== is || (until !== 0 && until <= now)) return undefined;
    return permit as Extract<Permit, { is: Is }>;
  }

  #sign(body: Uint8Array): Buffer {
    return createHmac("sha256", this.key).update(body).digest().subarray(0, SIGNATURE);
  }
}
