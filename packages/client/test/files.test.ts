import { afterAll, beforeAll, expect, test } from "bun:test";
import { FaultProxy, OPEN_ROAD, startServer, type TestPerson, type TestServer } from "@skein/testkit";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type Client, type Conversation, connect, createClient, type Files, type Item } from "../src/index.ts";
import { indexedDbStore } from "../src/store/indexeddb.ts";
import { FakeBrowser } from "./fake-browser.ts";

/*
 * Files of the SDK at the real server: on the way there, and what is seen of them.
 */

globalThis.IDBKeyRange = IDBKeyRange;

let server: TestServer;
let ann: TestPerson;
let bob: TestPerson;
/** Between Ann and the server. */
let road: FaultProxy;

beforeAll(async () => {
  server = await startServer({ files: { largest: 20_000_000 } });
  [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  road = await FaultProxy.start(server.url, { seed: 11 });
});
afterAll(async () => {
  await road[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

/** Bytes that are like no others. */
function noise(size: number, seed: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = seed * 2_654_435_761 + 1;
  for (let at = 0; at < words.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    words[at] = state ^ (state >>> 13);
  }
  return new Uint8Array(words.buffer).slice(0, size);
}

/** What is so, once it is. */
async function until<T>(look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 20_000; ; ) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error("It did not come about.");
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

interface Seat extends AsyncDisposable {
  readonly client: Client;
  readonly talk: Conversation;
  readonly files: Files;
  readonly items: () => readonly Item[];
}

async function seat(client: Client, other: TestPerson): Promise<Seat> {
  const talk = await client.openDirect(other.id);
  const close = talk.timeline.open();
  return {
    client,
    talk,
    files: await client.files(),
    items: () => talk.timeline.state.get().items,
    async [Symbol.asyncDispose]() {
      close();
      await client.close();
    },
  };
}

const onRoad = async (): Promise<Seat> => seat(await connect({ url: road.url, token: ann.token, user: ann.id }), bob);
const bobs = async (): Promise<Seat> => seat(await connect({ url: server.url, token: bob.token, user: bob.id }), ann);

function fileItem(items: readonly Item[], id: string) {
  const item = items.find((one) => one.id === id);
  return item?.kind === "file" ? item : undefined;
}

async function bytesOf({ files }: Seat, file: { readonly id: string }): Promise<Uint8Array> {
  return (await fetch(await files.url(file))).bytes();
}

test("a message with a file shows at once, arrives when its file is there, and texts do not wait for it", async () => {
  await using a = await onRoad();
  await using b = await bobs();
  const bytes = noise(3_000_000, 1);
  const key = a.files.send(a.talk.id, "file", { file: { blob: new File([bytes], "../../plan.bin") }, caption: "here" });
  const pending = fileItem(a.items(), key);
  expect(pending).toMatchObject({ state: "pending", body: { caption: "here", file: { size: 3_000_000 } } });
  const local = pending?.body.file.id ?? "";
  expect(await a.files.local(local)).toBeInstanceOf(Blob);
  expect(a.files.progress(local)?.get()).toMatchObject({ done: 0, size: 3_000_000 });
  a.talk.send({ text: "and a word" });
  const there = await until(() => b.items().find(({ kind }) => kind === "file") as Item & { kind: "file" });
  expect(there.body).toMatchObject({ caption: "here", file: { name: "plan.bin", size: 3_000_000 } });
  expect(await bytesOf(b, there.body.file)).toEqual(bytes);
  const sent = await until(() => fileItem(a.items(), key)?.seq !== undefined && fileItem(a.items(), key));
  expect("uploads" in sent.body).toBe(false);
  // what one has just sent is not fetched again
  expect(a.files.localNow(sent.body.file.id)?.size).toBe(3_000_000);
  expect(await a.files.local(local)).toBeUndefined();
  expect(
    b
      .items()
      .map(({ kind }) => kind)
      .toSorted(),
  ).toEqual(["file", "text"]);
});

test("[SEARCH-1] a file is found by its name and its caption, by the server and without a link alike", async () => {
  await using a = await onRoad();
  const blob = new File([noise(2_000, 41)], "码头平面图 Wharf-plan.pdf");
  const key = a.files.send(a.talk.id, "file", { file: { blob }, caption: "for the harbour" });
  const sent = await until(() => fileItem(a.items(), key)?.seq !== undefined && fileItem(a.items(), key));
  const questions = ["wharf", "平面", "plan harb", "wharf storm"];
  const found = async (text: string) => {
    const { from, hits, behind } = await a.client.search({ text, conv: a.talk.id });
    return !behind && { from, found: hits.map(({ entry, excerpt }) => [entry.seq, excerpt]) };
  };
  const online = [];
  for (const text of questions) online.push(await until(() => found(text)));
  expect(online.map((answer) => answer.found.map(([seq]) => seq))).toEqual([[sent.seq], [sent.seq], [sent.seq], []]);
  road.refusing = true;
  road.cut("rst");
  try {
    await until(() => a.client.connection.get().phase !== "online");
    for (const [at, text] of questions.entries())
      expect(await found(text)).toEqual({ from: "device", found: online[at]?.found ?? [] });
  } finally {
    road.refusing = false;
  }
});

test("[CLIENT-16] cuts in mid-upload cost no more than what was on its way, and what arrives is byte for byte the same", async () => {
  await using a = await onRoad();
  const bytes = noise(12_000_000, 2);
  const before = road.carried.up;
  // slow enough to be cut in the middle
  road.weather = { ...OPEN_ROAD, bandwidth: 12_000_000 };
  const key = a.files.send(a.talk.id, "file", { file: { blob: new Blob([bytes]), name: "long.bin" } });
  try {
    for (const at of [1_000_000, 4_000_000, 9_000_000]) {
      await until(() => road.carried.up - before > at);
      expect(fileItem(a.items(), key)?.state).toBe("pending");
      road.cut("rst");
    }
    const sent = await until(() => fileItem(a.items(), key)?.state !== "pending" && fileItem(a.items(), key));
    // what was there before a cut was not sent again
    expect(road.carried.up - before).toBeLessThan(16_000_000);
    expect(await bytesOf(a, sent.body.file)).toEqual(bytes);
  } finally {
    road.weather = OPEN_ROAD;
  }
}, 40_000);

test("the same content is there at once the second time, and alone for who may read it", async () => {
  await using a = await onRoad();
  const bytes = noise(500_000, 3);
  const first = await a.files.upload({ blob: new Blob([bytes]), name: "one.bin" });
  const steps: string[] = [];
  const again = await a.files.upload(
    { blob: new Blob([bytes]), name: "two.bin" },
    { progress: ({ phase }) => steps.push(phase) },
  );
  expect(again.size).toBe(first.size);
  expect(new Set(steps)).toEqual(new Set(["reading"]));
  await using b = await bobs();
  const theirs: string[] = [];
  await b.files.upload({ blob: new Blob([bytes]) }, { progress: ({ phase }) => theirs.push(phase) });
  expect(theirs).toContain("sending");
});

test("[CLIENT-16] without a link it waits; after a restart it goes on from the store where it was; discarded it is gone", async () => {
  const indexedDB = new IDBFactory();
  const open = (): Promise<Seat> =>
    seat(createClient({ url: road.url, token: ann.token, user: ann.id, store: indexedDbStore({ indexedDB }) }), bob);
  const kept = async (): Promise<number> => {
    const store = indexedDbStore({ indexedDB });
    await store.open({ url: road.url, user: ann.id }, { failed: () => undefined, lead: () => undefined });
    const { length } = (await store.blobs?.names()) ?? [];
    await store.close();
    return length;
  };
  road.refusing = true;
  const first = await open();
  const [key = "", given = ""] = [4, 5].map((seed) =>
    first.files.send(first.talk.id, "file", { file: { blob: new Blob([noise(8_000_000, seed)]), name: `${seed}` } }),
  );
  expect(first.items().map(({ state }) => state)).toEqual(["pending", "pending"]);
  await until(async () => (await kept()) === 2);
  first.talk.discard(given);
  await until(async () => (await kept()) === 1);
  await first[Symbol.asyncDispose]();

  road.refusing = false;
  const before = road.carried.up;
  road.weather = { ...OPEN_ROAD, bandwidth: 12_000_000 };
  const second = await open();
  const [goesOn, ...rest] = await until(() => second.items().length > 0 && second.items());
  expect([goesOn?.id, goesOn?.state, rest]).toEqual([key, "pending", []]);
  await until(() => road.carried.up - before > 4_000_000);
  // as a page that is closed in the middle of it
  await second[Symbol.asyncDispose]();
  road.cut("rst");
  road.weather = OPEN_ROAD;

  await using third = await open();
  const sent = await until(() => fileItem(third.items(), key)?.seq !== undefined && fileItem(third.items(), key));
  expect(await bytesOf(third, sent.body.file)).toEqual(noise(8_000_000, 4));
  expect(road.carried.up - before).toBeLessThan(11_000_000);
  await until(async () => (await kept()) === 0);
}, 40_000);

test("[CLIENT-16] a tab that was opened during an upload never shows its message as failed: the other finishes it, gives it up, holds it back, or is closed", async () => {
  const indexedDB = new IDBFactory();
  const locks = new FakeBrowser().locks("tabs");
  Object.defineProperty(globalThis.navigator, "locks", { value: locks, configurable: true });
  const failed = new Set<string>();
  const open = async (): Promise<Seat> => {
    const store = indexedDbStore({ indexedDB, locks });
    const tab = await seat(createClient({ url: road.url, token: ann.token, user: ann.id, store, tabs: "own" }), bob);
    tab.talk.timeline.state.subscribe(() => {
      for (const { id, state } of tab.items()) if (state === "failed") failed.add(id);
    });
    return tab;
  };
  try {
    const one = await open();
    const slow = { ...OPEN_ROAD, bandwidth: 3_000_000 };
    /** A file that one tab is sending, and another one that was opened meanwhile. */
    const shared = async (seed: number): Promise<{ readonly key: string; readonly two: Seat }> => {
      road.weather = slow;
      const blob = new Blob([noise(2_000_000, seed)]);
      const key = one.files.send(one.talk.id, "file", { file: { blob, name: `${seed}` } });
      const local = fileItem(one.items(), key)?.body.file.id ?? "";
      await until(() => one.files.progress(local)?.get().phase === "sending");
      const two = await open();
      await until(() => fileItem(two.items(), key)?.state === "pending");
      return { key, two };
    };
    const gone = await shared(31);
    one.talk.discard(gone.key);
    await until(() => gone.two.items().every(({ id }) => id !== gone.key));
    await gone.two[Symbol.asyncDispose]();

    const held = await shared(32);
    const local = fileItem(held.two.items(), held.key)?.body.file.id ?? "";
    one.files.pause(one.talk.id, held.key);
    await until(() => held.two.files.progress(local)?.get().phase === "paused");
    road.weather = OPEN_ROAD;
    one.files.pause(one.talk.id, held.key, false);
    await until(() => fileItem(held.two.items(), held.key)?.seq !== undefined);
    await held.two[Symbol.asyncDispose]();

    const done = await shared(33);
    road.weather = OPEN_ROAD;
    const sent = await until(
      () => fileItem(done.two.items(), done.key)?.seq !== undefined && fileItem(done.two.items(), done.key),
    );
    expect(await bytesOf(done.two, sent.body.file)).toEqual(noise(2_000_000, 33));
    await done.two[Symbol.asyncDispose]();

    const left = await shared(34);
    await one[Symbol.asyncDispose]();
    road.weather = OPEN_ROAD;
    await until(() => fileItem(left.two.items(), left.key)?.seq !== undefined);
    // each once, and nothing of what was given up
    const { entries } = await left.two.client.call("message.list", { conv: left.two.talk.id, limit: 100 });
    const names = entries.flatMap(({ kind, body }) => (kind === "file" ? [body.file.name] : []));
    expect(names.filter((name) => /^3[1-4]$/.test(name))).toEqual(["32", "33", "34"]);
    expect([...failed]).toEqual([]);
    await left.two[Symbol.asyncDispose]();
  } finally {
    road.weather = OPEN_ROAD;
    Reflect.deleteProperty(globalThis.navigator, "locks");
  }
}, 60_000);

test("what the server does not take fails with the reason, may be tried again, and held back it waits", async () => {
  await using a = await onRoad();
  const { largest } = await a.files.limits();
  const key = a.files.send(a.talk.id, "file", { file: { blob: new Blob([new Uint8Array(largest + 1)]), name: "big" } });
  const failed = await until(() => fileItem(a.items(), key)?.state === "failed" && fileItem(a.items(), key));
  expect(failed.error?.name).toBe("too_large");
  a.talk.retry(key);
  expect(fileItem(a.items(), key)?.state).toBe("pending");
  await until(() => fileItem(a.items(), key)?.state === "failed");
  a.talk.discard(key);
  expect(fileItem(a.items(), key)).toBeUndefined();

  road.weather = { ...OPEN_ROAD, bandwidth: 2_000_000 };
  const held = a.files.send(a.talk.id, "file", { file: { blob: new Blob([noise(2_000_000, 6)]), name: "held" } });
  const local = fileItem(a.items(), held)?.body.file.id ?? "";
  await until(() => a.files.progress(local)?.get().phase === "sending");
  a.files.pause(a.talk.id, held);
  expect(a.files.progress(local)?.get().phase).toBe("paused");
  road.weather = OPEN_ROAD;
  // a text goes on meanwhile
  const word = a.talk.send({ text: "meanwhile" });
  await until(() => a.items().find(({ id, seq }) => id === word && seq !== undefined));
  expect(fileItem(a.items(), held)?.state).toBe("pending");
  a.files.pause(a.talk.id, held, false);
  await until(() => fileItem(a.items(), held)?.seq !== undefined);
}, 40_000);

test("three files are on their way at once, and the others wait for their turn", async () => {
  await using a = await onRoad();
  road.weather = { ...OPEN_ROAD, bandwidth: 6_000_000 };
  const keys = Array.from({ length: 6 }, (_, at) =>
    a.files.send(a.talk.id, "file", { file: { blob: new Blob([noise(300_000, 20 + at)]), name: `${at}` } }),
  );
  const busy = (): number =>
    a.items().filter((item) => {
      const phase = item.kind === "file" && a.files.progress(item.body.file.id)?.get().phase;
      return phase && phase !== "waiting";
    }).length;
  let most = 0;
  await until(() => {
    most = Math.max(most, busy());
    return keys.every((key) => fileItem(a.items(), key)?.seq !== undefined);
  });
  road.weather = OPEN_ROAD;
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
}, 40_000);

test("links of one moment are one request, a small copy has its own, and a refused one is got anew", async () => {
  let asked = 0;
  class Counting extends WebSocket {
    override send(data: string): void {
      if (data.includes('"file.links"')) asked += 1;
      super.send(data);
    }
  }
  await using a = await seat(await connect({ url: server.url, token: ann.token, webSocket: Counting }), bob);
  const pixel = await (await import("./picture.ts")).picture(640, 400);
  const file = await a.files.upload({ blob: pixel, name: "a.png" });
  expect(file).toMatchObject({ type: "image/png", width: 640, height: 400 });
  const other = await a.files.upload({ blob: new Blob([noise(10, 9)]), name: "b" });
  const [whole, small] = await Promise.all([a.files.url(file), a.files.url(file, "s"), a.files.url(other)]);
  expect(asked).toBe(1);
  expect(small).toBe(`${whole}&size=s`);
  expect(a.files.urlNow(file)).toBe(whole);
  expect((await fetch(small)).headers.get("content-type")).toMatch(/^image\//);
  const saved = await fetch(await a.files.download(file));
  expect(saved.headers.get("content-disposition")).toContain("attachment");
  a.files.refused(file.id);
  expect(a.files.urlNow(file)).toBeUndefined();
  expect(await a.files.url(file)).toBeString();
  await using b = await bobs();
  expect((await b.files.url(file).catch((error: unknown) => error)) as Error).toMatchObject({ name: "not_found" });
});

test("a picture of oneself, and of a group, is put there from what is on the device, and others see it live", async () => {
  await using a = await seat(await connect({ url: `${server.url}/`, token: ann.token, user: ann.id }), bob);
  await using b = await bobs();
  const { picture } = await import("./picture.ts");
  const hers = (): string | undefined => b.client.people.person(ann.id).get()?.avatar;
  await a.files.setAvatar(await picture(300, 300, 7));
  const first = await until(hers);
  expect(a.client.me.get()?.profile.avatar).toBe(first);
  const look = (avatar: string) => fetch(b.client.people.picture(avatar, 128));
  expect((await look(first)).headers.get("content-type")).toBe("image/webp");
  expect(a.client.people.picture(first, 64)).toBe(`${server.url}/v1/avatars/${first}?size=64`);

  const group = await a.client.createGroup({ name: "Geese", users: [bob.id] });
  const theirs = () => b.client.conversation(group.id).view.get()?.settings?.avatar;
  await a.files.setAvatar(await picture(200, 200, 8), { conv: group.id });
  const ours = (await until(theirs)) ?? "";
  expect((await look(ours)).status).toBe(200);
  const refusal = await b.files.setAvatar(null, { conv: group.id }).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ name: "forbidden" });
  const noPicture = await a.files.setAvatar(new Blob(["words"])).catch((error: unknown) => error);
  expect(noPicture).toMatchObject({ name: "invalid" });
  expect(hers()).toBe(first);

  const leaving = new AbortController();
  leaving.abort(new Error("another one"));
  const given = a.files.setAvatar(await picture(200, 200, 9), { signal: leaving.signal });
  expect(await given.catch((error: unknown) => error)).toMatchObject({ message: "another one" });
  await a.files.setAvatar(null);
  await a.files.setAvatar(null, { conv: group.id });
  await until(() => hers() === undefined && theirs() === null);
  expect((await look(first)).status).toBe(404);
});
