import { importPKCS8, SignJWT } from "jose";
import type { Clock } from "../../../kit/clock.ts";
import { byStatus, type Carrier, type Notice, type Outcome, type Target, unreached } from "./carrier.ts";

/** What is needed of the file that Google gives for a service account. */
export interface ServiceAccount {
  readonly project_id: string;
  readonly client_email: string;
  /** PEM. */
  readonly private_key: string;
  readonly token_uri: string;
}

const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
/** A token is asked for anew so many ms before its time is over. */
const EARLY = 300_000;
/** FCM's own advice where it does not say how long to wait. ms */
const QUOTA_PAUSE = 60_000;

/** What FCM says of a fault. */
interface Fault {
  readonly error?: {
    readonly details?: readonly {
      readonly errorCode?: string;
      readonly fieldViolations?: readonly { readonly field?: string }[];
    }[];
  };
}

/** Android and what else Firebase reaches: HTTP v1, with a token that a service account's signature is exchanged for. */
export class Fcm implements Carrier {
  #token: { readonly text: string; readonly until: number } | undefined;
  #asking: Promise<string> | undefined;

  /** @param base `https://fcm.googleapis.com` */
  constructor(
    private readonly account: ServiceAccount,
    private readonly base: string,
    private readonly clock: Clock,
  ) {}

  async send(target: Target, notice: Notice, signal: AbortSignal): Promise<Outcome> {
    const { project_id: project } = this.account;
    try {
      const response = await fetch(`${this.base}/v1/projects/${encodeURIComponent(project)}/messages:send`, {
        method: "POST",
        redirect: "manual",
        headers: { Authorization: `Bearer ${await this.#bearer(signal)}`, "Content-Type": "application/json" },
        body: JSON.stringify({ message: messageOf(target.address, notice) }),
        signal,
      });
      if (response.ok) {
        await response.body?.cancel();
        return { is: "accepted" };
      }
      return this.#fault(response.status, response.headers, await response.text());
    } catch (fault) {
      return unreached(fault);
    }
  }

  #fault(status: number, headers: Headers, text: string): Outcome {
    const details = detailsOf(text);
    const codes = details.map(({ errorCode }) => errorCode);
    const badToken = details.some(({ fieldViolations }) =>
      fieldViolations?.some(({ field }) => field === "message.token"),
    );
    if (codes.includes("UNREGISTERED") || codes.includes("SENDER_ID_MISMATCH") || badToken) return { is: "gone" };
    if (status === 401) {
      // revoked, or our clock was set: the next try asks for another
      this.#token = undefined;
      return { is: "later", why: "answered 401" };
    }
    // a 404 without UNREGISTERED is the project that is not there
    if (status === 404 || status === 410) return { is: "refused", why: `answered ${status}` };
    const outcome = byStatus(status, headers, this.clock.now());
    return status === 429 && outcome.is === "later" ? { after: QUOTA_PAUSE, ...outcome } : outcome;
  }

  /** One at a time asks for a token, whoever wants it. */
  async #bearer(signal: AbortSignal): Promise<string> {
    const known = this.#token;
    if (known && known.until > this.clock.now() + EARLY) return known.text;
    this.#asking ??= this.#exchange(signal).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** RFC 7523: a signed claim for a token. */
  async #exchange(signal: AbortSignal): Promise<string> {
    const { client_email: mail, private_key: pem, token_uri: uri } = this.account;
    const now = Math.floor(this.clock.now() / 1000);
    const assertion = await new SignJWT({ scope: SCOPE, iss: mail, aud: uri, iat: now, exp: now + 3600 })
      .setProtectedHeader({ alg: "RS256", typ: "JWT" })
      .sign(await importPKCS8(pem, "RS256"));
    const response = await fetch(uri, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion }),
      signal,
    });
    if (!response.ok) throw new Error(`the service account was answered ${response.status}`);
    const { access_token: text, expires_in: seconds } = (await response.json()) as {
      access_token: string;
      expires_in: number;
    };
    this.#token = { text, until: this.clock.now() + seconds * 1000 };
    return text;
  }
}

function detailsOf(text: string): NonNullable<NonNullable<Fault["error"]>["details"]> {
  try {
    return (JSON.parse(text) as Fault | null)?.error?.details ?? [];
  } catch (fault) {
    if (fault instanceof SyntaxError) return [];
    throw fault;
  }
}

/** https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages; values of `data` are texts. */
function messageOf(token: string, notice: Notice): object {
  const { id, collapse, title, body, sound, badge, place, at, ttl } = notice;
  const data = {
    id,
    at: String(at),
    ...(place && { conv: place.conv, root: String(place.root), seq: String(place.seq) }),
  };
  return {
    token,
    notification: { title, body },
    data,
    android: {
      collapse_key: collapse,
      priority: "HIGH",
      ttl: `${ttl}s`,
      notification: { tag: collapse, notification_count: badge, ...(sound && { default_sound: true }) },
    },
    apns: {
      headers: { "apns-collapse-id": collapse, "apns-priority": "10" },
      payload: { aps: { badge, "thread-id": collapse, ...(sound && { sound: "default" }) } },
    },
  };
}
