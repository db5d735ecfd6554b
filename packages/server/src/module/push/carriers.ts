import { readFileSync } from "node:fs";
import type { PushKind } from "@skein/protocol/schema";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Outside } from "../../kit/outside.ts";
import { StartFault } from "../../kit/start-fault.ts";
import { codeOf } from "../../kit/system-error.ts";
import { Apns } from "./carrier/apns.ts";
import { type Carrier, DEADLINE, type Notice, type Outcome, type Target } from "./carrier/carrier.ts";
import { Fcm, type ServiceAccount } from "./carrier/fcm.ts";
import { Gateway } from "./carrier/gateway.ts";
import { WebPush } from "./carrier/web-push.ts";
import type { PushKeys } from "./keys.ts";

/** The settings of the server that concern this room. */
export interface PushSettings {
  readonly grace: number;
  readonly subject: string | undefined;
  readonly fcm: { readonly account: string | undefined; readonly url: string };
  readonly apns: {
    readonly key: string | undefined;
    readonly keyId: string | undefined;
    readonly teamId: string | undefined;
    readonly topic: string | undefined;
    readonly url: string;
    readonly ca: string | undefined;
  };
  readonly gateway: { readonly url: string | undefined; readonly secret: string | undefined };
}

interface CarrierParts {
  readonly settings: PushSettings;
  readonly keys: PushKeys;
  readonly outside: Outside;
  /** Services without TLS may be asked too: where the operator lets the server ask in a network of their own. */
  readonly plain: boolean;
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** The ways that are set up, one for each kind of service. */
export class Carriers {
  readonly #of = new Map<PushKind, Carrier>();

  /** @throws StartFault for a file that is named and cannot be used */
  constructor({ settings, keys, outside, plain, publicUrl, clock, random }: CarrierParts) {
    const { fcm, apns, gateway } = settings;
    const subject = settings.subject ?? subjectOf(publicUrl);
    this.#of.set("web", new WebPush({ keys, outside, plain, subject, clock, random }));
    if (fcm.account !== undefined) this.#of.set("fcm", new Fcm(accountIn(fcm.account), fcm.url, clock));
    const { keyId, teamId, topic } = apns;
    if (apns.key !== undefined && keyId !== undefined && teamId !== undefined && topic !== undefined) {
      const account = { key: fileOf("push.apns.key", apns.key), keyId, teamId, topic };
      const ca = apns.ca === undefined ? undefined : fileOf("push.apns.ca", apns.ca);
      this.#of.set("apns", new Apns(account, apns.url, clock, ca));
    }
    if (gateway.url !== undefined && gateway.secret !== undefined)
      this.#of.set("http", new Gateway(gateway.url, gateway.secret, clock));
  }

  get kinds(): readonly PushKind[] {
    return [...this.#of.keys()];
  }

  async send(target: Target, notice: Notice, deadline = DEADLINE): Promise<Outcome> {
    const carrier = this.#of.get(target.kind);
    if (!carrier) return { is: "refused", why: `${target.kind} is not set up` };
    return carrier.send(target, notice, AbortSignal.timeout(deadline));
  }

  close(): void {
    for (const carrier of this.#of.values()) carrier.close?.();
  }
}

/** Whom a service may turn to: Apple takes no address of this machine. */
function subjectOf(publicUrl: string | undefined): string {
  return publicUrl?.startsWith("https:") ? publicUrl : "mailto:operator@example.com";
}

function accountIn(path: string): ServiceAccount {
  const text = fileOf("push.fcm.account", path);
  try {
    const { project_id, client_email, private_key, token_uri } = JSON.parse(text) as Partial<ServiceAccount>;
    if (project_id && client_email && private_key && token_uri)
      return { project_id, client_email, private_key, token_uri };
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
  }
  throw new StartFault(
    "data",
    `push.fcm.account names ${path}, which is no key of a service account.`,
    "Get one in the Firebase console under Project settings, Service accounts, Generate new private key.",
  );
}

function fileOf(setting: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (fault) {
    const why = `${setting} names ${path}, which cannot be read (${codeOf(fault)}).`;
    throw new StartFault("data", why, "See that it is there, and whose it is.");
  }
}
