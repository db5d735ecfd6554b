import { expect, test } from "bun:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { Client } from "../src/index.ts";
import { indexedDbStore } from "../src/store/indexeddb.ts";
import { browserLocks } from "./browser-locks.ts";
import { lines, World } from "./world.ts";

globalThis.IDBKeyRange = IDBKeyRange;

/** Lets time pass in small steps, in which the database gets its turns, until `done`. */
async function until(world: World, done: () => boolean): Promise<void> {
  for (let turns = 0; turns < 500; turns += 1) {
    if (done()) return;
    await world.pass(10);
  }
  throw new Error("It did not come to pass.");
}

async function closed(world: World, client: Client): Promise<void> {
  let done = false;
  const closing = client.close().then(() => {
    done = true;
  });
  await until(world, () => done);
  await closing;
}

test("[CLIENT-2] [CLIENT-8] two tabs on one IndexedDB: nothing is lost or doubled, whichever is closed, and a reload shows all of it", async () => {
  await using world = new World("ann", "bob");
  world.peer.group("g:team", "Team", ["bob", "ann"]);
  const indexedDB = new IDBFactory();
  const locks = browserLocks();
  const tab = () => world.client("ann", { user: "ann", store: indexedDbStore({ indexedDB, locks }) });
  const [one, two] = [tab(), tab()];
  await until(world, () => [one, two].every((client) => client.connection.get().phase === "online"));
  for (const client of [one, two]) client.conversation("g:team").timeline.open();
  one.conversation("g:team").send({ text: "from one" });
  two.conversation("g:team").send({ text: "from two" });
  await until(world, () => [one, two].every((client) => client.conversation("g:team").view.get()?.head === 3));
  await closed(world, one);
  // The second leads now. It loses its link, and the page is closed with a message unsent.
  world.peer.say("bob", "g:team", "after one");
  await until(world, () => two.conversation("g:team").view.get()?.head === 4);
  world.peer.reachable = false;
  world.peer.link("ann").cut();
  two.conversation("g:team").send({ text: "unsent" });
  await world.pass(200);
  await closed(world, two);
  const three = tab();
  await until(world, () => three.ready.get());
  const { timeline } = three.conversation("g:team");
  timeline.open();
  await until(world, () => timeline.state.get().items.length === 5);
  expect(lines(timeline.state.get().items).toSpliced(1, 2)).toEqual([
    "group.created:sent",
    "after one:sent",
    "unsent:pending",
  ]);
  world.peer.reachable = true;
  await until(world, () => lines(timeline.state.get().items).at(-1) === "unsent:sent");
  const texts = world.peer.logs
    .get("g:team")
    ?.entries.flatMap((entry) => (entry.kind === "text" ? [entry.body.text] : []));
  expect(texts?.toSorted()).toEqual(["after one", "from one", "from two", "unsent"]);
  expect(world.errors).toEqual([]);
});
