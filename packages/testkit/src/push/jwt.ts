import { createPublicKey, type KeyObject, verify } from "node:crypto";

/** Header and claims of a JWT that is signed by this key; throws what is wrong with it. */
export function readJwt(
  token: string,
  key: KeyObject,
  algorithm: "ES256" | "RS256",
): { readonly header: Record<string, unknown>; readonly claims: Record<string, unknown> } {
  const [header = "", claims = "", signature = "", ...more] = token.split(".");
  if (more.length > 0) throw new Error("no JWT");
  const signed = Buffer.from(`${header}.${claims}`);
  const given = algorithm === "ES256" ? { key, dsaEncoding: "ieee-p1363" as const } : key;
  if (!verify("sha256", signed, given, Buffer.from(signature, "base64url"))) throw new Error("not signed by the key");
  const part = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString()) as Record<string, unknown>;
  const read = { header: part(header), claims: part(claims) };
  if (read.header["alg"] !== algorithm) throw new Error(`alg is ${String(read.header["alg"])}`);
  return read;
}

/** A point of P-256 as a key. */
export function publicKeyOf(point: Uint8Array): KeyObject {
  if (point.length !== 65 || point[0] !== 4) throw new Error("no point of P-256");
  const part = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: "P-256", x: part(1), y: part(33) }, format: "jwk" });
}
