import { expect, test } from "bun:test";
import { SignJWT } from "jose";
import { AccountRoom, errorIn, HOST_SECRET } from "../../../test/account-room.ts";

/** A token of the host app for Bob, issued so many seconds from now. */
function bob(at: number, more: { name?: string; jti?: string } = {}) {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: "bob", iat: now + at, exp: now + 36_000, ...more })
    .setProtectedHeader({ alg: "HS256" })
    .sign(Buffer.from(HOST_SECRET));
}

const open = () => AccountRoom.open({ hostAuth: { enabled: true } });
const phone = { name: "Phone", platform: "ios" };
const laptop = { name: "Laptop", platform: "web" };

test("[SESS-1] new tokens of the same device are the same device, and stay it over a restart", async () => {
  await using room = await open();
  using first = await room.connect(await bob(0), { device: phone });
  using second = await room.connect(await bob(1), { device: phone });
  using other = await room.connect(await bob(2), { device: laptop });
  expect(second.welcome.session).toBe(first.welcome.session);
  expect(other.welcome.session).not.toBe(first.welcome.session);
  // without a name of the device, the token's id tells them apart
  using one = await room.connect(await bob(3, { jti: "one" }));
  using two = await room.connect(await bob(3, { jti: "two" }));
  expect(one.welcome.session).not.toBe(two.welcome.session);
  expect((await other.ask("session.list", {})).sessions).toHaveLength(4);
  const { session } = first.welcome;
  await room.restart();
  using back = await room.connect(await bob(1), { device: phone });
  expect(back.welcome.session).toBe(session);
});

test("[SESS-2] a signed-out device of a host token is refused, by whatever name, until the host app signs in anew", async () => {
  await using room = await open();
  const [lost, earlier, kept] = [await bob(-10), await bob(-20), await bob(-5)];
  using old = await room.connect(earlier, { device: phone });
  using link = await room.connect(lost, { device: phone });
  using here = await room.connect(kept, { device: laptop });
  await here.ask("session.revoke", { session: link.welcome.session });
  expect((await link.closed).code).toBe(4502);
  expect((await old.closed).code).toBe(4502);
  const refused = async () => {
    for (const token of [lost, earlier]) {
      for (const device of [phone, laptop, { name: "Another" }]) {
        expect(await errorIn(room.connect(token, { device }))).toBe("token_revoked");
      }
      expect(await room.errorOf("account.get", {}, token)).toBe("token_revoked");
    }
  };
  await refused();
  expect((await here.ask("session.list", {})).sessions.map(({ name }) => name)).toEqual(["Laptop"]);
  await room.restart();
  await refused();
  using still = await room.connect(kept, { device: laptop });
  expect(still.welcome.user).toBe("bob");
  using again = await room.connect(await bob(1), { device: phone });
  expect(again.welcome.session).toBe(link.welcome.session);
  expect((await again.ask("session.list", {})).sessions).toHaveLength(2);
});

test("[PROF-1] a name that the host app changed is taken over; one that the person chose stays until then", async () => {
  await using room = await open();
  const name = async (token: string) => (await room.ask("account.get", {}, token)).profile.name;
  expect(await name(await bob(0, { name: "Bob" }))).toBe("Bob");
  await room.ask("account.update", { name: "Bobby" }, await bob(1, { name: "Bob" }));
  expect(await name(await bob(2, { name: "Bob" }))).toBe("Bobby");
  using link = await room.connect(await bob(3, { name: "Bob" }), { device: laptop });
  expect(await name(await bob(4, { name: "Robert" }))).toBe("Robert");
  const entry = await link.next((frame) => frame.type === "entry" && frame.kind === "self.profile");
  expect(entry).toMatchObject({ body: { profile: { id: "bob", name: "Robert" } } });
  expect(await name(await bob(5))).toBe("Robert");
});
