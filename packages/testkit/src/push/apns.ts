import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  createSecureServer,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { makeCertificate } from "../server/certificates.ts";
import { readJwt } from "./jwt.ts";
import { Mailbox } from "./mailbox.ts";

export interface ApnsNotification {
  readonly token: string;
  readonly id: string;
  readonly collapse: string;
  readonly payload: {
    readonly aps: { readonly alert: { readonly title: string; readonly body: string }; readonly badge: number };
    readonly skein: Readonly<Record<string, unknown>>;
  };
}

/** Status and reason in place of its own answer; `hang`: none at all. */
export type ApnsAnswer = readonly [status: number, reason: string] | "hang" | undefined;

const ACCOUNT = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", topic: "example.skein" };

/** Apple's push service on loopback, over HTTP/2 and TLS. What is wrong with a request stands in `faults`. */
export class ApnsService implements AsyncDisposable {
  readonly notifications = new Mailbox<ApnsNotification>();
  readonly faults: string[] = [];
  connections = 0;
  behaviour: (notification: ApnsNotification) => ApnsAnswer = () => undefined;
  readonly account = ACCOUNT;
  /** Of the `.p8` file, PEM. */
  readonly pem: string;
  readonly #key: KeyObject;

  private constructor(
    private readonly server: Http2SecureServer,
    /** File with its certificate. */
    readonly ca: string,
  ) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = publicKey;
    this.pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    server.on("session", () => {
      this.connections += 1;
    });
    server.on("stream", (stream: ServerHttp2Stream, headers) => {
      let body = "";
      stream.setEncoding("utf8");
      stream.on("data", (part: string) => (body += part));
      stream.on("end", () => this.#answer(stream, headers, body));
      stream.on("error", () => undefined);
    });
  }

  /** @param folder for its certificate */
  static async start(folder: string): Promise<ApnsService> {
    const { certificate, key } = await makeCertificate(folder, "apns");
    const server = createSecureServer({ cert: readFileSync(certificate), key: readFileSync(key) });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ApnsService(server, certificate);
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // connections that are held open are not waited for
    this.server.close();
    await Promise.resolve();
  }

  #answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: string): void {
    try {
      const notification = this.#checked(headers, body);
      const answer = this.behaviour(notification);
      if (answer === "hang") return;
      if (answer) {
        stream.respond({ ":status": answer[0], "apns-id": notification.id });
        stream.end(JSON.stringify({ reason: answer[1], ...(answer[0] === 410 && { timestamp: Date.now() }) }));
        return;
      }
      this.notifications.add(notification);
      stream.respond({ ":status": 200, "apns-id": notification.id });
      stream.end();
    } catch (fault) {
      this.faults.push(String(fault));
      stream.respond({ ":status": 400 });
      stream.end(JSON.stringify({ reason: "BadMessageId" }));
    }
  }

  #checked(headers: IncomingHttpHeaders, body: string): ApnsNotification {
    const of = (name: string): string => String(headers[name]);
    const must = (holds: boolean, what: string): void => {
      if (!holds) throw new Error(what);
    };
    must(of(":method") === "POST", "method");
    const token = /^\/3\/device\/([0-9a-f]+)$/.exec(of(":path"))?.[1] ?? "";
    must(token !== "", `path ${of(":path")}`);
    const { header, claims } = readJwt(of("authorization").replace(/^bearer /, ""), this.#key, "ES256");
    must(header["kid"] === ACCOUNT.keyId && claims["iss"] === ACCOUNT.teamId, "another account");
    must(Math.abs(Number(claims["iat"]) - Date.now() / 1000) < 3600, "iat");
    must(of("apns-topic") === ACCOUNT.topic, "apns-topic");
    must(of("apns-push-type") === "alert", "apns-push-type");
    must(/^(10|5|1)$/.test(of("apns-priority")), "apns-priority");
    must(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(of("apns-id")), `apns-id ${of("apns-id")}`);
    must(Buffer.byteLength(of("apns-collapse-id")) <= 64, "apns-collapse-id");
    must(Number(of("apns-expiration")) > Date.now() / 1000, "apns-expiration");
    must(Buffer.byteLength(body) <= 4096, "the payload is too large");
    const payload = JSON.parse(body) as ApnsNotification["payload"];
    must(typeof payload.aps.alert.title === "string" && Number.isInteger(payload.aps.badge), "aps");
    return { token, id: of("apns-id"), collapse: of("apns-collapse-id"), payload };
  }
}
