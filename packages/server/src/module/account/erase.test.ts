import { expect, test } from "bun:test";
import { CLOSE, directId } from "@skein/protocol";
import { AccountRoom, errorIn, PASSWORD } from "../../../test/account-room.ts";

const words = (conv: string, text: string, key: string) => ({ conv, key, kind: "text", body: { text } }) as const;

test("[ERASE-1][ERASE-2] an erased account is signed out, its log-in free, its contacts gone, what it said stays under a name for nobody", async () => {
  await using room = await AccountRoom.open();
  await room.person("Owner", "owner");
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  const conv = directId(ann.id, bob.id);
  await room.ask("message.send", words(conv, "remember me", "key-00000001"), ann.token);
  await room.ask("contact.request", { user: ann.id }, bob.token);
  await room.ask("contact.answer", { user: bob.id, accept: true }, ann.token);
  await room.ask("account.update", { about: "here" }, ann.token);
  const { code } = await room.ask("contact.link", {}, ann.token);
  const oneTime = await room.server.account.makeSignInCode(ann.id);
  using phone = await room.connect(await room.server.account.makeToken(ann.id, { name: "Phone" }));
  using bobs = await room.connect(bob.token);

  expect(await room.errorOf("account.erase", { password: "not it at all" }, ann.token)).toBe("wrong_credentials");
  expect(await room.ask("account.erase", { password: PASSWORD }, ann.token)).toEqual({});
  expect((await phone.closed).code).toBe(CLOSE.revoked.code);
  expect(await room.errorOf("account.get", {}, ann.token)).toBe("token_revoked");
  expect(await room.errorOf("account.signin", { login: "ann", password: PASSWORD })).toBe("wrong_credentials");
  expect(await room.errorOf("account.redeem", { code: oneTime })).toBe("code_invalid");
  expect(await room.errorOf("contact.find", { code }, bob.token)).toBe("code_invalid");

  const nobody = { id: ann.id, name: "Deleted account", color: expect.any(Number) as number, deleted: true as const };
  expect((await room.ask("user.get", { ids: [ann.id] }, bob.token)).users).toEqual([nobody]);
  const event = await bobs.next((frame) => frame.type === "event" && frame.name === "user");
  expect(event).toMatchObject({ data: { user: nobody } });
  expect((await room.ask("contact.list", {}, bob.token)).contacts).toEqual([]);
  expect((await room.ask("user.search", { query: "deleted" }, bob.token)).users).toEqual([]);
  const { entries } = await room.ask("message.list", { conv }, bob.token);
  expect(entries).toMatchObject([{ from: ann.id, body: { text: "remember me" } }]);
  for (const name of ["contact.request", "contact.block", "conversation.open"] as const) {
    // the conversation is there already, and stays to be read
    const expected = name === "conversation.open" ? undefined : "not_found";
    expect([name, await room.errorOf(name, { user: ann.id }, bob.token)]).toEqual([name, expected]);
  }
  // somebody else may have the log-in name now
  expect((await room.person("Ann")).id).not.toBe(ann.id);
});

test("[ERASE-3] who owns a group with others, or the server, hands it on first; of the rest one is a member no longer", async () => {
  await using room = await AccountRoom.open();
  const [owner, ann, bob] = [await room.person("Owner", "owner"), await room.person("Ann"), await room.person("Bob")];
  expect(await room.errorOf("account.erase", { password: PASSWORD }, owner.token)).toBe("last_owner");
  expect(await errorIn(room.ask("account.get", {}, owner.token))).toBeUndefined();
  const make = async (key: string, token: string, users: string[]) =>
    (await room.ask("group.create", { key, name: "a group", users }, token)).conversation.id;
  const hers = await make("key-00000001", ann.token, [bob.id]);
  const alone = await make("key-00000002", ann.token, []);
  const his = await make("key-00000003", bob.token, [ann.id]);
  expect(await room.errorOf("account.erase", { password: PASSWORD }, ann.token)).toBe("last_owner");
  const members = async (conv: string) =>
    (await room.ask("conversation.members", { conv }, bob.token)).members.map(({ user }) => user).toSorted();
  // nothing was done by halves
  expect(await members(his)).toEqual([ann.id, bob.id].toSorted());
  await room.ask("group.role", { conv: hers, user: bob.id, role: "owner" }, ann.token);
  await room.ask("account.erase", { password: PASSWORD }, ann.token);
  expect(await members(his)).toEqual([bob.id]);
  expect(await members(hers)).toEqual([bob.id]);
  expect(await room.errorOf("conversation.get", { conv: alone }, bob.token)).toBe("not_found");
  expect(await room.errorOf("group.add", { conv: hers, users: [ann.id] }, bob.token)).toBe("not_found");
});

test("[ERASE-4] an account without a password cannot be erased by whoever holds its device", async () => {
  await using room = await AccountRoom.open();
  const id = await room.server.account.addPerson({ name: "Bot", role: "member" });
  const token = await room.server.account.makeToken(id, {});
  expect(await room.errorOf("account.erase", { password: "anything" }, token)).toBe("forbidden");
  expect(await room.errorOf("account.get", {}, token)).toBeUndefined();
});

test("[ERASE-2][AVATAR-4] the picture of an erased account is gone", async () => {
  await using room = await AccountRoom.open();
  await room.person("Owner", "owner");
  const [ann, bob] = [await room.person("Ann"), await room.person("Bob")];
  const pixel = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const { upload = "", path = "" } = await room.ask("file.begin", { name: "me.png", size: pixel.length }, ann.token);
  const headers = {
    ...{ Authorization: `Bearer ${ann.token}`, "Tus-Resumable": "1.0.0", "Upload-Offset": "0" },
    "Content-Type": "application/offset+octet-stream",
  };
  await fetch(`${room.url}${path}`, { method: "PATCH", headers, body: pixel });
  const { file } = await room.ask("file.finish", { upload }, ann.token);
  const { avatar = "" } = (await room.ask("account.update", { avatar: file.id }, ann.token)).profile;
  const look = async (): Promise<number> => (await fetch(`${room.url}/v1/avatars/${avatar}`)).status;
  expect(await look()).toBe(200);
  await room.ask("account.erase", { password: PASSWORD }, ann.token);
  expect(await look()).toBe(404);
  expect((await room.ask("user.get", { ids: [ann.id] }, bob.token)).users[0]).not.toHaveProperty("avatar");
});
