import { createHmac } from "node:crypto";

const LIFE = 86_400;

/** The JWT (HS256) with which a host app's backend would sign a person in. */
export function tokenOf(user: string, secret: string): string {
  const now = Math.floor(Date.now() / 1000);
  const head = encode({ alg: "HS256", typ: "JWT" });
  const claims = encode({ sub: user, iat: now, exp: now + LIFE });
  const signature = createHmac("sha256", secret).update(`${head}.${claims}`).digest("base64url");
  return `${head}.${claims}.${signature}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
