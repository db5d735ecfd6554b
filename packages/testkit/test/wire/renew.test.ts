import { expect, test } from "bun:test";
import { CLOSE, type ServerFrame } from "@skein/protocol";
import { HandClock } from "./fixture/hand-clock.ts";
import { direct, settled, words } from "./fixture/talk.ts";
import { type Linked, signed, World } from "./fixture/world.ts";

/* A link and the time of its token. Also run over SSE and long-poll: see over-requests.test.ts. */

const MINUTE = 60_000;
/** Links over requests are asked for by the system's clock: they must not look forsaken when this one jumps. */
const LONG_BEAT = { interval: 3_600_000, timeout: 3_600_000 };
/** A link may live so much longer than its token, ms. */
const STEP = 1_000;

/** A world whose tokens last so many minutes, on a clock that is moved by hand. */
class Timed {
  private constructor(
    readonly world: World,
    readonly clock: HandClock,
  ) {}

  static async start(): Promise<Timed> {
    const clock = new HandClock();
    return new Timed(await World.alone({ heartbeat: LONG_BEAT }, { clock }), clock);
  }

  token(user: string, minutes: number): string {
    return this.world.token(user, { exp: this.clock.now() / 1000 + 60 * minutes });
  }

  /** Goes on, while the links are still heard of. */
  async pass(ms: number, ...links: readonly Linked[]): Promise<void> {
    for (let left = ms; left > 0; left -= 10_000) {
      this.clock.advance(Math.min(10_000, left));
      for (const link of links) await settled(link);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.world[Symbol.asyncDispose]();
  }
}

const expired = (frame: ServerFrame) => frame.type === "error" && frame.name === "token_expired";

test("[CONN-16] a link is told until when its token is good, and ends then with the reason, not before", async () => {
  await using timed = await Timed.start();
  const { world, clock } = timed;
  const ann = await world.link("ann", { token: timed.token("ann", 2) });
  expect(ann.welcome.expires).toBe(clock.now() + 2 * MINUTE);
  const { account } = world.server;
  const device = await account.makeToken("ann", { name: "phone" });
  const phone = await world.link("ann", { token: device });
  expect(phone.welcome.expires).toBeUndefined();
  await timed.pass(2 * MINUTE - 1, ann, phone);
  expect(ann.frames.filter(expired)).toEqual([]);
  clock.advance(1 + STEP);
  expect(await ann.next(expired)).toMatchObject({ retry: "after-login" });
  expect((await ann.closed).code).toBe(CLOSE.unauthenticated.code);
  await settled(phone);
});

test("[CONN-17] a link goes on with another token of the same person, and nothing else of it changes", async () => {
  await using timed = await Timed.start();
  const { world, clock } = timed;
  const ann = await world.link("ann", { token: timed.token("ann", 2) });
  const bob = await world.link("bob", { token: timed.token("bob", 60) });
  const before = ann.frames.length;
  for (let turn = 0; turn < 5; turn++) {
    await timed.pass(1.5 * MINUTE, ann, bob);
    const { expires } = await ann.ask("session.renew", { token: timed.token("ann", 2) });
    expect(expires).toBe(clock.now() + 2 * MINUTE);
    await bob.ask("message.send", words(direct("ann", "bob"), `turn ${turn}`));
    await ann.next((frame) => frame.type === "entry" && JSON.stringify(frame.body).includes(`turn ${turn}`));
  }
  // the same link: no second welcome, no delta, and the device is the one it is now
  expect(ann.frames.slice(before).filter(({ type }) => type === "welcome" || type === "delta")).toEqual([]);
  const { session } = await ann.ask("session.renew", { token: timed.token("ann", 2) });
  const { sessions } = await ann.ask("session.list", {});
  expect(sessions.filter(({ current }) => current).map(({ id }) => id)).toEqual([session]);
  await timed.pass(2 * MINUTE - 1, ann);
  clock.advance(1 + STEP);
  expect((await ann.closed).code).toBe(CLOSE.unauthenticated.code);
});

test("[CONN-17] the same device goes on as the same device, and a token without an end never ends the link", async () => {
  await using timed = await Timed.start();
  const { world, clock } = timed;
  const device = { name: "Phone", platform: "ios" };
  const link = await world.stranger();
  const welcome = await link.hello({ token: timed.token("ann", 2), device });
  const ann = Object.assign(link, { welcome });
  const renewed = await ann.ask("session.renew", { token: timed.token("ann", 3), device });
  expect(renewed).toEqual({ session: welcome.session, expires: clock.now() + 3 * MINUTE });
  const forEver = await world.server.account.makeToken("ann", { name: "phone" });
  expect(await ann.ask("session.renew", { token: forEver })).not.toHaveProperty("expires");
  await timed.pass(10 * MINUTE, ann);
  // of a device that a token of this server signed in none of the host app goes on: it signs in its own
  const own = (await ann.ask("session.list", {})).sessions.find(({ current }) => current)?.id;
  const other = await ann.ask("session.renew", { token: timed.token("ann", 3) });
  expect([own, welcome.session]).not.toContain(other.session);
});

test("[CONN-17] what is no good token, or another person's, changes nothing: the link ends when its own is over", async () => {
  await using timed = await Timed.start();
  const { world, clock } = timed;
  const ann = await world.link("ann", { token: timed.token("ann", 2) });
  const refusals = [
    ["forbidden", timed.token("bob", 60)],
    ["token_expired", world.token("ann", { exp: clock.now() / 1000 - 60 })],
    [
      "unauthenticated",
      signed({ sub: "ann", exp: clock.now() / 1000 + 600 }, "another secret, as long as the other one"),
    ],
    ["unauthenticated", "skt_nobodys"],
  ] as const;
  for (const [name, token] of refusals) {
    const answer = await ann.request("session.renew", { token });
    expect(answer).toMatchObject({ type: "error", name });
  }
  await timed.pass(2 * MINUTE - 1, ann);
  clock.advance(1 + STEP);
  expect((await ann.closed).code).toBe(CLOSE.unauthenticated.code);
});

test("[CONN-17][SESS-2] a token of a device that was signed out is refused; one that was taken ends with its device", async () => {
  await using timed = await Timed.start();
  const { world } = timed;
  const { account } = world.server;
  await world.link("ann", { token: timed.token("ann", 60) });
  const [lost, kept] = [
    await account.makeToken("ann", { name: "lost" }),
    await account.makeToken("ann", { name: "kept" }),
  ];
  const desk = await world.link("ann", { token: kept });
  const ann = await world.link("ann", { token: timed.token("ann", 2) });
  const { session } = await ann.ask("session.renew", { token: lost });
  await desk.ask("session.revoke", { session });
  expect((await ann.closed).code).toBe(CLOSE.revoked.code);
  expect(await desk.request("session.renew", { token: lost })).toMatchObject({ type: "error", name: "token_revoked" });
  await settled(desk);
});

test("[CONN-17][HTTP-1] over HTTP there is no link: it tells whether the token is good, and until when", async () => {
  await using timed = await Timed.start();
  const { world, clock } = timed;
  const authorization = `Bearer ${timed.token("ann", 60)}`;
  const answer = await world.post("session.renew", { token: timed.token("ann", 5) }, { authorization });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ expires: clock.now() + 5 * MINUTE });
});

test("[CONN-17][SESS-6] a link without a name for its device stays the device it is, also where only one may be signed in", async () => {
  const clock = new HandClock();
  await using world = await World.alone({ loginPolicy: "single", heartbeat: LONG_BEAT }, { clock });
  const ann = await world.link("ann", { token: world.token("ann", { exp: clock.now() / 1000 + 60 }) });
  const next = world.token("ann", { exp: clock.now() / 1000 + 600 });
  const renewed = await ann.ask("session.renew", { token: next });
  expect(renewed.session).toBe(ann.welcome.session);
  expect((await ann.ask("session.list", {})).sessions).toHaveLength(1);
  // a second link by the new token, as it is made when a better way is tried, is the same device too
  const beside = await world.link("ann", { token: next });
  expect(beside.welcome.session).toBe(ann.welcome.session);
  await settled(ann);
});
