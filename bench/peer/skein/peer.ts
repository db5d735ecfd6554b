import { join } from "node:path";
import type { Dialect, Launch, Peer, Running } from "../peer.ts";
import { inBench, profiled, startProcess } from "../process.ts";
import { Asking } from "./asking.ts";
import { openHistory } from "./history.ts";
import { Person } from "./person.ts";
import { newSecret, sow } from "./sow.ts";
import { openSync } from "./sync.ts";

export const skeinDialect: Dialect = {
  async dial(target, user, events, resumeFrom) {
    const person = new Person(target, user, events, resumeFrom);
    await person.connect();
    return person;
  },
  openSync,
  openHistory,
  async ask(target, user) {
    const asking = new Asking(target);
    await asking.hello(target.credentials[user] ?? "");
    return asking;
  },
};

async function start({ population, folder, restarts }: Launch, ...more: readonly string[]): Promise<Running> {
  const secret = newSecret();
  const data = join(folder, "data");
  const seeded = await sow({ population, folder: data, secret });
  const child = await startProcess({
    run: restarts
      ? [process.execPath, inBench("peer", "skein", "serve-again.ts"), data, secret]
      : [...profiled(), inBench("peer", "skein", "serve.ts"), data, secret, ...more],
  });
  return {
    target: { pid: child.pid, hostname: "127.0.0.1", port: Number(child.said), data, ...seeded },
    stop: () => child.stop(),
  };
}

const whole: Peer = {
  name: "skein",
  about: "Skein with its default durability: SQLite, synchronous=FULL",
  ack: "committed to SQLite (WAL, synchronous=FULL)",
  missing: () => undefined,
  start: (launch) => start(launch),
  dialect: skeinDialect,
};

export const skein: Peer = {
  ...whole,
  unindexed: {
    ...whole,
    name: "skein-unindexed",
    about: "Skein without its search index",
    start: (launch) => start(launch, "0", "unindexed"),
  },
};
