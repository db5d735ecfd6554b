import { expect, test } from "bun:test";
import { LIMITS } from "@skein/protocol";
import { AccountRoom, Refused } from "../../../test/account-room.ts";

test("[FRIEND-4] whoever was refused or took it back waits before they ask again, and nobody asks without end", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  const ask = (user: string) => room.errorOf("contact.request", { user }, ann.token);
  expect(await ask(bob.id)).toBeUndefined();
  await room.ask("contact.answer", { user: ann.id, accept: false }, bob.token);
  const refused = await room.ask("contact.request", { user: bob.id }, ann.token).catch((fault: unknown) => fault);
  expect(refused).toBeInstanceOf(Refused);
  const { name, after = 0 } = (refused as Refused).wire;
  expect(name).toBe("rate_limited");
  expect(after).toBeGreaterThan(LIMITS.requestPause - 10_000);
  room.clock.ahead += LIMITS.requestPause;
  expect(await ask(bob.id)).toBeUndefined();
  await room.ask("contact.withdraw", { user: bob.id }, ann.token);
  expect(await ask(bob.id)).toBe("rate_limited");
  room.clock.ahead += LIMITS.requestPause;
  for (let n = 0; n < LIMITS.requestsPerDay; n++)
    expect(await ask((await room.person(`Person${n}`)).id)).toBeUndefined();
  expect(await ask(bob.id)).toBe("rate_limited");
  room.clock.ahead += LIMITS.requestPause;
  expect(await ask(bob.id)).toBeUndefined();
});

test("[FRIEND-5] a request whose time is over cannot be answered, and may be made again", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  await room.ask("contact.request", { user: bob.id, greeting: "one" }, ann.token);
  room.clock.ahead += LIMITS.requestLife;
  const answer = { user: ann.id, accept: true };
  expect(await room.errorOf("contact.answer", answer, bob.token)).toBe("not_found");
  expect(await room.errorOf("contact.withdraw", { user: bob.id }, ann.token)).toBe("not_found");
  await room.ask("contact.request", { user: bob.id, greeting: "two" }, ann.token);
  await room.ask("contact.answer", answer, bob.token);
  expect((await room.ask("contact.list", {}, bob.token)).contacts).toMatchObject([{ user: ann.id }]);
});

test("[CONTACT-1] there are no more contacts than may be", async () => {
  await using room = await AccountRoom.open();
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  const rows = Array.from({ length: LIMITS.contacts }, (_, n) => ({
    sql: "INSERT INTO contacts (person, other, remark) VALUES (?, ?, 'x')",
    parameters: [ann.id, `x${n}`],
  }));
  await room.server.storage.commit([{ rows }]);
  expect(await room.errorOf("contact.remark", { user: bob.id, remark: "one more" }, ann.token)).toBe("contacts_full");
  expect(await room.errorOf("contact.block", { user: bob.id }, ann.token)).toBe("contacts_full");
  expect((await room.ask("contact.get", { user: bob.id }, ann.token)).contact).toEqual({ user: bob.id });
});

test("[FIND-1] names of a server from before are indexed when it starts", async () => {
  await using room = await AccountRoom.open();
  const ann = await room.person("Ann");
  const { id } = await room.person("Bob");
  const sql = "UPDATE users SET name = '李雷', pinyin = NULL, spelled = NULL, skeleton = NULL WHERE id = ?";
  await room.server.storage.commit([{ rows: [{ sql, parameters: [id] }] }]);
  await room.restart();
  let found: readonly { id: string }[] = [];
  while (found.length === 0) {
    // all of this is in one process: what is done behind the start needs a turn
    await new Promise(setImmediate);
    found = (await room.ask("user.search", { query: "lilei" }, ann.token)).users;
  }
  expect(found).toMatchObject([{ id, name: "李雷", pinyin: "li lei" }]);
});
