import { expect, test } from "bun:test";
import { hasPostgres, postgresStore, startServer } from "@skein/testkit";
import { migrations } from "../src/server/store.ts";
import { postgresCore } from "../src/storage/postgres/schema.ts";
import { coreMigrations } from "../src/storage/sqlite/schema.ts";

/** The steps of the modules, which are the same on every engine. */
const ofModules = migrations.filter((step) => !coreMigrations.includes(step));

const withPostgres = test.skipIf(!hasPostgres);

withPostgres("what the modules say to a store is understood by PostgreSQL too", async () => {
  await using store = await postgresStore();
  const open = () => store.open({ migrations: [...postgresCore, ...ofModules] });
  let group = "";
  let cursor = "";
  const ann = { id: "", token: "" };
  {
    await using server = await startServer({}, { storage: await open() });
    Object.assign(ann, await server.person("Ann", "owner"));
    const bob = await server.person("Bob");
    const cid = await server.person("Cid");
    using wire = await server.connect(ann.token);
    using other = await server.connect(bob.token);
    await wire.ask("account.update", { name: "Ann O'Hara \\ 雁书", about: 'a ? b "c"' });
    await wire.ask("account.settings", { language: "en" });
    const made = await wire.ask("group.create", { key: "group-0001", name: "Us", users: [bob.id] });
    group = made.conversation.id;
    expect((await wire.ask("group.create", { key: "group-0001", name: "Us", users: [bob.id] })).conversation.id).toBe(
      group,
    );
    await wire.ask("group.update", { conv: group, name: "All of us" });
    await wire.ask("group.add", { conv: group, users: [cid.id] });
    await wire.ask("group.role", { conv: group, user: bob.id, role: "admin" });
    await other.ask("group.remove", { conv: group, user: cid.id });
    const text = { key: "message-01", kind: "text", body: { text: "hello" } } as const;
    const { seq } = await other.ask("message.send", { conv: group, ...text });
    await wire.ask("conversation.mark", { marks: [{ conv: group, read: seq, delivered: seq }] });
    const direct = (await other.ask("conversation.open", { user: ann.id })).conversation.id;
    await other.ask("message.send", { conv: direct, ...text });
    await wire.ask("presence.watch", { users: [bob.id, cid.id] });
    expect((await wire.ask("user.search", { query: "o'hara \\" })).users.map(({ id }) => id)).toEqual([ann.id]);
    expect((await wire.ask("user.search", { query: "%" })).users).toEqual([]);
    expect((await wire.ask("user.list", {})).users.length).toBe(3);
    await wire.ask("user.role", { user: bob.id, role: "admin" });
    const { invite } = await wire.ask("invite.create", {});
    await wire.ask("invite.revoke", { code: invite.code });
    expect(await wire.ask("invite.list", {})).toEqual({ invites: [] });
    expect((await wire.ask("session.list", {})).sessions.length).toBe(1);
    expect((await wire.ask("conversation.members", { conv: group })).members.length).toBe(2);
    await other.ask("group.leave", { conv: group });
    cursor = (await wire.ask("sync.changes", {})).cursor;
    await other.ask("message.send", { conv: direct, ...text, key: "message-02" });
    await other.ask("account.signout", {});
  }
  await using server = await startServer({}, { storage: await open() });
  using wire = await server.connect(ann.token);
  const { conversations } = await wire.ask("conversation.list", {});
  expect(conversations.map(({ kind, last }) => [kind, last?.kind])).toEqual([
    ["direct", "text"],
    ["group", "member.left"],
  ]);
  const changes = await wire.ask("sync.changes", { cursor });
  expect(changes).toMatchObject({ resume: "delta", conversations: [{ kind: "direct", last: { seq: 2 } }] });
});
