import { systemClock } from "../../kit/clock.ts";
import { packList, packOutcomes, packPage, unpackWrites } from "./codec.ts";
import { openCopier } from "./copier.ts";
import { openReader, openWriter } from "./engine.ts";
import type { WorkerStart } from "./port.ts";
import { TextsHeard } from "./texts.ts";

declare const self: Worker;

/** One thread of a SQLite store: the first message says whether it writes, reads or copies, each later one is a call. Text goes in, text comes out. */
type Call = [id: number, method: string, args: string];
type Method = (args: string) => string;

let methods: Readonly<Record<string, Method>> = {};

self.onmessage = ({ data }: MessageEvent<WorkerStart | Call>) => {
  if (!Array.isArray(data)) {
    self.postMessage(answer(0, () => start(data)));
    return;
  }
  const [id, method, args] = data;
  self.postMessage(answer(id, () => call(method, args)));
};

function start(from: WorkerStart): string {
  if (from.role === "reader") {
    const reader = openReader(from.setting);
    const texts = new TextsHeard();
    methods = {
      conversation: plain(reader.conversation),
      conversations: plain(reader.conversations),
      page: plain(reader.page),
      encodedPage: (text) => packPage(reader.encodedPage(...texts.unpack(text))),
      list: (args) => packList(reader.list(...(JSON.parse(args) as Parameters<typeof reader.list>))),
      latest: plain(reader.latest),
      query: plain(reader.query),
      close: plain(reader.close),
    };
    return "{}";
  }
  if (from.role === "copier") {
    const copier = openCopier(from.setting);
    methods = { copy: plain(copier.copy), problems: plain(copier.problems), close: plain(copier.close) };
    return "{}";
  }
  const writer = openWriter(from.setting, from.migrations, from.epoch, () => systemClock.now());
  methods = {
    commit: (text) => packOutcomes(writer.commit(unpackWrites(text))),
    close: plain(writer.close),
  };
  return JSON.stringify(writer.store);
}

/** Arguments and answer as plain JSON. */
function plain(run: (...args: never[]) => unknown): Method {
  return (args) => JSON.stringify(run(...(JSON.parse(args) as never[])) ?? null);
}

function call(method: string, args: string): string {
  const run = methods[method];
  if (!run) throw new Error(`no engine, or no method ${method}`);
  return run(args);
}

function answer(id: number, run: () => string): [number, boolean, string] {
  try {
    return [id, true, run()];
  } catch (fault) {
    const error = fault instanceof Error ? fault : new Error(String(fault));
    return [id, false, JSON.stringify({ name: error.name, message: error.message })];
  }
}
