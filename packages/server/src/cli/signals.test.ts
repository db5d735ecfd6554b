import { expect, test } from "bun:test";
import { EventEmitter } from "node:events";
import { createLog } from "../kit/log.ts";
import { systemClock } from "../kit/clock.ts";
import { untilStopped } from "./signals.ts";

function stage() {
  const events = new EventEmitter();
  const exits: number[] = [];
  let now = 1_000;
  const process = {
    on: (name: string, heard: (fault?: unknown) => void) => events.on(name, heard),
    exit: (code: number) => exits.push(code),
  };
  const stopped = untilStopped(process, createLog("silent"), { ...systemClock, now: () => now });
  return {
    stopped,
    exits,
    signal: (name: string, at: number) => {
      now = at;
      events.emit(name, new Error("nobody caught this"));
    },
  };
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"])(
  "%s stops, its echo does nothing, a second one ends at once",
  async (name) => {
    const { stopped, exits, signal } = stage();
    signal(name, 1_000);
    await stopped;
    signal(name, 1_005);
    expect(exits).toEqual([]);
    signal("SIGINT", 1_400);
    expect(exits).toEqual([130]);
  },
);

test.each(["uncaughtException", "unhandledRejection"])("%s ends the process with an error", (name) => {
  const { exits, signal } = stage();
  signal(name, 1_000);
  expect(exits).toEqual([1]);
});
