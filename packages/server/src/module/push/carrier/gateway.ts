import { createHmac } from "node:crypto";
import type { Clock } from "../../../kit/clock.ts";
import { byStatus, type Carrier, type Notice, type Outcome, type Target, unreached } from "./carrier.ts";

/** Version of what is sent and how it is signed. */
const VERSION = "v1";

/**
 * What no adapter here reaches (Huawei, Xiaomi, OPPO, vivo …): the operator's own gateway, asked by a signed POST. It lies where the
 * operator says, also in a local network.
 */
export class Gateway implements Carrier {
  constructor(
    private readonly url: string,
    private readonly secret: string,
    private readonly clock: Clock,
  ) {}

  async send({ address, vendor }: Target, notice: Notice, signal: AbortSignal): Promise<Outcome> {
    const { token: _token, ...told } = notice;
    const body = JSON.stringify({ device: { vendor, token: address }, notice: told });
    const at = Math.floor(this.clock.now() / 1000);
    const sum = createHmac("sha256", this.secret).update(`${at}.${body}`).digest("hex");
    try {
      const response = await fetch(this.url, {
        method: "POST",
        redirect: "manual",
        headers: {
          "Content-Type": "application/json",
          "Idempotency-Key": notice.id,
          "X-Skein-Signature": `t=${at}, ${VERSION}=${sum}`,
        },
        body,
        signal,
      });
      await response.body?.cancel();
      return byStatus(response.status, response.headers, this.clock.now());
    } catch (fault) {
      return unreached(fault);
    }
  }
}
