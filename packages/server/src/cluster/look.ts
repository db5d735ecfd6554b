import { connect } from "@nats-io/transport-node";
import { natsAddress } from "./nats-address.ts";

/** What NATS says of itself. */
export interface NatsLook {
  readonly version: string;
  /** Bytes of a message at most. */
  readonly payload: number;
}

/** ms */
const PATIENCE = 5_000;

/**
 * Greets NATS once and leaves.
 *
 * @throws StartFault for an address that is not understood; an Error that says why it could not be greeted
 */
export async function lookAtNats(url: string): Promise<NatsLook> {
  const connection = await connect({ ...natsAddress(url), name: "skein doctor", reconnect: false, timeout: PATIENCE });
  try {
    await connection.flush();
    return { version: connection.info?.version ?? "unknown", payload: connection.info?.max_payload ?? 0 };
  } finally {
    await connection.close();
  }
}
