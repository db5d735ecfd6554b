import { systemClock } from "../../../kit/clock.ts";
import { GiveWay } from "../../../kit/give-way.ts";
import type { Wanted } from "../search-index.ts";
import { OwnIndex } from "./own-index.ts";

declare const self: Worker;

/** The thread of an index: the first message names the folder of the store, each later one is a call; between them it follows the log. */
type Call = [id: number, method: string, args: string];

/**
 * Looks for what was written when about so many entries should have come, but within these times, ms. Who asks never waits for that: what
 * is new is taken in before the answer. Seldom where little is said, for a look costs more than what it finds then: at two a second this
 * thread took 5 % of what a group of 500 costs.
 */
const LOOK = { entries: 200, soon: 500, late: 5_000 } as const;
/** Entries that are taken in together. */
const TOGETHER = 250;
/** After a fault, ms: a disk that is full is full for a while. */
const AGAIN = 5_000;

/** Where there is more to take in. */
const way = new GiveWay();
let index: OwnIndex | undefined;
let callOff = (): void => undefined;
let fault = "";
/** When it was looked last. */
let looked = systemClock.now();

self.onmessage = ({ data }: MessageEvent<{ readonly data: string } | Call>) => {
  if (Array.isArray(data)) {
    const [id, method, args] = data;
    self.postMessage(answer(id, () => call(method, args)));
  } else {
    self.postMessage(
      answer(0, () => {
        index = new OwnIndex(data.data);
        follow();
        return "{}";
      }),
    );
  }
};

/** Brings the index on, a little at a time: whoever asks meanwhile is answered between. */
function follow(): void {
  const began = systemClock.now();
  let next: number = LOOK.late;
  try {
    const taken = index?.step(TOGETHER) ?? 0;
    fault = "";
    next = Math.min(LOOK.late, Math.max(LOOK.soon, (LOOK.entries / taken) * Math.max(1, began - looked)));
    looked = began;
    if (taken === TOGETHER) next = way.after(systemClock.now() - began);
  } catch (thrown) {
    fault = thrown instanceof Error ? thrown.message : String(thrown);
    next = AGAIN;
  }
  callOff = systemClock.after(next, follow);
}

function call(method: string, args: string): string {
  if (!index) throw new Error("no index");
  if (method === "find") return JSON.stringify(index.find(...(JSON.parse(args) as [Wanted])));
  if (method === "standing") return JSON.stringify({ ...index.standing(), fault });
  if (method !== "close") throw new Error(`no method ${method}`);
  callOff();
  index.close();
  return "{}";
}

function answer(id: number, run: () => string): [number, boolean, string] {
  try {
    return [id, true, run()];
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return [id, false, JSON.stringify({ name: error.name, message: error.message })];
  }
}
