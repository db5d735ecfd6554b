import { expect, test } from "bun:test";
import { startServer, type TestServer } from "@skein/testkit";
import { type Client, connect, memoryStore, type Store } from "../src/index.ts";
import { verify } from "../src/verify/verify.ts";
import { LogDigest } from "../src/verify/log-digest.ts";

const STRANGE = [
  "雁书 😀 e\u0301",
  '"quoted" \\ \\u0041',
  "a\t\n\r\u0001\u001f\u007f",
  "line\u2028\u2029",
  "</script>",
];

interface Talk extends AsyncDisposable {
  readonly server: TestServer;
  readonly ann: Client;
  readonly bob: Client;
  /** Where Bob's device keeps things. */
  readonly store: Store;
  readonly conv: string;
  /** Messages in the log. */
  readonly said: number;
}

/** Ann and Bob, who have talked in a group with notices, in strange texts; Bob's device heard it all. */
async function talked(more = 0): Promise<Talk> {
  const server = await startServer();
  const [annSelf, bobSelf] = [await server.person("Ann"), await server.person("Bob")];
  const store = memoryStore();
  const ann = await connect({ url: server.url, token: annSelf.token });
  const bob = await connect({ url: server.url, token: bobSelf.token, store, user: bobSelf.id });
  const group = await ann.createGroup({ name: 'Lu"nch 午', users: [bobSelf.id] });
  const texts = [...STRANGE, ...Array.from({ length: more }, (_, index) => `${index}`)];
  for (const text of texts) {
    const said = {
      conv: group.id,
      key: `key-${text.length}-${crypto.randomUUID()}`,
      kind: "text" as const,
      body: { text },
    };
    await ann.call("message.send", said);
  }
  bob.conversation(group.id).send({ text: STRANGE.join(" ") });
  const said = texts.length + 2;
  await until(bob, () => bob.conversation(group.id).view.get()?.head === said);
  return {
    ...{ server, ann, bob, store, conv: group.id, said },
    async [Symbol.asyncDispose]() {
      await ann.close();
      await bob.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

function until(client: Client, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const end = client.conversations.subscribe(() => check());
    const check = () => {
      if (!holds()) return;
      end();
      resolve();
    };
    check();
  });
}

test("[DIGEST-2][DIGEST-4] what a device has stored of a log is the server's, own messages, notices and strange texts", async () => {
  await using talk = await talked();
  const { bob, conv, said, store } = talk;
  expect(await bob.verify(conv)).toEqual({ state: "whole", from: 1, to: said, head: said });
  const copy = await LogDigest.of(await store.entries(conv, 1, said));
  for (let seq = 0; seq <= said; seq += 1) {
    expect(copy.after("0".repeat(16), seq)).toBe((await bob.call("sync.verify", { conv, seq })).digest);
  }
});

test("a copy that begins later, ends earlier or holds nothing is told as partial, with its range", async () => {
  await using talk = await talked();
  const { bob, ann, conv, said, store } = talk;
  const read = store.entries.bind(store);
  store.entries = async (...range) => (await read(...range)).filter(({ seq }) => seq > 2 && seq !== 4 && seq < said);
  expect(await bob.verify(conv)).toEqual({ state: "partial", from: 5, to: said - 1, head: said });
  store.entries = async () => [];
  expect(await bob.verify(conv)).toEqual({ state: "partial", from: said + 1, to: said, head: said });
  const refused = await ann.verify("g:none").catch((fault: unknown) => fault);
  expect(refused).toMatchObject({ name: "not_found" });
});

test("the first entry that differs is found, whichever it is", async () => {
  await using talk = await talked(40);
  const { bob, conv, said, store } = talk;
  const read = store.entries.bind(store);
  for (const wrong of [1, 2, 17, said - 1, said]) {
    store.entries = async (...range) =>
      (await read(...range)).map((entry) => (entry.seq >= wrong ? { ...entry, at: entry.at + entry.seq } : entry));
    const range = { from: 1, to: said, head: said };
    expect(await bob.verify(conv)).toEqual({ state: "different", ...range, differs: wrong });
  }
});

test("a device that has heard what the server no longer has is told so", async () => {
  await using talk = await talked();
  const { bob, conv, said, store } = talk;
  // as after a back-up was put back: the head was one higher once
  const conversations = { talk: () => ({ summary: { head: said + 1 } }) };
  const verdict = await verify(
    { store, journal: { flushed: async () => undefined }, connection: bob, conversations },
    conv,
  );
  expect(verdict).toEqual({ state: "different", from: 1, to: said, head: said, differs: said + 1 });
});
