import { expect, test } from "bun:test";
import { CLOSE, ERRORS, type ErrorFrame, type ErrorName, mayComeBack } from "@skein/protocol";
import { COMMANDS, type CommandName } from "@skein/protocol/schema";
import { HandClock } from "./fixture/hand-clock.ts";
import { COMMAND_NAMES, paramsOf, sample } from "./fixture/samples.ts";
import { faultyStorage, fillStore } from "./fixture/storage.ts";
import { direct, groupOf, newKey, outcome, settled, wholeLog, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

/** Commands that name one conversation. */
/** Not those for admins, which others are refused whatever they name. */
const ABOUT_A_CONVERSATION = COMMAND_NAMES.filter(
  (name) => paramsOf(name).properties?.["conv"] !== undefined && COMMANDS[name].access === "user",
);

test("[ERR-1] whatever goes wrong is told by one row of the table", async () => {
  await using world = await World.start({ limits: { linkRate: { rate: 1, burst: 60 } } }, { clock: new HandClock() });
  const [ann, bob] = await world.links("ann", "bob");
  const conv = await groupOf(ann, ["bob"]);
  const key = newKey();
  await ann.ask("message.send", words(conv, "first", key));
  const asked: readonly [name: string, params: unknown, error: ErrorName, asker?: typeof ann][] = [
    ["no.such", {}, "unknown_command"],
    ["message.send", {}, "invalid"],
    ["message.send", words("g:nowhere", "x"), "not_found"],
    ["message.send", words(conv, "second", key), "key_reused"],
    ["group.leave", { conv }, "last_owner"],
    ["group.update", { conv, name: "mine" }, "forbidden", bob],
    ["user.list", {}, "forbidden", bob],
    ["account.redeem", { code: "made-up-code-0000000" }, "code_invalid"],
    [
      "account.register",
      { login: "eve", password: "long enough", name: "Eve", invite: "made-up-code-0000000" },
      "invite_invalid",
    ],
    ["account.signin", { login: "nobody", password: "whatever" }, "wrong_credentials"],
  ];
  const answers: ErrorFrame[] = [];
  for (const [name, params, error, asker = ann] of asked) {
    const answer = await asker.request(name, params);
    expect({ name, answer }).toMatchObject({ name, answer: { type: "error", name: error } });
    if (answer.type === "error") answers.push(answer);
  }
  for (let tries = 0; tries < 100 && answers.at(-1)?.name !== "rate_limited"; tries++) {
    const answer = await ann.request("account.get", {});
    if (answer.type === "error") answers.push(answer);
  }
  expect(answers.at(-1)?.name).toBe("rate_limited");
  for (const { name, code, retry, message } of answers) {
    expect(ERRORS[name]).toMatchObject({ code, retry });
    expect(message.length).toBeGreaterThan(0);
  }
});

test("[ERR-2] where waiting helps, it is told how long, over both transports", async () => {
  const clock = new HandClock();
  await using world = await World.start({ limits: { personRate: { rate: 2, burst: 5 } } }, { clock });
  const ann = await world.link("ann");
  const answers = await Promise.all(Array.from({ length: 20 }, () => ann.request("account.get", {})));
  const refused = answers.filter((answer) => answer.type === "error");
  expect(refused.length).toBeGreaterThan(0);
  for (const { name, retry, after } of refused) {
    expect({ name, retry }).toEqual({ name: "rate_limited", retry: "later" });
    expect(after).toBeGreaterThan(0);
    // a bucket of two a second has room for one after half of one
    expect(after).toBeLessThanOrEqual(500);
  }
  // and what it told is enough
  clock.advance(refused.at(-1)?.after ?? 0);
  expect(await ann.request("account.get", {})).toMatchObject({ type: "ok" });
  const answer = await world.post("account.get", {}, { Authorization: `Bearer ${world.token("ann")}` });
  expect(answer.status).toBe(429);
  const { after } = (await answer.json()) as ErrorFrame;
  expect(after).toBeGreaterThan(0);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual((after ?? 0) / 1000);
});

test("[ERR-3][CONV-5] what is absent and what is another's are told alike, by every command", async () => {
  await using world = await World.start();
  const [ann, bob, eve] = await world.links("ann", "bob", "eve");
  const group = await groupOf(ann, ["bob"]);
  await ann.ask("message.send", words(direct("ann", "bob"), "between us"));
  const left = await groupOf(ann, ["bob", "eve"]);
  await ann.ask("group.remove", { conv: left, user: "eve" });
  const others = [group, left, direct("ann", "bob"), direct("ann", "ann"), "s:ann"];
  const absent = ["g:nowhere", "d:nobody:none", "d:eve:nobody", "d:zed:ann", "s:nobody", "g:a:b"];
  await settled(ann, bob);
  const before = { ann: ann.frames.length, bob: bob.frames.length };
  const told = new Set<string>();
  for (const name of [...ABOUT_A_CONVERSATION, "conversation.mark" as const]) {
    for (const conv of [...others, ...absent]) {
      const good = sample(name, { conv, user: "bob" });
      // both ends of a page at once are refused before anybody looks where
      if (name === "message.list") delete good["before"];
      const params = name === "conversation.mark" ? { marks: [{ conv, read: 1 }] } : good;
      const { id: _, ...answer } = await eve.request(name, params);
      told.add(JSON.stringify(answer));
      expect({ name, conv, answer }).toMatchObject({ name, conv, answer: { type: "error", name: "not_found" } });
    }
  }
  expect(told.size).toBe(1);
  expect(ABOUT_A_CONVERSATION.length).toBeGreaterThan(8);
  // and those whose conversations they are did not notice
  await settled(ann, bob);
  expect(ann.frames.slice(before.ann).filter((frame) => frame.type !== "ok")).toEqual([]);
  expect(bob.frames.slice(before.bob).filter((frame) => frame.type !== "ok")).toEqual([]);
});

test("[ERR-4] a fault of the server is told without its details, and the link goes on", async () => {
  const secret = "/var/lib/secret/skein.db is on fire";
  await using faulty = await faultyStorage();
  await using world = await World.start({}, { storage: faulty.storage });
  const ann = await world.link("ann");
  faulty.break("list", new Error(secret));
  const answer = await ann.request("conversation.list", {});
  expect(answer).toMatchObject({ type: "error", name: "internal", retry: "later" });
  expect(JSON.stringify(answer)).not.toContain("secret");
  const overHttp = await world.post("conversation.list", {}, { Authorization: `Bearer ${world.token("ann")}` });
  expect(overHttp.status).toBe(500);
  expect(await overHttp.text()).not.toContain("secret");
  faulty.mend();
  expect(await ann.ask("conversation.list", {})).toMatchObject({ conversations: [] });
});

test("[ERR-4] a hello that a fault of the server spoils may come back", async () => {
  await using faulty = await faultyStorage();
  await using world = await World.start({}, { storage: faulty.storage });
  const token = world.token("ann");
  await world.link("ann", { token });
  faulty.break("query", new Error("/var/lib/secret"));
  const link = await world.stranger();
  link.say({ type: "hello", id: 1, token: world.token("ann") });
  expect((await link.closed).code).toBe(CLOSE.fault.code);
  expect(link.frames).toMatchObject([{ type: "error", name: "internal" }]);
  expect(JSON.stringify(link.frames)).not.toContain("secret");
  faulty.mend();
  await world.link("ann", { token });
});

test("[ERR-5] close codes tell by their range whether to come back", () => {
  for (const { code } of Object.values(CLOSE)) {
    expect(code).toBeGreaterThanOrEqual(4000);
    expect(code).toBeLessThanOrEqual(4999);
  }
  const back = ["drain", "slow", "silent", "flood", "hello_timeout", "overloaded", "fault"] as const;
  for (const name of back) expect({ name, back: mayComeBack(CLOSE[name].code) }).toEqual({ name, back: true });
  const gone = ["protocol", "unauthenticated", "revoked"] as const;
  for (const name of gone) expect({ name, back: mayComeBack(CLOSE[name].code) }).toEqual({ name, back: false });
  expect([...back, ...gone].toSorted()).toEqual((Object.keys(CLOSE) as (keyof typeof CLOSE)[]).toSorted());
});

test("[ERR-6][SEND-4] a store that is full keeps nothing of a write, says so, serves reads, and goes on when there is room", async () => {
  await using world = await World.alone();
  const [ann, bob] = await world.links("ann", "bob");
  const conv = direct("ann", "bob");
  const kept = await ann.ask("message.send", words(conv, "fits"));
  const makeRoom = await fillStore(world.server);
  const large = words(conv, "x".repeat(10_000));
  let refused: Awaited<ReturnType<typeof ann.request>> | undefined;
  const acked: number[] = [kept.seq];
  for (let tries = 0; tries < 500 && refused?.type !== "error"; tries++) {
    refused = await ann.request("message.send", { ...large, key: newKey() });
    if (refused.type === "ok") acked.push((refused.result as { seq: number }).seq);
  }
  expect(refused).toMatchObject({ type: "error", name: "unavailable", retry: "later" });
  expect(refused?.type === "error" && refused.after).toBeGreaterThan(0);
  for (const name of ["message.list", "conversation.get"] as const satisfies CommandName[])
    expect(await outcome(bob.ask(name, { conv }))).toBe("ok");
  expect((await wholeLog(bob, conv)).map(({ seq }) => seq)).toEqual(acked);
  await makeRoom();
  const { seq } = await ann.ask("message.send", large);
  expect(seq).toBe(acked.length + 1);
  await settled(bob);
  expect((await wholeLog(bob, conv)).map((entry) => entry.seq)).toEqual([...acked, seq]);
});
