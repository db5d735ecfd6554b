import { expect, test } from "bun:test";
import { ladder } from "../src/transport/ladder.ts";
import type { LinkEvents, Transport } from "../src/transport/transport.ts";
import { waysOfDevice } from "../src/transport/ways.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What a way does with a dial: answer, say nothing, refuse, or open and hold back. */
type Does = "answers" | "hangs" | "refuses" | "holds";

/** Three ways on a network whose moods change, and whoever dials. */
class Network {
  readonly clock = new VirtualClock();
  readonly does: Does[] = ["answers", "answers", "answers"];
  /** Each dial by its rung. */
  readonly dials: number[] = [];
  readonly told: string[] = [];
  readonly memory = new Map<string, string>();
  kind = "wifi";
  private latest: LinkEvents[] = [];
  private transport = this.begin();

  /** As after a reload: what is stored is still there. */
  begin(): Transport {
    const { memory } = this;
    const ways = waysOfDevice(undefined, {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    });
    return (this.transport = ladder({
      clock: this.clock,
      ways: { ...ways, network: () => this.kind },
      rungs: [0, 1, 2].map(
        (rung): Transport =>
          (_url, events) =>
            this.dialled(rung, events),
      ),
    }));
  }

  /** Dials, and says hello once it is open. */
  dial(): ReturnType<Transport> {
    this.told.length = 0;
    const link = this.transport("http://peer.test", {
      opened: () => {
        this.told.push("opened");
        link.send("hello");
      },
      message: (message) => void this.told.push(message),
      closed: (code) => void this.told.push(`closed ${code}`),
    });
    return link;
  }

  /** Breaks the latest link of a rung. */
  cut(rung: number, code = 1006): void {
    this.latest[rung]?.closed(code, "");
  }

  private dialled(rung: number, events: LinkEvents): ReturnType<Transport> {
    this.dials.push(rung);
    this.latest[rung] = events;
    let open = true;
    const soon = (act: () => void): void => void this.clock.after(10, () => open && act());
    const does = this.does[rung];
    if (does === "refuses") soon(() => events.closed(1006, ""));
    if (does === "answers" || does === "holds") soon(() => events.opened());
    return {
      send: (message) => {
        if (does === "answers") soon(() => events.message(`${message} by ${rung}`));
      },
      close: () => {
        open = false;
      },
    };
  }
}

test("[CARRY-9] where upgrades are refused and streams held back, one dial finds the way that is left", async () => {
  const network = new Network();
  network.does[0] = "refuses";
  network.does[1] = "holds";
  network.dial();
  await network.clock.pass(5_000);
  expect(network.dials).toEqual([0, 1, 2]);
  // whoever dialled has opened one link and said hello once
  expect(network.told).toEqual(["opened", "hello by 2"]);
});

test("[CARRY-9] a server that is away is not called three ways by whoever knows which one works", async () => {
  const network = new Network();
  network.dial();
  await network.clock.pass(1_000);
  network.does.fill("refuses");
  network.cut(0);
  network.dials.length = 0;
  for (let i = 0; i < 3; i++) {
    network.dial();
    await network.clock.pass(1_000);
  }
  expect(network.dials).toEqual([0, 0, 0, 1, 2]);
  network.does[0] = "answers";
  network.dial();
  await network.clock.pass(1_000);
  expect(network.told).toEqual(["opened", "hello by 0"]);
});

test("[CARRY-10] what works is known on this network after a reload, not on another one, and not for ever", async () => {
  const network = new Network();
  network.does[0] = "hangs";
  network.dial().close(1000, "");
  const link = network.dial();
  await network.clock.pass(5_000);
  expect(network.told).toEqual(["opened", "hello by 1"]);
  link.close(1000, "");
  network.begin();
  network.dials.length = 0;
  network.dial().close(1000, "");
  expect(network.dials).toEqual([1]);
  network.begin();
  network.kind = "cellular";
  network.dial().close(1000, "");
  network.kind = "wifi";
  await network.clock.pass(86_400_000);
  network.begin();
  network.dial().close(1000, "");
  expect(network.dials).toEqual([1, 1, 0]);
});

test("[CARRY-10] a store that holds nonsense, or throws, is no store", () => {
  const throws = (): never => {
    throw new Error("shut");
  };
  const broken = waysOfDevice(undefined, { getItem: throws, setItem: throws, removeItem: throws });
  broken.keep("u", 1, 0);
  expect(broken.known("u", 0)).toBe(0);
  for (const text of ["", "{", "7", '{"rung":1,"until":9e99}', "null"]) {
    const ways = waysOfDevice(undefined, { getItem: () => text, setItem: throws, removeItem: throws });
    expect(ways.known("u", 0)).toBe(0);
  }
});

test("[CARRY-11] WebSockets that are cut early again and again give way, and what something meant to end does not count", async () => {
  const network = new Network();
  for (const code of [4000, 1006, 4000, 1006, 1006]) {
    network.dial();
    await network.clock.pass(20_000);
    network.cut(0, code);
  }
  expect(network.dials).toEqual([0, 0, 0, 0, 0]);
  network.dial();
  await network.clock.pass(20_000);
  network.cut(0);
  network.dial();
  await network.clock.pass(1_000);
  expect(network.told).toEqual(["opened", "hello by 1"]);
});

test("[CARRY-11] the best way is tried again behind the others, less and less often, and taken when nothing is under way", async () => {
  const network = new Network();
  network.does[0] = "refuses";
  const link = network.dial();
  await network.clock.pass(1_000);
  network.dials.length = 0;
  await network.clock.pass(29_500);
  expect(network.dials).toEqual([0]);
  await network.clock.pass(59_000);
  expect(network.dials).toEqual([0]);
  network.does[0] = "answers";
  link.send("one more thing");
  await network.clock.pass(1_000);
  expect(network.dials).toEqual([0, 0]);
  expect(network.told).toEqual(["opened", "hello by 1", "one more thing by 1"]);
  await network.clock.pass(3_000);
  expect(network.told.slice(3)).toEqual(['{"type":"drain","after":0}', "closed 4000"]);
  network.dial();
  await network.clock.pass(1_000);
  expect(network.told).toEqual(["opened", "hello by 0"]);
  expect(network.memory.size).toBe(0);
});
