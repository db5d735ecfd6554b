import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readJwt } from "./jwt.ts";
import { Mailbox } from "./mailbox.ts";

/** What `projects.messages.send` takes, as far as it is looked at. */
export interface FcmMessage {
  readonly token: string;
  readonly notification: { readonly title: string; readonly body: string };
  readonly data: Readonly<Record<string, string>>;
  readonly android: {
    readonly collapse_key: string;
    readonly priority: string;
    readonly ttl: string;
    readonly notification: { readonly tag: string; readonly notification_count: number };
  };
}

/** Fields of a message and of what is in it, as the reference of FCM v1 names them. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  "": ["name", "data", "notification", "android", "webpush", "apns", "fcm_options", "token", "topic", "condition"],
  notification: ["title", "body", "image"],
  android: ["collapse_key", "priority", "ttl", "restricted_package_name", "data", "notification", "fcm_options"],
  apns: ["headers", "payload", "fcm_options", "live_activity_token"],
};

/** Google's token endpoint and FCM HTTP v1 on loopback. What is wrong with a request stands in `faults`. */
export class FcmService implements AsyncDisposable {
  readonly messages = new Mailbox<FcmMessage>();
  readonly faults: string[] = [];
  /** How often a token was asked for. */
  tokens = 0;
  /** Answers in place of it. */
  behaviour: (message: FcmMessage) => Response | undefined = () => undefined;
  readonly #key: KeyObject;
  readonly #pem: string;
  readonly #server: Bun.Server<undefined>;

  private constructor() {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.#key = publicKey;
    this.#pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  }

  static start(): FcmService {
    return new FcmService();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** The file that Google gives for a service account, as JSON text. */
  get account(): string {
    return JSON.stringify({
      type: "service_account",
      project_id: "skein-test",
      private_key: this.#pem,
      client_email: "push@skein-test.iam.gserviceaccount.com",
      token_uri: `${this.url}/token`,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    try {
      const { pathname } = new URL(request.url);
      if (pathname === "/token") return await this.#exchange(request);
      if (pathname === "/v1/projects/skein-test/messages:send") return await this.#send(request);
      throw new Error(`path ${pathname}`);
    } catch (fault) {
      this.faults.push(String(fault));
      return fcmFault(400, "INVALID_ARGUMENT");
    }
  }

  /** RFC 7523. */
  async #exchange(request: Request): Promise<Response> {
    const form = new URLSearchParams(await request.text());
    if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") throw new Error("grant_type");
    const { claims } = readJwt(form.get("assertion") ?? "", this.#key, "RS256");
    if (claims["aud"] !== `${this.url}/token`) throw new Error("aud");
    if (claims["scope"] !== "https://www.googleapis.com/auth/firebase.messaging") throw new Error("scope");
    if (Number(claims["exp"]) - Number(claims["iat"]) > 3600) throw new Error("longer than an hour");
    this.tokens += 1;
    return Response.json({ access_token: `ya29.${this.tokens}`, expires_in: 3599, token_type: "Bearer" });
  }

  async #send(request: Request): Promise<Response> {
    if (request.headers.get("authorization") !== `Bearer ya29.${this.tokens}`) return fcmFault(401, "UNAUTHENTICATED");
    const { message, ...rest } = (await request.json()) as { message: FcmMessage };
    if (Object.keys(rest).some((name) => name !== "validate_only")) throw new Error("a field beside the message");
    for (const [path, names] of Object.entries(FIELDS)) {
      const part = (path === "" ? message : (message as unknown as Record<string, object>)[path]) ?? {};
      for (const name of Object.keys(part)) if (!names.includes(name)) throw new Error(`no field ${path}.${name}`);
    }
    if (Object.values(message.data).some((value) => typeof value !== "string")) throw new Error("data holds no text");
    if (!/^\d+s$/.test(message.android.ttl)) throw new Error("ttl");
    if (!/^(NORMAL|HIGH)$/.test(message.android.priority)) throw new Error("priority");
    const answer = this.behaviour(message);
    if (answer) return answer;
    this.messages.add(message);
    return Response.json({ name: "projects/skein-test/messages/1" });
  }
}

/** A fault as FCM tells it. */
export function fcmFault(status: number, errorCode: string, headers: Record<string, string> = {}): Response {
  const type = "type.googleapis.com/google.firebase.fcm.v1.FcmError";
  const error = { code: status, message: errorCode, status: errorCode, details: [{ "@type": type, errorCode }] };
  return Response.json({ error }, { status, headers });
}
