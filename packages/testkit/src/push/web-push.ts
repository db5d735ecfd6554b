import { BrowserSubscription, type PushedMessage } from "./browser-subscription.ts";
import { publicKeyOf, readJwt } from "./jwt.ts";
import { Mailbox } from "./mailbox.ts";

/** A push that came and was as the documents say. */
export interface WebPushed {
  readonly to: BrowserSubscription;
  readonly topic: string;
  readonly ttl: number;
  readonly message: PushedMessage;
}

/** Answers in place of the service; undefined: as it would. May never resolve: it hangs. */
export type Behaviour = (request: Request) => Response | undefined | Promise<Response | undefined>;

/**
 * A push service on loopback that takes nothing but what RFC 8030, 8188, 8291 and 8292 allow, and the browsers that have subscribed
 * with it. What is wrong with a request stands in `faults`.
 *
 * @example
 * await using service = WebPushService.start();
 * const phone = service.browser(key);
 * await wire.ask("push.subscribe", phone.target);
 * const [pushed] = await service.pushes.first(1);
 */
export class WebPushService implements AsyncDisposable {
  readonly pushes = new Mailbox<WebPushed>();
  /** How often it was asked, whatever became of it. */
  readonly asked = new Mailbox<BrowserSubscription>();
  readonly faults: string[] = [];
  readonly #behaviours = new Map<BrowserSubscription, Behaviour>();
  readonly #subscriptions = new Map<string, { readonly browser: BrowserSubscription; readonly key: string }>();
  readonly #server: Bun.Server<undefined>;

  private constructor() {
    this.#server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => this.#answer(request) });
  }

  static start(): WebPushService {
    return new WebPushService();
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** A browser that subscribes with a server's key. */
  browser(key: string): BrowserSubscription {
    const path = `/push/${this.#subscriptions.size + 1}`;
    const browser = new BrowserSubscription(`${this.url}${path}`);
    this.#subscriptions.set(path, { browser, key });
    return browser;
  }

  /** From now on it answers so what is for this browser. */
  behave(browser: BrowserSubscription, behaviour: Behaviour): void {
    this.#behaviours.set(browser, behaviour);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }

  async #answer(request: Request): Promise<Response> {
    const subscription = this.#subscriptions.get(new URL(request.url).pathname);
    if (!subscription) return new Response(null, { status: 404 });
    const { browser, key } = subscription;
    this.asked.add(browser);
    const body = new Uint8Array(await request.arrayBuffer());
    try {
      const pushed = { ...this.#checked(request, key), to: browser, message: browser.decrypt(body) };
      const answer = await this.#behaviours.get(browser)?.(request);
      if (answer) return answer;
      this.pushes.add(pushed);
      return new Response(null, { status: 201, headers: { Location: `${this.url}/message/1` } });
    } catch (fault) {
      this.faults.push(String(fault));
      return new Response(String(fault), { status: 400 });
    }
  }

  #checked({ method, headers }: Request, key: string): { readonly topic: string; readonly ttl: number } {
    const must = (holds: boolean, what: string): void => {
      if (!holds) throw new Error(what);
    };
    must(method === "POST", `method ${method}`);
    const ttl = headers.get("ttl") ?? "";
    must(/^\d+$/.test(ttl), `TTL ${ttl}`);
    const topic = headers.get("topic") ?? "";
    must(/^[A-Za-z0-9_-]{1,32}$/.test(topic), `Topic ${topic}`);
    must(/^(very-low|low|normal|high)$/.test(headers.get("urgency") ?? ""), "Urgency");
    must(headers.get("content-encoding") === "aes128gcm", "Content-Encoding");
    const [, token = "", k = ""] = /^vapid t=([^,]+), ?k=([\w-]+)$/.exec(headers.get("authorization") ?? "") ?? [];
    must(k === key, "signed with another key than the browser subscribed with");
    const { claims } = readJwt(token, publicKeyOf(Buffer.from(k, "base64url")), "ES256");
    must(claims["aud"] === this.url, `aud ${String(claims["aud"])}`);
    const until = Number(claims["exp"]) - Date.now() / 1000;
    must(until > 0 && until <= 86_400, `exp in ${until} s`);
    must(/^(mailto:|https:)/.test(String(claims["sub"])), `sub ${String(claims["sub"])}`);
    return { topic, ttl: Number(ttl) };
  }
}
