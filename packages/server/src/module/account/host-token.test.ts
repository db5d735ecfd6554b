import { expect, test } from "bun:test";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { exportJWK, SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { AccountRoom, errorIn, HOST_SECRET } from "../../../test/account-room.ts";
import type { HostAlgorithm } from "./host-key.ts";

const secret = Buffer.from(HOST_SECRET);
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const pemOf = (key: KeyObject) => key.export({ type: "spki", format: "pem" }).toString();

const hour = () => Math.floor(Date.now() / 1000) + 3600;
function sign(claims: JWTPayload, key: KeyObject | Uint8Array = secret, alg = "HS256", header: object = {}) {
  return new SignJWT({ exp: hour(), ...claims })
    .setProtectedHeader({ alg, ...header })
    .setIssuedAt()
    .sign(key);
}

test("[HOST-1] a token signed by the host app's secret makes its person at first sight", async () => {
  await using room = await AccountRoom.open({ hostAuth: { enabled: true } });
  expect((await room.ask("server.info", {})).hostAuth).toBe(true);
  const token = await sign({ sub: "shop-user.42@eu", name: "小王" });
  const links = await Promise.all(Array.from({ length: 10 }, () => room.connect(token, { device: { name: "Shop" } })));
  expect(new Set(links.map(({ welcome }) => welcome.user))).toEqual(new Set(["shop-user.42@eu"]));
  expect(new Set(links.map(({ welcome }) => welcome.session)).size).toBe(1);
  for (const link of links) link.close();
  const me = await room.ask("account.get", {}, token);
  expect(me).toMatchObject({ profile: { id: "shop-user.42@eu", name: "小王" }, role: "member" });
  expect((await room.ask("session.list", {}, token)).sessions).toMatchObject([{ name: "Shop", current: true }]);
  expect(await room.server.storage.conversation("s:shop-user.42@eu")).toMatchObject({ kind: "self" });
  const unnamed = await sign({ sub: "no-name" });
  expect((await room.ask("account.get", {}, unnamed)).profile.name).toBe("no-name");
  const long = await sign({ sub: "long-name", name: `\u0007${"雁".repeat(1000)}\n` });
  expect((await room.ask("account.get", {}, long)).profile.name).toBe("雁".repeat(64));
});

for (const [algorithm, pair] of [
  ["RS256", rsa],
  ["ES256", ec],
  ["EdDSA", ed],
] as const) {
  test(`[HOST-1][HOST-2] ${algorithm} by its public key, and by no other way`, async () => {
    const publicKey = pemOf(pair.publicKey);
    await using room = await AccountRoom.open({ hostAuth: { enabled: true, algorithms: [algorithm], publicKey } });
    const good = await sign({ sub: "bob" }, pair.privateKey, algorithm);
    expect((await room.ask("account.get", {}, good)).profile.id).toBe("bob");
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const forged = [
      // the public key, which anybody may have, used as if it were the secret
      await sign({ sub: "bob" }, Buffer.from(publicKey)),
      await sign({ sub: "bob" }, Buffer.from(publicKey.trim())),
      await sign({ sub: "bob" }),
      await sign({ sub: "bob" }, other.privateKey, "ES256"),
      await sign({ sub: "bob" }, other.privateKey, "ES256", { jwk: await exportJWK(other.publicKey) }),
    ];
    for (const token of forged) expect(await room.errorOf("account.get", {}, token)).toBe("unauthenticated");
  });
}

test("[HOST-1][HOST-2] keys that the host app publishes, and what happens when they cannot be read", async () => {
  const jwk = async (key: KeyObject, kid: string, alg: string) => ({ ...(await exportJWK(key)), kid, alg });
  const keys = [await jwk(rsa.publicKey, "one", "RS256"), await jwk(ed.publicKey, "two", "EdDSA")];
  let up = true;
  using site = Bun.serve({
    port: 0,
    fetch: () => (up ? Response.json({ keys }) : new Response("", { status: 500 })),
  });
  const jwksUrl = `http://localhost:${site.port}/jwks.json`;
  const algorithms: HostAlgorithm[] = ["RS256", "ES256", "EdDSA"];
  await using room = await AccountRoom.open({ hostAuth: { enabled: true, algorithms, jwksUrl } });
  const signed = await sign({ sub: "bob" }, rsa.privateKey, "RS256", { kid: "one" });
  up = false;
  expect(await room.errorOf("account.get", {}, signed)).toBe("unavailable");
  up = true;
  expect(await room.errorOf("account.get", {}, signed)).toBeUndefined();
  expect(
    await room.errorOf("account.get", {}, await sign({ sub: "bob" }, ed.privateKey, "EdDSA", { kid: "two" })),
  ).toBeUndefined();
  const forged = [
    await sign({ sub: "bob" }, ec.privateKey, "ES256", { kid: "one" }),
    await sign({ sub: "bob" }, rsa.privateKey, "RS256", { kid: "nonesuch" }),
    await sign({ sub: "bob" }, Buffer.from(pemOf(rsa.publicKey)), "HS256", { kid: "one" }),
    await sign({ sub: "bob" }),
  ];
  for (const token of forged) expect(await room.errorOf("account.get", {}, token)).toBe("unauthenticated");
});

test("[HOST-2] expired, early, foreign, unsigned and broken tokens are refused", async () => {
  const asked = { issuer: "https://shop.example", audience: "chat" };
  await using room = await AccountRoom.open({ hostAuth: { enabled: true, ...asked } });
  const right = { sub: "bob", iss: "https://shop.example", aud: "chat" };
  const error = (token: string) => room.errorOf("account.get", {}, token);
  const good = await sign(right);
  expect(await error(good)).toBeUndefined();
  expect(await error(await sign({ ...right, aud: ["other", "chat"] }))).toBeUndefined();

  const now = Math.floor(Date.now() / 1000);
  expect(await error(await sign({ ...right, exp: now - 1 }))).toBe("token_expired");
  const [head = "", body = "", signature = ""] = good.split(".");
  const refused = {
    early: await sign({ ...right, nbf: now + 3600 }),
    "another issuer": await sign({ ...right, iss: "https://evil.example" }),
    "another audience": await sign({ ...right, aud: "mail" }),
    "no audience": await sign({ sub: "bob", iss: right.iss }),
    "no sub": await sign({ iss: right.iss, aud: right.aud }),
    "no exp": await new SignJWT(right).setProtectedHeader({ alg: "HS256" }).sign(secret),
    "exp that is no number": await sign({ ...right, exp: "tomorrow" as unknown as number }),
    "sub that is no id": await sign({ ...right, sub: "a:b" }),
    "sub too long": await sign({ ...right, sub: "x".repeat(65) }),
    "another secret": await sign(right, Buffer.from("y".repeat(40))),
    "another hash": await sign(right, secret, "HS512"),
    unsigned: new UnsecuredJWT({ ...right, exp: hour() }).encode(),
    "none with the signature left": `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.${signature}`,
    "None in other letters": `${Buffer.from('{"alg":"nOnE"}').toString("base64url")}.${body}.`,
    "signature cut": `${head}.${body}.`,
    "body changed": `${head}.${Buffer.from(JSON.stringify({ ...right, sub: "eve", exp: hour() })).toString("base64url")}.${signature}`,
    "a critical header nobody knows": await sign(right, secret, "HS256", { crit: ["x"], x: 1 }).catch(() => "a.b.c"),
    nonsense: "a.b.c",
    "nonsense in base64": `${"e30"}.${"e30"}.${"e30"}`,
    "header that is a list": `${Buffer.from("[]").toString("base64url")}.${body}.${signature}`,
  };
  for (const [what, token] of Object.entries(refused))
    expect([what, await error(token)]).toEqual([what, "unauthenticated"]);
  expect(await errorIn(room.connect(refused.unsigned))).toBe("unauthenticated");
});

test("[HOST-2] a token that was accepted is refused once its time is over", async () => {
  await using room = await AccountRoom.open({ hostAuth: { enabled: true } });
  const token = await sign({ sub: "bob" });
  expect(await room.errorOf("account.get", {}, token)).toBeUndefined();
  room.clock.ahead = 3_601_000;
  expect(await room.errorOf("account.get", {}, token)).toBe("token_expired");
});

test("[HOST-3] a host token signs in nobody who has a password or whom an operator added", async () => {
  await using room = await AccountRoom.open({ registration: "open", hostAuth: { enabled: true } });
  const ann = await room.ask("account.register", { login: "ann", password: "correct horse", name: "Ann" });
  const demo = await room.server.account.addPerson({ name: "Demo", role: "owner" });
  for (const sub of [ann.me.profile.id, demo]) {
    expect(await room.errorOf("account.get", {}, await sign({ sub }))).toBe("unauthenticated");
  }
  // ids are one world, log-in names another
  expect((await room.ask("account.get", {}, await sign({ sub: "ann" }))).profile.id).toBe("ann");
  expect((await room.ask("account.get", {}, ann.token)).profile.id).toBe(ann.me.profile.id);
});

test("[HOST-1] without host-app sign-in a JWT is told so", async () => {
  await using room = await AccountRoom.open();
  expect(await room.errorOf("account.get", {}, await sign({ sub: "bob" }))).toBe("host_auth_off");
});

test("[HOST-1] settings that cannot work stop the start, with the setting's name", async () => {
  const start = (hostAuth: object) =>
    AccountRoom.open({ hostAuth: { enabled: true, ...hostAuth } }).then(() => "started", String);
  const small = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  expect(await start({ secret: "short" })).toContain("hostAuth.secret");
  expect(await start({ algorithms: ["RS256"] })).toContain("hostAuth.publicKey");
  expect(await start({ algorithms: ["RS256"], publicKey: "nonsense" })).toContain("hostAuth.publicKey");
  expect(await start({ algorithms: ["RS256"], publicKey: pem })).toContain("private key");
  expect(await start({ algorithms: ["RS256"], publicKey: pemOf(small.publicKey) })).toContain("2048");
  expect(await start({ algorithms: ["ES256"], publicKey: pemOf(rsa.publicKey) })).toContain("RS256");
});
