/// <reference lib="webworker" />
import { Database } from "bun:sqlite";
import type { Batch } from "./line.ts";

declare const self: DedicatedWorkerGlobalScope;

/** The log of the bare line: an append-only rowid table and one (conv, seq) index, one transaction a batch. */
function openLog(file: string): (batch: Batch) => number[] {
  const db = new Database(file, { create: true });
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = FULL");
  db.run(`CREATE TABLE entry (
    pos INTEGER PRIMARY KEY, conv INTEGER NOT NULL, seq INTEGER NOT NULL,
    "from" INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL)`);
  db.run("CREATE UNIQUE INDEX entry_seq ON entry (conv, seq)");
  const insert = db.prepare(`INSERT INTO entry (conv, seq, "from", at, text) VALUES (?, ?, ?, ?, ?)`);
  const heads = new Map<number, number>();
  return db.transaction(({ conv, from, at, text }: Batch) =>
    conv.map((c, i) => {
      const seq = (heads.get(c) ?? 0) + 1;
      heads.set(c, seq);
      insert.run(c, seq, from[i] ?? 0, at[i] ?? 0, text[i] ?? "");
      return seq;
    }),
  );
}

let append: ((batch: Batch) => number[]) | undefined;

self.onmessage = ({ data }: MessageEvent<string>) => {
  // The first message names the file, every other one is a batch.
  if (append) self.postMessage(JSON.stringify(append(JSON.parse(data) as Batch)));
  else append = openLog(data);
};
