import { ApnsService, FcmService, fcmFault, hasOpenssl, temporaryFolder } from "@skein/testkit";
import { expect, test } from "bun:test";
import { createECDH, createHmac, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../kit/clock.ts";
import { createOutside } from "../../kit/outside.ts";
import { systemRandom } from "../../kit/id.ts";
import type { Notice, Target } from "./carrier/carrier.ts";
import { Carriers, type PushSettings } from "./carriers.ts";

const notice: Notice = {
  id: "0b1f7f0e-6a39-5d4e-8c11-5f8f3a2b1c0d",
  collapse: "a-conversation",
  title: "Bob",
  body: "Hello",
  preview: "full",
  language: "en",
  sound: true,
  badge: 3,
  place: { conv: "d:ann.bob", root: 0, seq: 7 },
  at: 1,
  token: "a secret of the device",
  ttl: 3600,
};

const off: PushSettings = {
  grace: 0,
  subject: undefined,
  fcm: { account: undefined, url: "" },
  apns: { key: undefined, keyId: undefined, teamId: undefined, topic: undefined, url: "", ca: undefined },
  gateway: { url: undefined, secret: undefined },
};
const to = (kind: Target["kind"], address: string, more: Partial<Target> = {}): Target => ({
  ...{ kind, address, p256dh: null, auth: null, vendor: null },
  ...more,
});

function carriers(some: Partial<PushSettings>): Carriers {
  const vapid = createECDH("prime256v1");
  vapid.generateKeys();
  const keys = {
    vapid: { secret: vapid.getPrivateKey(), key: vapid.getPublicKey("base64url") },
    token: randomBytes(32),
  };
  const settings = { ...off, ...some };
  const outside = createOutside();
  return new Carriers({
    settings,
    keys,
    outside,
    plain: false,
    publicUrl: undefined,
    clock: systemClock,
    random: systemRandom,
  });
}

test("[PUSH-9] FCM is asked as its document says, by a token of the account that is asked for once", async () => {
  await using folder = await temporaryFolder();
  await using fcm = FcmService.start();
  const account = join(folder.path, "account.json");
  writeFileSync(account, fcm.account);
  const out = carriers({ fcm: { account, url: fcm.url } });
  expect(out.kinds).toEqual(["web", "fcm"]);
  const send = (token: string) => out.send(to("fcm", token), notice);
  await Promise.all([send("one"), send("two")]);
  expect([fcm.tokens, fcm.faults]).toEqual([1, []]);
  // both were on their way at once
  const first = (await fcm.messages.first(2)).find(({ token }) => token === "one");
  expect(first).toMatchObject({
    token: "one",
    notification: { title: "Bob", body: "Hello" },
    data: { conv: "d:ann.bob", root: "0", seq: "7", id: notice.id },
    android: {
      collapse_key: "a-conversation",
      priority: "HIGH",
      ttl: "3600s",
      notification: { notification_count: 3 },
    },
  });
  // what answers from a notification is for browsers alone
  expect(JSON.stringify(first)).not.toContain("secret");
  const answered = async (response: Response) => {
    fcm.behaviour = () => response;
    return send("one");
  };
  expect(await answered(fcmFault(404, "UNREGISTERED"))).toEqual({ is: "gone" });
  expect(await answered(fcmFault(403, "SENDER_ID_MISMATCH"))).toEqual({ is: "gone" });
  expect(await answered(fcmFault(400, "INVALID_ARGUMENT"))).toEqual({ is: "refused", why: "answered 400" });
  expect(await answered(fcmFault(404, "NOT_FOUND"))).toEqual({ is: "refused", why: "answered 404" });
  expect(await answered(fcmFault(429, "QUOTA_EXCEEDED"))).toEqual({ is: "later", why: "answered 429", after: 60_000 });
  expect(await answered(fcmFault(503, "UNAVAILABLE", { "Retry-After": "7" }))).toMatchObject({
    is: "later",
    after: 7_000,
  });
  const violations = [{ field: "message.token", description: "Invalid registration token" }];
  const bad = {
    error: {
      code: 400,
      details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: violations }],
    },
  };
  expect(await answered(Response.json(bad, { status: 400 }))).toEqual({ is: "gone" });
  expect(await answered(new Response("<html>", { status: 502 }))).toMatchObject({ is: "later" });
  // a token that is refused is asked for anew
  expect(await answered(fcmFault(401, "UNAUTHENTICATED"))).toMatchObject({ is: "later" });
  fcm.behaviour = () => undefined;
  expect(await send("three")).toEqual({ is: "accepted" });
  expect(fcm.tokens).toBe(2);
});

test.skipIf(!hasOpenssl)("[PUSH-9] Apple is asked over one connection of HTTP/2 as its document says", async () => {
  await using folder = await temporaryFolder();
  await using apple = await ApnsService.start(folder.path);
  const key = join(folder.path, "key.p8");
  writeFileSync(key, apple.pem);
  const out = carriers({ apns: { ...apple.account, key, url: apple.url, ca: apple.ca } });
  const send = (token: string, some: Partial<Notice> = {}, deadline?: number) =>
    out.send(to("apns", token), { ...notice, ...some }, deadline);
  const device = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
  expect(await Promise.all([send(device), send(device)])).toEqual([{ is: "accepted" }, { is: "accepted" }]);
  expect([apple.connections, apple.faults]).toEqual([1, []]);
  const [first] = await apple.notifications.first(1);
  expect(first).toMatchObject({ token: device, id: notice.id, collapse: "a-conversation" });
  expect(first?.payload).toEqual({
    aps: { alert: { title: "Bob", body: "Hello" }, badge: 3, "thread-id": "a-conversation", sound: "default" } as never,
    skein: { id: notice.id, at: 1, conv: "d:ann.bob", root: 0, seq: 7 },
  });
  // 4096 bytes are all that it takes
  expect(await send(device, { body: "雁".repeat(5_000) })).toEqual({ is: "accepted" });
  const answered = async (...answer: readonly [number, string]) => {
    apple.behaviour = () => answer;
    return send(device);
  };
  expect(await answered(410, "Unregistered")).toEqual({ is: "gone" });
  expect(await answered(400, "BadDeviceToken")).toEqual({ is: "gone" });
  expect(await answered(400, "BadTopic")).toEqual({ is: "refused", why: "answered 400 BadTopic" });
  expect(await answered(403, "ExpiredProviderToken")).toEqual({ is: "later", why: "ExpiredProviderToken" });
  expect(await answered(429, "TooManyRequests")).toMatchObject({ is: "later" });
  expect(await answered(503, "Shutdown")).toMatchObject({ is: "later" });
  expect(await send("../../etc")).toEqual({ is: "gone" });
  // one that hangs is left, and the next one dials anew
  apple.behaviour = () => "hang";
  expect(await send(device, {}, 50)).toMatchObject({ is: "later" });
  apple.behaviour = () => undefined;
  expect(await send(device)).toEqual({ is: "accepted" });
  expect([apple.connections, apple.faults]).toEqual([2, []]);
  out.close();
});

test("[PUSH-9] the operator's own gateway is asked by a signed request", async () => {
  const secret = "a secret of the gateway";
  let status = 200;
  const heard: { readonly good: boolean; readonly body: unknown; readonly id: string | null }[] = [];
  const gateway = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const body = await request.text();
      const [, at = "", sum = ""] =
        /^t=(\d+), v1=([0-9a-f]+)$/.exec(request.headers.get("x-skein-signature") ?? "") ?? [];
      const good = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex") === sum;
      heard.push({ good, body: JSON.parse(body), id: request.headers.get("idempotency-key") });
      return new Response(null, { status });
    },
  });
  const out = carriers({ gateway: { url: `http://127.0.0.1:${gateway.port}/push`, secret } });
  const send = () => out.send(to("http", "the token", { vendor: "huawei" }), notice);
  expect(await send()).toEqual({ is: "accepted" });
  const { token: _token, ...told } = notice;
  expect(heard).toEqual([
    { good: true, id: notice.id, body: { device: { vendor: "huawei", token: "the token" }, notice: told } },
  ]);
  status = 410;
  expect(await send()).toEqual({ is: "gone" });
  status = 500;
  expect(await send()).toMatchObject({ is: "later" });
  await gateway.stop(true);
  expect(await send()).toMatchObject({ is: "later" });
});

test("[PUSH-10] browsers cannot have the server ask what is not on the internet", async () => {
  const browser = createECDH("prime256v1");
  browser.generateKeys();
  const keys = { p256dh: browser.getPublicKey("base64url"), auth: randomBytes(16).toString("base64url") };
  let asked = false;
  const inside = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: () => ((asked = true), new Response()) });
  const out = carriers({});
  for (const address of [
    `http://127.0.0.1:${inside.port}/`,
    `https://127.0.0.1:${inside.port}/`,
    `https://localhost:${inside.port}/`,
    `https://[::1]:${inside.port}/`,
    `https://[::ffff:127.0.0.1]:${inside.port}/`,
    "https://169.254.169.254/latest/meta-data",
    "https://10.0.0.1/",
  ]) {
    expect(await out.send(to("web", address, keys), notice)).toMatchObject({ is: "refused" });
  }
  expect(asked).toBe(false);
  await inside.stop(true);
  expect(await out.send(to("fcm", "token"), notice)).toEqual({ is: "refused", why: "fcm is not set up" });
});
