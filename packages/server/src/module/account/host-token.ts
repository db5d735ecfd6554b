import { LIMITS, USER_ID_PATTERN } from "@skein/protocol";
import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";
import type { KeyObject } from "node:crypto";
import type { Clock } from "../../kit/clock.ts";
import type { Log } from "../../kit/log.ts";
import { Refusal } from "../../kit/refusal.ts";
import { hostKeys, type HostAlgorithm, type HostAuthSettings } from "./host-key.ts";

/** What a token of the host app says, verified. Times are milliseconds since 1970 UTC. */
export interface HostClaims {
  readonly user: string;
  readonly name?: string;
  /** The end of the second in which it was issued; 0 when it does not say. */
  readonly issued: number;
  readonly expires: number;
  /** The token's own id. */
  readonly id?: string;
}

const USER_ID = new RegExp(USER_ID_PATTERN);
/** Names of the algorithm by a token's header; RFC 9864 renamed one. */
const NAMES: Readonly<Record<string, HostAlgorithm>> = {
  HS256: "HS256",
  RS256: "RS256",
  ES256: "ES256",
  EdDSA: "EdDSA",
  Ed25519: "EdDSA",
};

/** Whether a token has the shape of a JWT; it may still be anything. */
export function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** Verifies tokens that the host app's own backend signed. [HOST-1] [HOST-2] */
export class HostTokens {
  readonly #keys: ReadonlyMap<HostAlgorithm, KeyObject>;
  readonly #jwks: JWTVerifyGetKey | undefined;

  /** @throws Error that names the setting at fault */
  constructor(
    private readonly settings: HostAuthSettings,
    generatedSecret: string | undefined,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.#keys = new Map(hostKeys(settings, generatedSecret).map(({ algorithm, key }) => [algorithm, key]));
    this.#jwks = settings.jwksUrl === undefined ? undefined : createRemoteJWKSet(new URL(settings.jwksUrl));
  }

  /** Rejects with a {@link Refusal}: `token_expired`, `unauthenticated`, or `unavailable` when the keys cannot be read. */
  async verify(token: string): Promise<HostClaims> {
    try {
      return claimsOf(await this.#payload(token));
    } catch (fault) {
      throw this.#refusal(fault);
    }
  }

  async #payload(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    const name = decodeProtectedHeader(token).alg ?? "";
    const algorithm = NAMES[name];
    if (!algorithm || !this.settings.algorithms.includes(algorithm)) throw new Refusal("unauthenticated");
    const options = {
      algorithms: [name],
      requiredClaims: ["sub", "exp"],
      currentDate: new Date(this.clock.now()),
      ...(issuer === undefined ? {} : { issuer }),
      ...(audience === undefined ? {} : { audience }),
    };
    const key = this.#keys.get(algorithm);
    if (key) return (await jwtVerify(token, key, options)).payload;
    // a set of published keys holds no secrets: what it verifies is never HS256
    if (!this.#jwks || algorithm === "HS256") throw new Refusal("unauthenticated");
    return (await jwtVerify(token, this.#jwks, options)).payload;
  }

  #refusal(fault: unknown): Refusal {
    if (fault instanceof Refusal) return fault;
    if (fault instanceof errors.JWTExpired) return new Refusal("token_expired");
    if (isTokensFault(fault))
      return new Refusal("unauthenticated", { message: "The token of the host app was refused." });
    this.log.warn({ err: fault }, "the keys of the host app could not be read");
    return new Refusal("unavailable", { after: 5000, message: "The keys of the host app cannot be read now." });
  }
}

/** Anything else went wrong on the way to the keys. */
function isTokensFault(fault: unknown): boolean {
  if (fault instanceof errors.JWKSNoMatchingKey || fault instanceof errors.JWKSMultipleMatchingKeys) return true;
  if (fault instanceof errors.JOSEError) return !/^ERR_JWKS_|^ERR_JOSE_GENERIC$/.test(fault.code);
  // what has the shape of a JWT may still not be one
  return fault instanceof TypeError && fault.message === "Invalid Token or Protected Header formatting";
}

function claimsOf({ sub, name, iat, exp, jti }: JWTPayload): HostClaims {
  if (sub === undefined || exp === undefined || !USER_ID.test(sub)) {
    throw new Refusal("unauthenticated", { message: `\`sub\` must be a user id: ${USER_ID_PATTERN}` });
  }
  const fitting = typeof name === "string" ? fittingName(name) : "";
  return {
    user: sub,
    issued: typeof iat === "number" ? (Math.floor(iat) + 1) * 1000 - 1 : 0,
    expires: Math.min(Math.floor(exp * 1000), Number.MAX_SAFE_INTEGER),
    ...(fitting === "" ? {} : { name: fitting }),
    ...(typeof jti === "string" ? { id: jti } : {}),
  };
}

/** The host app's names are its own affair: what does not fit is made to fit rather than refused. */
function fittingName(name: string): string {
  const line = name
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return Array.from(line).slice(0, LIMITS.personName).join("").trim();
}
