import { importJWK, SignJWT } from "jose";
import type { Clock } from "../../../kit/clock.ts";
import { type RandomBytes } from "../../../kit/id.ts";
import { Lru } from "../../../kit/lru.ts";
import { NotFetched, type Outside } from "../../../kit/outside.ts";
import type { PushKeys } from "../keys.ts";
import { byStatus, type Carrier, DEADLINE, type Notice, type Outcome, type Target, unreached } from "./carrier.ts";
import { encrypt, MOST_PLAIN, type Receiver } from "./encrypt.ts";

/** A signature works for so many seconds (RFC 8292 allows a day), and is made anew for each service some time before. */
const SIGNED = 43_200;
const SERVICES = 1_000;
/** Bytes of an answer that are read. */
const MOST_ANSWER = 1_024;

interface WebPushParts {
  readonly keys: PushKeys;
  readonly outside: Outside;
  /** Services without TLS may be asked too. */
  readonly plain: boolean;
  /** Whom a service may turn to: `mailto:` or https. */
  readonly subject: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** What a subscription's keys are as bytes. */
export function receiverOf({ p256dh, auth }: Pick<Target, "p256dh" | "auth">): Receiver {
  const bytes = (text: string | null) => new Uint8Array(Buffer.from(text ?? "", "base64url"));
  return { p256dh: bytes(p256dh), auth: bytes(auth) };
}

/** Browsers, by the service that each of them named: RFC 8030, 8188, 8291, 8292. */
export class WebPush implements Carrier {
  readonly #signed = new Lru<string, { readonly header: string; readonly until: number }>(SERVICES);

  constructor(private readonly is: WebPushParts) {}

  async send(target: Target, notice: Notice): Promise<Outcome> {
    const { outside, clock, random, plain: open } = this.is;
    try {
      const plain = new TextEncoder().encode(fitting(notice));
      const { status, headers } = await outside(target.address, {
        method: "POST",
        schemes: open ? ["https:", "http:"] : ["https:"],
        timeout: DEADLINE,
        most: MOST_ANSWER,
        headers: {
          Authorization: await this.#authorization(new URL(target.address).origin),
          "Content-Encoding": "aes128gcm",
          "Content-Type": "application/octet-stream",
          TTL: String(notice.ttl),
          Topic: notice.collapse,
          Urgency: "high",
        },
        body: encrypt(plain, receiverOf(target), { salt: random(16) }),
      });
      return byStatus(status, headers, clock.now());
    } catch (fault) {
      if (!(fault instanceof NotFetched)) return unreached(fault);
      const never = fault.why === "private" || fault.why === "address";
      return { is: never ? "refused" : "later", why: fault.message };
    }
  }

  async #authorization(audience: string): Promise<string> {
    const now = Math.floor(this.is.clock.now() / 1000);
    const known = this.#signed.get(audience);
    if (known && known.until - now > SIGNED / 2) return known.header;
    const { secret, key } = this.is.keys.vapid;
    const point = Buffer.from(key, "base64url");
    const d = Buffer.from(secret).toString("base64url");
    const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
    const signer = await importJWK({ kty: "EC", crv: "P-256", x, y, d }, "ES256");
    const until = now + SIGNED;
    const token = await new SignJWT({ aud: audience, sub: this.is.subject, exp: until })
      .setProtectedHeader({ typ: "JWT", alg: "ES256" })
      .sign(signer);
    const header = `vapid t=${token}, k=${key}`;
    this.#signed.set(audience, { header, until });
    return header;
  }
}

/** What the service worker gets, cut so that it fits. */
function fitting(notice: Notice): string {
  for (let body = notice.body; ; body = body.slice(0, body.length / 2)) {
    const { id, collapse: tag, title, avatar, preview, language, sound, badge, place, at, token } = notice;
    const text = JSON.stringify({ id, tag, title, body, avatar, preview, language, sound, badge, ...place, at, token });
    if (Buffer.byteLength(text) <= MOST_PLAIN || body === "") return text;
  }
}
