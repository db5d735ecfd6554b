import { systemClock } from "../../kit/clock.ts";
import { openReader, openWriter, type ReaderEngine, type WriterEngine } from "./engine.ts";
import type { WorkerStart } from "./port.ts";

declare const self: Worker;

/** One thread of a SQLite store: the first message says whether it writes or reads, each later one is a call. */
type Call = [id: number, method: string, args: string];
type Engine = Record<string, (...args: never[]) => unknown>;

let engine: Engine | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerStart | Call>) => {
  if (!Array.isArray(data)) {
    self.postMessage(answer(0, () => start(data)));
    return;
  }
  const [id, method, args] = data;
  self.postMessage(answer(id, () => call(method, args)));
};

function start(from: WorkerStart): unknown {
  if (from.role === "reader") {
    engine = openReader(from.setting) satisfies ReaderEngine as unknown as Engine;
    return {};
  }
  const writer = openWriter(from.setting, from.migrations, from.epoch, () => systemClock.now());
  engine = writer satisfies WriterEngine as unknown as Engine;
  return writer.store;
}

function call(method: string, args: string): unknown {
  const run = engine?.[method];
  if (!run) throw new Error(`no engine, or no method ${method}`);
  return run(...(JSON.parse(args) as never[]));
}

function answer(id: number, run: () => unknown): [number, boolean, string] {
  try {
    return [id, true, JSON.stringify(run() ?? null)];
  } catch (fault) {
    const error = fault instanceof Error ? fault : new Error(String(fault));
    return [id, false, JSON.stringify({ name: error.name, message: error.message })];
  }
}
