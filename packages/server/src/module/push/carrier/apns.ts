import { connect, type ClientHttp2Session } from "node:http2";
import { importPKCS8, SignJWT } from "jose";
import type { Clock } from "../../../kit/clock.ts";
import { byStatus, type Carrier, type Notice, type Outcome, type Target, unreached } from "./carrier.ts";

/** What an app's account with Apple is. */
export interface AppleAccount {
  /** PEM of the `.p8` file. */
  readonly key: string;
  readonly keyId: string;
  readonly teamId: string;
  /** Bundle id of the app. */
  readonly topic: string;
}

/** Apple wants a token between 20 and 60 minutes old. ms */
const TOKEN_LIFE = 2_400_000;
/** Bytes of a notification's payload. */
const MOST = 4_096;
/** Bytes of an answer that are read: a reason in JSON. */
const MOST_ANSWER = 1_024;
/** A device token of Apple: hexadecimal, of a length that Apple does not promise. */
const TOKEN = /^[0-9a-fA-F]{8,200}$/;

const GONE = new Set(["BadDeviceToken", "DeviceTokenNotForTopic", "Unregistered", "ExpiredToken"]);
const OWN_TOKEN = new Set(["ExpiredProviderToken", "InvalidProviderToken", "MissingProviderToken"]);

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly reason: string;
}

/** Apple's devices: HTTP/2, one connection for all, with a token signed by the account's key. */
export class Apns implements Carrier {
  #session: ClientHttp2Session | undefined;
  #token: { readonly text: string; readonly made: number } | undefined;

  /**
   * @param base `https://api.push.apple.com`, or Apple's sandbox
   * @param ca what signed its certificate, where that is not the system's
   */
  constructor(
    private readonly account: AppleAccount,
    private readonly base: string,
    private readonly clock: Clock,
    private readonly ca?: string,
  ) {}

  async send(target: Target, notice: Notice, signal: AbortSignal): Promise<Outcome> {
    if (!TOKEN.test(target.address)) return { is: "gone" };
    try {
      return this.#outcome(await this.#post(target.address, notice, signal));
    } catch (fault) {
      return unreached(fault);
    }
  }

  close(): void {
    this.#session?.destroy();
    this.#session = undefined;
  }

  #outcome({ status, headers, reason }: Answered): Outcome {
    if (status === 410 || GONE.has(reason)) return { is: "gone" };
    if (OWN_TOKEN.has(reason)) {
      this.#token = undefined;
      return { is: "later", why: reason };
    }
    // 404 is a path of ours that is wrong, no device
    if (status === 404) return { is: "refused", why: "answered 404" };
    const outcome = byStatus(status, headers, this.clock.now());
    return outcome.is === "refused" ? { is: "refused", why: `${outcome.why} ${reason}`.trim() } : outcome;
  }

  async #post(token: string, notice: Notice, signal: AbortSignal): Promise<Answered> {
    const headers = {
      ":method": "POST",
      ":path": `/3/device/${token}`,
      authorization: `bearer ${await this.#bearer()}`,
      "apns-id": notice.id,
      "apns-topic": this.account.topic,
      "apns-push-type": "alert",
      "apns-priority": "10",
      "apns-collapse-id": notice.collapse,
      "apns-expiration": String(Math.floor(this.clock.now() / 1000) + notice.ttl),
      "content-type": "application/json",
    };
    const session = this.#connected();
    return new Promise<Answered>((resolve, reject) => {
      const stream = session.request(headers);
      let status = 0;
      let text = "";
      const answered = new Headers();
      const end = (): void => {
        stream.close();
        // it may hang as a whole: the next one dials anew
        if (this.#session === session) this.close();
        reject(signal.reason as Error);
      };
      if (signal.aborted) return end();
      signal.addEventListener("abort", end, { once: true });
      stream.setEncoding("utf8");
      stream.on("response", (told) => {
        status = Number(told[":status"]);
        const after = told["retry-after"];
        if (typeof after === "string") answered.set("retry-after", after);
      });
      stream.on("data", (part: string) => {
        if (text.length < MOST_ANSWER) text += part;
      });
      stream.on("error", reject);
      stream.on("close", () => {
        signal.removeEventListener("abort", end);
        if (status === 0) reject(new Error("closed without an answer"));
        else resolve({ status, headers: answered, reason: reasonOf(text) });
      });
      stream.end(payloadOf(notice));
    });
  }

  #connected(): ClientHttp2Session {
    const known = this.#session;
    if (known && !known.closed && !known.destroyed) return known;
    const session = connect(this.base, this.ca === undefined ? {} : { ca: this.ca });
    const gone = (): void => {
      if (this.#session === session) this.#session = undefined;
    };
    // each request hears of it by itself
    session.on("error", gone);
    session.on("goaway", gone);
    session.on("close", gone);
    session.unref();
    this.#session = session;
    return session;
  }

  async #bearer(): Promise<string> {
    const now = this.clock.now();
    if (this.#token && now - this.#token.made < TOKEN_LIFE) return this.#token.text;
    const { key, keyId, teamId } = this.account;
    const text = await new SignJWT({ iss: teamId, iat: Math.floor(now / 1000) })
      .setProtectedHeader({ alg: "ES256", kid: keyId })
      .sign(await importPKCS8(key, "ES256"));
    this.#token = { text, made: now };
    return text;
  }
}

function reasonOf(text: string): string {
  return /"reason"\s*:\s*"(\w{1,64})"/.exec(text)?.[1] ?? "";
}

function payloadOf({ title, body, sound, badge, collapse, place, id, at }: Notice): string {
  for (let short = body; ; short = short.slice(0, short.length / 2)) {
    const alert = { title, body: short };
    const aps = { alert, badge, "thread-id": collapse, ...(sound && { sound: "default" }) };
    const text = JSON.stringify({ aps, skein: { id, at, ...place } });
    if (Buffer.byteLength(text) <= MOST || short === "") return text;
  }
}
