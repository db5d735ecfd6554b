import { expect, test } from "bun:test";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AccountRoom } from "../../../test/account-room.ts";

const device = { name: "New laptop", platform: "web" };
const HERE = "192.168.1.20";

test("[PAIR-1][PAIR-2][PAIR-3] a device is looked at, confirmed, and signed in once, without a password", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const { code, secret, url, expires } = await room.ask("pairing.create", { device }, undefined, HERE);
  expect(url).toBe(`${room.server.address.base}/pair#${code}`);
  expect(Math.abs(expires - room.clock.now() - 90_000)).toBeLessThan(5_000);
  const seen = room.ask("pairing.wait", { code, secret }, undefined, HERE);
  const { pairing } = await room.ask("pairing.look", { code }, ann.token, HERE);
  expect(pairing).toMatchObject({ ...device, address: HERE, network: "private", near: true });
  expect(await seen).toEqual({ state: "seen" });
  // seen is not let in
  const answered = room.ask("pairing.wait", { code, secret, known: "seen" }, undefined, HERE);
  await room.ask("pairing.answer", { code, accept: true }, ann.token);
  const { signedIn } = await answered;
  expect(signedIn?.me.profile.id).toBe(ann.id);
  const { sessions } = await room.ask("session.list", {}, signedIn?.token);
  expect(sessions.find(({ current }) => current)).toMatchObject({ ...device, address: HERE });
  expect(await room.errorOf("pairing.answer", { code, accept: true }, ann.token)).toBe("code_invalid");
  expect(await room.errorOf("pairing.look", { code }, ann.token)).toBe("code_invalid");

  const files = (await readdir(room.folder)).map((name) => readFile(join(room.folder, name), "latin1"));
  const kept = (await Promise.all(files)).join("");
  for (const word of [code, secret]) expect(kept).not.toContain(word);
});

test("[PAIR-1] who has the code alone, or the secret somewhere else, gets nothing", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const { code, secret } = await room.ask("pairing.create", { device }, undefined, HERE);
  const wait = async (params: { code: string; secret: string }, address: string) => {
    const asked = room.ask("pairing.wait", { ...params, known: "refused" }, undefined, address);
    return asked.then(
      () => "told",
      (fault: { error: string }) => fault.error,
    );
  };
  await room.ask("pairing.look", { code }, ann.token);
  await room.ask("pairing.answer", { code, accept: true }, ann.token);
  expect(await wait({ code, secret: "x".repeat(32) }, HERE)).toBe("code_invalid");
  expect(await wait({ code, secret: code }, HERE)).toBe("code_invalid");
  expect(await wait({ code, secret }, "192.168.1.21")).toBe("code_invalid");
  expect(await wait({ code: "y".repeat(32), secret }, HERE)).toBe("code_invalid");
  expect((await room.ask("session.list", {}, ann.token)).sessions).toHaveLength(1);
  expect(await wait({ code, secret }, HERE)).toBe("told");
});

test("[PAIR-2] a stolen code is of no use: the first who looks is the only one who answers", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const mallory = await room.person("Mallory");
  const { code } = await room.ask("pairing.create", { device }, undefined, HERE);
  expect(await room.errorOf("pairing.answer", { code, accept: true }, mallory.token)).toBe("code_invalid");
  await room.ask("pairing.look", { code }, ann.token);
  await room.ask("pairing.look", { code }, ann.token);
  expect(await room.errorOf("pairing.look", { code }, mallory.token)).toBe("code_invalid");
  expect(await room.errorOf("pairing.answer", { code, accept: true }, mallory.token)).toBe("code_invalid");
  expect(await room.errorOf("pairing.look", { code }, undefined)).toBe("unauthenticated");
});

test("[PAIR-3] refused and expired requests let nobody in, and of many who come for one the first gets it", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const first = await room.ask("pairing.create", { device }, undefined, HERE);
  await room.ask("pairing.look", { code: first.code }, ann.token);
  await room.ask("pairing.answer", { code: first.code, accept: false }, ann.token);
  const { code, secret } = first;
  expect(await room.ask("pairing.wait", { code, secret }, undefined, HERE)).toEqual({ state: "refused" });
  expect(await room.errorOf("pairing.answer", { code, accept: true }, ann.token)).toBe("code_invalid");

  const late = await room.ask("pairing.create", { device }, undefined, HERE);
  room.clock.ahead += 90_001;
  expect(await room.errorOf("pairing.look", { code: late.code }, ann.token)).toBe("code_invalid");

  const good = await room.ask("pairing.create", { device }, undefined, HERE);
  await room.ask("pairing.look", { code: good.code }, ann.token);
  await room.ask("pairing.answer", { code: good.code, accept: true }, ann.token);
  const asked = { code: good.code, secret: good.secret };
  const came = await Promise.allSettled(
    Array.from({ length: 8 }, () => room.ask("pairing.wait", asked, undefined, HERE)),
  );
  expect(came.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await room.ask("session.list", {}, ann.token)).sessions).toHaveLength(2);
});

test("[PAIR-1][ACCT-5] who asks for many codes is told to wait", async () => {
  await using room = await AccountRoom.open({
    attempts: { login: { rate: 1, burst: 1 }, address: { rate: 0.001, burst: 3 } },
  });
  const ask = () =>
    room.ask("pairing.create", {}, undefined, HERE).then(
      () => "made",
      (fault: { error: string }) => fault.error,
    );
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual(["made", "made", "made", "rate_limited"]);
});

test("[PAIR-4][DRAIN-1] who waits is not in the way of a server that goes", async () => {
  await using room = await AccountRoom.open();
  const { code, secret } = await room.ask("pairing.create", { device }, undefined, HERE);
  const waiting = room.ask("pairing.wait", { code, secret }, undefined, HERE);
  // the wait has begun when the second look at the store is over
  await room.ask("server.info", {});
  await room.restart();
  expect(await waiting).toEqual({ state: "waiting" });
});
