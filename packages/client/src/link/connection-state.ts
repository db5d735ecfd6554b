import { CLOSE, type Ended } from "@skein/protocol";

/** Why a client does not come back by itself. */
export interface StopReason {
  /** Close code, or the code of an error. */
  readonly code: number;
  /** `revoked`, `unauthenticated`, `token_expired`, `signed_out`, `closed` … */
  readonly name: string;
  /** What signed this device out, where the server told: by which device, when, until when one is banned. */
  readonly ended?: Ended;
}

/**
 * Where the link stands. `connecting` — dialling or saying hello; `syncing` — reading what was missed; `online` — everything
 * is here and live; `waiting` — it broke, the next dial is at `retryAt` (ms, local clock); `stopped` — it will not come back by itself.
 */
export interface ConnectionState {
  readonly phase: "connecting" | "syncing" | "online" | "waiting" | "stopped";
  readonly retryAt?: number;
  readonly reason?: StopReason;
}

/** The close code as a reason, by its name in the protocol's table. */
export function closeReason(code: number): StopReason {
  const name = Object.entries(CLOSE).find(([, row]) => row.code === code)?.[0];
  return { code, name: name ?? "refused" };
}
