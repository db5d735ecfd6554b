import { createHash, randomBytes } from "node:crypto";

/** Randomness, as the server uses it; tests give a seeded one. */
export type RandomBytes = (size: number) => Uint8Array;

export const systemRandom: RandomBytes = (size) => randomBytes(size);

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Crockford base 32: no letters that look alike, safe in URLs, file names and speech. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(value >> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(value << (5 - bits)) & 31] : text;
}

/** An id nobody can guess or meet twice: 80 random bits, 16 characters. */
export function newId(random: RandomBytes): string {
  return base32(random(10));
}

/** A secret for links and tokens: 192 random bits. */
export function newSecret(random: RandomBytes): string {
  return Buffer.from(random(24)).toString("base64url");
}

/** SHA-256 as base64url: how secrets are kept. They are long and random, so a plain hash is enough (unlike passwords). */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
