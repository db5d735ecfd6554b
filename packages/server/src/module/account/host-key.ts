import { createPublicKey, createSecretKey, type KeyObject } from "node:crypto";

export type HostAlgorithm = "HS256" | "RS256" | "ES256" | "EdDSA";

/** How the host app signs. The fields are those of the server's settings under `hostAuth`. */
export interface HostAuthSettings {
  readonly enabled: boolean;
  readonly algorithms: readonly HostAlgorithm[];
  readonly secret: string | undefined;
  readonly publicKey: string | undefined;
  readonly jwksUrl: string | undefined;
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
}

/** A key and the only algorithm it may be used with: a public key is never taken for a secret. [HOST-2] */
export interface HostKey {
  readonly algorithm: HostAlgorithm;
  readonly key: KeyObject;
}

const SECRET_BYTES = 32;
const RSA_BITS = 2048;

/**
 * The keys the settings hold.
 * @param generated the secret made at first start, where none was configured
 * @throws Error that names the setting at fault
 */
export function hostKeys(settings: HostAuthSettings, generated: string | undefined): HostKey[] {
  const keys: HostKey[] = [];
  if (settings.algorithms.includes("HS256")) keys.push(secretKey(settings.secret ?? generated));
  if (settings.publicKey !== undefined) keys.push(publicKey(settings.publicKey));
  const unusable = keys.find(({ algorithm }) => !settings.algorithms.includes(algorithm));
  if (unusable) {
    throw new Error(`hostAuth.publicKey is a key for ${unusable.algorithm}, which hostAuth.algorithms does not hold.`);
  }
  if (keys.length === 0 && settings.jwksUrl === undefined) {
    throw new Error(
      "hostAuth has no key: set hostAuth.publicKey or hostAuth.jwksUrl, or HS256 in hostAuth.algorithms.",
    );
  }
  return keys;
}

function secretKey(secret: string | undefined): HostKey {
  const bytes = Buffer.from(secret ?? "");
  if (bytes.length < SECRET_BYTES) throw new Error(`hostAuth.secret must have ${SECRET_BYTES} bytes or more.`);
  return { algorithm: "HS256", key: createSecretKey(bytes) };
}

function publicKey(pem: string): HostKey {
  const key = readPublicKey(pem);
  const algorithm = algorithmOf(key);
  if (!algorithm) {
    throw new Error(`hostAuth.publicKey must be RSA of ${RSA_BITS} bits or more, EC on P-256, or Ed25519.`);
  }
  return { algorithm, key };
}

function readPublicKey(pem: string): KeyObject {
  // out of a private key a public one could be made, but a private key has no business here
  if (pem.includes("PRIVATE KEY")) throw new Error("hostAuth.publicKey holds a private key; give the public one.");
  try {
    return createPublicKey(pem);
  } catch (fault) {
    throw new Error("hostAuth.publicKey is not a public key in PEM.", { cause: fault });
  }
}

function algorithmOf(key: KeyObject): HostAlgorithm | undefined {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === "rsa" && (details?.modulusLength ?? 0) >= RSA_BITS) return "RS256";
  if (type === "ec" && details?.namedCurve === "prime256v1") return "ES256";
  return type === "ed25519" ? "EdDSA" : undefined;
}
