import type { DeviceInfo } from "@skein/protocol/schema";

/** Whose token it is. */
export interface Identity {
  readonly user: string;
  readonly role: "owner" | "admin" | "member";
  /** The signed-in device. */
  readonly session: string;
  /** When the token's time is over, ms since 1970 UTC; `Infinity`: never. */
  readonly until: number;
}

/**
 * Says whose token it is. Rejects with a `Refusal`: `unauthenticated`, `token_expired` or `token_revoked`.
 * Must be quick for a token that was seen a short while ago: everybody comes back at once after a restart.
 */
export type Authenticate = (token: string, device: DeviceInfo | undefined, going?: GoingOn) => Promise<Identity>;

/** A signed-in device that goes on with another token of the host app: it stays the same device. */
export type GoingOn = Pick<Identity, "user" | "session">;
