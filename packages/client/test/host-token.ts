import { createHmac, randomUUID } from "node:crypto";

export const SECRET = "a secret of the host app, long enough for HS256";

/** A token of the host app that lasts so many ms. */
export function hostToken(user: string, now: number, life: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor((now + life) / 1000);
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: user, exp, jti: randomUUID() })}`;
  return `${text}.${createHmac("sha256", SECRET).update(text).digest("base64url")}`;
}
