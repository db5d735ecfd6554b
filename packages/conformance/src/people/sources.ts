import { createHmac } from "node:crypto";
import { now } from "../clock.ts";
import { letters } from "../random.ts";
import type { Actor } from "../wire/actor.ts";
import type { Person, Source } from "./person.ts";

const DEVICE = { name: "conformance", platform: "cli" };

/** Accounts with a password, where registration is open or by an invitation. */
export function registering(anyone: Actor, invite?: string): Source {
  return {
    how: invite === undefined ? "registered" : "registered with an invitation",
    bound: Number.POSITIVE_INFINITY,
    async person(name) {
      const login = `cf-${name.toLowerCase()}-${letters(8)}`;
      const password = letters(20);
      const account = { login, password, name: `${name} ${letters(6)}` };
      const params = { ...account, device: DEVICE, ...(invite !== undefined && { invite }) };
      const { token, me } = await anyone.ask("account.register", params);
      return { id: me.profile.id, token, account: { login, password } };
    },
    async device({ account }) {
      if (!account) return undefined;
      const { token } = await anyone.ask("account.signin", { ...account, device: DEVICE });
      return token;
    },
  };
}

/** What a token of a host app says beside whom it is for. */
export interface Claims {
  readonly name?: string;
  /** Seconds since 1970 when its time is over; two hours from now unless told. */
  readonly exp?: number;
}

/** A host app that signs by HS256. */
export interface HostApp {
  readonly secret: string;
  /** What its tokens have to say beside, where the server asks for it: `iss`, `aud`. */
  readonly claims: Readonly<Record<string, string>>;
}

/** A token as a host app signs it, of a device of its own. */
export function signed({ secret, claims: always }: HostApp, sub: string, claimed: Claims = {}): string {
  const at = Math.floor(now() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { sub, iat: at, exp: at + 7_200, jti: letters(12), ...always, ...claimed };
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}

/** People of a host app, whose tokens are signed here. */
export function signing(app: HostApp): Source {
  return {
    how: "signed in by tokens of a host app",
    bound: Number.POSITIVE_INFINITY,
    person(name) {
      const id = `cf-${name.toLowerCase()}-${letters(8)}`;
      return Promise.resolve({ id, token: signed(app, id, { name: `${name} ${letters(6)}` }) });
    },
    device: ({ id }) => Promise.resolve(signed(app, id)),
  };
}

/** People whose tokens were given. */
export function given(people: readonly Person[]): Source {
  const left = [...people];
  return {
    how: "given by their tokens",
    bound: people.length,
    person() {
      const next = left.shift();
      return next ? Promise.resolve(next) : Promise.reject(new Error("no more tokens were given"));
    },
    device: () => Promise.resolve(undefined),
  };
}
