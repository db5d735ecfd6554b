import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { WebSocket } from "ws";
import type { Observable } from "../src/index.ts";
import type * as sdk from "../src/index.ts";
import { bun, RealServer } from "./real-server.ts";

const dist = mkdtempSync(join(tmpdir(), "skein-dist-"));
after(() => rmSync(dist, { recursive: true, force: true }));

/** The SDK as an app outside this repository gets it. */
async function built(): Promise<typeof sdk> {
  bun("packages/client/build.ts", "--outdir", dist);
  return (await import(pathToFileURL(join(dist, "index.js")).href)) as typeof sdk;
}

/** Resolves once `holds` does. */
function until<T>(observable: Observable<T>, holds: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!holds(observable.get())) return;
      end();
      resolve();
    };
    const end = observable.subscribe(look);
    look();
  });
}

await test("in Node, with the package `ws`, two people talk, and a server that is killed in the middle loses nothing", {
  timeout: 60_000,
}, async () => {
  const { connect, http, makeKey, SkeinError } = await built();
  const server = new RealServer();
  try {
    await server.start();
    const people = { ann: server.person("ann"), bob: server.person("bob") };
    const { url } = server;
    const ann = await connect({ url, token: people.ann.token, webSocket: WebSocket });
    const bob = await connect({ url, token: people.bob.token, webSocket: WebSocket });
    const mine = await ann.openDirect(people.bob.id);
    const yours = bob.conversation(mine.id);
    const ends = [mine.timeline.open(), yours.timeline.open()];
    mine.send({ text: "one" });
    await until(yours.view, (view) => view?.head === 1);
    yours.markRead();
    await until(mine.view, (view) => view?.lastState === "read");

    await server.kill();
    await until(ann.connection, ({ phase }) => phase === "waiting");
    for (const text of ["two", "three"]) mine.send({ text });
    yours.send({ text: "four" });
    await server.start();
    for (const client of [ann, bob]) client.reconnect();
    await until(mine.view, (view) => view?.head === 4);
    await until(yours.view, (view) => view?.head === 4);
    const texts = [mine, yours].map(({ timeline }) =>
      timeline.state.get().items.map(({ body }) => (body as { text: string }).text),
    );
    assert.deepEqual(texts[0], texts[1]);
    assert.deepEqual(texts[0]?.toSorted(), ["four", "one", "three", "two"]);
    assert.ok((texts[0]?.indexOf("two") ?? 0) < (texts[0]?.indexOf("three") ?? 0));

    const params = {
      conv: mine.id,
      key: makeKey(Date.now(), Math.random),
      kind: "text",
      body: { text: "by HTTP" },
    } as const;
    assert.equal((await http(url, "message.send", params, people.ann.token)).seq, 5);
    assert.equal((await http(url, "message.send", params, people.ann.token)).seq, 5);
    await until(yours.timeline.state, ({ items }) => items.length === 5);
    for (const end of ends) end();
    await ann.close();
    await bob.signOut();
    await assert.rejects(http(url, "account.get", {}, people.bob.token), SkeinError);
  } finally {
    await server[Symbol.asyncDispose]();
  }
});
