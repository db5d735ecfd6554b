import { expect, test } from "bun:test";
import { ladder } from "../src/transport/ladder.ts";
import type { LinkEvents, Transport } from "../src/transport/transport.ts";
import { waysOfDevice } from "../src/transport/ways.ts";
import { MapMemory } from "./map-memory.ts";
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
  readonly memory = new MapMemory();
  /** What was said on the latest link of each rung, and whether whoever dialled has closed it. */
  readonly said: string[][] = [];
  readonly closed: (boolean | undefined)[] = [undefined, undefined, undefined];
  kind = "wifi";
  private latest: LinkEvents[] = [];
  private transport: Transport;

  constructor() {
    this.transport = this.begin();
  }

  /** As after a reload: what is stored is still there. */
  begin(): Transport {
    const { memory } = this;
    const ways = waysOfDevice(undefined, memory);
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
  dial(hello = "hello"): ReturnType<Transport> {
    this.told.length = 0;
    const link = this.transport("http://peer.test", {
      opened: () => {
        this.told.push("opened");
        link.send(hello);
      },
      message: (message) => void this.told.push(message),
      closed: (code) => void this.told.push(`closed ${code}`),
    });
    return link;
  }

  /** Says something on the latest link of a rung. */
  say(rung: number, message: string): void {
    if (!this.closed[rung]) this.latest[rung]?.message(message);
  }

  /** Breaks the latest link of a rung. */
  cut(rung: number, code = 1006): void {
    this.latest[rung]?.closed(code, "");
  }

  private dialled(rung: number, events: LinkEvents): ReturnType<Transport> {
    this.dials.push(rung);
    this.latest[rung] = events;
    this.said[rung] = [];
    this.closed[rung] = false;
    let open = true;
    const soon = (act: () => void): void => void this.clock.after(10, () => open && act());
    const does = this.does[rung];
    if (does === "refuses") soon(() => events.closed(1006, ""));
    if (does === "answers" || does === "holds") soon(() => events.opened());
    return {
      send: (message) => {
        this.said[rung]?.push(message);
        if (does === "answers" && message.includes("hello") && !message.includes("cursor"))
          soon(() => events.message(`${message} by ${rung}`));
      },
      close: () => {
        open = false;
        this.closed[rung] = true;
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

const WELCOME = '{"type":"welcome","user":"ann","cursor":"c1","resume":"delta"}';
const HELLO = '{"type":"hello","id":1,"token":"t"}';

/** A network whose first way is shut, and somebody who came in by the second. */
async function below(): Promise<{ network: Network; link: ReturnType<Transport> }> {
  const network = new Network();
  network.does[0] = "refuses";
  const link = network.dial(HELLO);
  await network.clock.pass(1_000);
  expect(network.told.splice(0)).toEqual(["opened", `${HELLO} by 1`]);
  network.say(1, WELCOME);
  network.say(1, '{"type":"entry","cursor":"c2"}');
  network.told.length = network.dials.length = 0;
  return { network, link };
}

test("[CARRY-11] better ways are tried again beside the present one, less and less often", async () => {
  const { network } = await below();
  await network.clock.pass(29_500);
  expect(network.dials).toEqual([0]);
  await network.clock.pass(59_000);
  expect(network.dials).toEqual([0]);
  await network.clock.pass(1_000);
  expect(network.dials).toEqual([0, 0]);
  expect(network.told).toEqual([]);
});

test("[CARRY-12] a better way is opened beside the present one, goes on from where that is, and takes over once it is current", async () => {
  const { network, link } = await below();
  network.does[0] = "answers";
  // the link goes on with another token meanwhile
  link.send('{"type":"session.renew","id":1,"params":{"token":"t2"}}');
  network.say(1, '{"type":"ok","id":1,"result":{}}');
  network.told.length = 0;
  await network.clock.pass(29_100);
  const [hello = ""] = network.said[0] ?? [];
  expect(JSON.parse(hello)).toEqual({ type: "hello", token: "t2", cursor: "c2" });
  network.say(1, '{"type":"entry","seq":3}');
  link.send('{"type":"account.get","id":2}');
  network.say(0, WELCOME);
  network.say(0, '{"type":"delta","cursor":"c3"}\n{"type":"event","name":"typing"}');
  network.say(1, '{"type":"entry","seq":4}');
  // something is asked: it waits for its answer, and what is asked meanwhile waits, too
  link.send('{"type":"account.get","id":3}');
  link.send('{"type":"ping"}');
  await network.clock.pass(1_000);
  network.say(0, '{"type":"entry","seq":5}');
  expect(network.closed[1]).toBe(false);
  network.told.length = 0;
  network.say(1, '{"type":"ok","id":2}');
  network.say(1, '{"type":"entry","seq":6}');
  network.say(0, '{"type":"entry","seq":7}');
  expect(network.told).toEqual([
    '{"type":"ok","id":2}',
    '{"type":"delta","cursor":"c3"}\n{"type":"event","name":"typing"}\n{"type":"entry","seq":5}',
    '{"type":"entry","seq":7}',
  ]);
  expect(network.closed).toEqual([false, true, undefined]);
  expect(network.said[1]?.slice(2)).toEqual(['{"type":"account.get","id":2}', '{"type":"ping"}']);
  expect(network.said[0]?.slice(1)).toEqual(['{"type":"account.get","id":3}']);
  network.cut(0);
  expect(network.told.at(-1)).toBe("closed 1006");
  expect(network.memory.size).toBe(0);
});

test("[CARRY-12] a better way that is another person's, cannot say what was missed, or breaks before it is current changes nothing", async () => {
  const { network, link } = await below();
  network.does[0] = "answers";
  const ends: readonly (() => void)[] = [
    () => network.say(0, WELCOME.replace("ann", "bob")),
    () => network.say(0, WELCOME.replace("delta", "reset")),
    () => network.say(0, '{"type":"error","name":"banned"}'),
    () => network.cut(0, 4501),
    () => {
      // another token is put in the place of the one that it was opened by
      link.send('{"type":"session.renew","id":5,"params":{"token":"t3"}}');
      network.say(1, '{"type":"ok","id":5,"result":{}}');
      network.say(0, WELCOME);
      network.say(0, '{"type":"delta","cursor":"c3"}');
    },
    () => {
      network.say(0, WELCOME);
      link.send('{"type":"account.get","id":7}');
      network.say(0, '{"type":"delta","cursor":"c3"}');
      link.send('{"type":"account.get","id":8}');
      network.cut(0);
    },
  ];
  let minutes = 0.5;
  for (const end of ends) {
    await network.clock.pass(minutes * 60_000 + 1_000);
    minutes *= 2;
    end();
    network.told.length = 0;
    network.say(1, '{"type":"entry","seq":9}');
    expect(network.told).toEqual(['{"type":"entry","seq":9}']);
  }
  expect(network.said[1]?.slice(2)).toEqual(['{"type":"account.get","id":7}', '{"type":"account.get","id":8}']);
  expect(network.closed[1]).toBe(false);
});

test("[CARRY-12] what is asked is not kept waiting for long by something that is not answered, and a break of both is one end", async () => {
  const { network, link } = await below();
  network.does[0] = "answers";
  await network.clock.pass(29_100);
  link.send('{"type":"pairing.wait","id":2}');
  network.say(0, WELCOME);
  network.say(0, '{"type":"delta","cursor":"c3"}');
  link.send('{"type":"account.get","id":3}');
  await network.clock.pass(6_000);
  expect(network.said[1]?.at(-1)).toBe('{"type":"account.get","id":3}');
  expect(network.closed[0]).toBe(true);
  await network.clock.pass(60_000);
  network.say(0, WELCOME);
  network.told.length = 0;
  network.cut(1);
  network.cut(0);
  expect(network.told).toEqual(["closed 1006"]);
  expect(network.closed[0]).toBe(true);
});

test("[CARRY-12] from the lowest way it goes up to the one in the middle where the best does not work", async () => {
  const network = new Network();
  network.does[0] = network.does[1] = "refuses";
  network.dial(HELLO);
  await network.clock.pass(1_000);
  network.say(2, WELCOME);
  network.does[1] = "answers";
  await network.clock.pass(30_000);
  expect(network.dials.slice(-2)).toEqual([0, 1]);
  network.say(1, WELCOME);
  network.say(1, '{"type":"delta","cursor":"c2"}');
  expect(network.closed).toEqual([true, false, true]);
  expect(network.told.filter((told) => told.startsWith("closed"))).toEqual([]);
});
