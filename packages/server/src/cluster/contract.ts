import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { Bus } from "./bus.ts";

/** Nodes that hear each other. */
export interface BusesUnderTest {
  join(node: string): Promise<Bus>;
  /** Lets some time pass; what is due happens. */
  pass(): Promise<void>;
  /** Removes what the tests left. */
  clean(): Promise<void>;
}

/** The same, where what carries the words can break down. */
export interface BreakableBuses extends BusesUnderTest {
  /** It is gone, for all nodes; they notice some time later. */
  breakDown(): Promise<void>;
  /** It is there again; they notice some time later. */
  repair(): Promise<void>;
}

type Made<U extends BusesUnderTest> = U & {
  ann: Bus;
  bob: Bus;
  /** Resolves once it holds. */
  until(holds: () => boolean): Promise<void>;
  /** Resolves once all that was asked of and said on two buses has taken effect. */
  settled(one: Bus, other: Bus): Promise<void>;
};

/** Makes two nodes before each test, and removes them after it. */
function nodesBefore<U extends BusesUnderTest>(make: () => Promise<U>): () => Made<U> {
  let made: Made<U>;
  beforeEach(async () => {
    const under = await make();
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await under.pass();
    };
    let probes = 0;
    const reaches = async (from: Bus, to: Bus): Promise<void> => {
      probes += 1;
      let heard = false;
      const end = to.subscribe(`probe.${probes}`, () => (heard = true));
      await until(() => {
        if (!heard) from.publish(`probe.${probes}`, "");
        return heard;
      });
      end();
    };
    const settled = async (one: Bus, other: Bus): Promise<void> => {
      await reaches(one, other);
      await reaches(other, one);
    };
    made = { ...under, ann: await under.join("ann"), bob: await under.join("bob"), until, settled };
    await until(() => made.ann.connected && made.bob.connected);
  });
  afterEach(async () => {
    await made.ann.close();
    await made.bob.close();
    await made.clean();
  });
  return () => made;
}

/** Notes what a bus hears on a subject: `from: text`. */
function heardBy(bus: Bus, subject: string): string[] {
  const heard: string[] = [];
  bus.subscribe(subject, (text, from) => heard.push(`${from}: ${text}`));
  return heard;
}

const numbered = (count: number, from: string): string[] => Array.from({ length: count }, (_, i) => `${from}: ${i}`);

/** What every bus keeps to. */
export function busContract(name: string, make: () => Promise<BusesUnderTest>): void {
  describe(`bus contract: ${name}`, () => {
    const nodes = nodesBefore(make);

    test("words of one publisher on one subject arrive in their order, over many ticks and among those of others", async () => {
      const { ann, bob, join, pass, until, settled } = nodes();
      const eve = await join("eve");
      await until(() => eve.connected);
      const heard = heardBy(bob, "order");
      await settled(ann, bob);
      await settled(eve, bob);
      for (let i = 0; i < 300; i++) {
        ann.publish("order", String(i));
        eve.publish("order", String(i));
        if (i % 7 === 0) await pass();
      }
      await until(() => heard.length >= 600);
      expect(heard.filter((line) => line.startsWith("ann"))).toEqual(numbered(300, "ann"));
      expect(heard.filter((line) => line.startsWith("eve"))).toEqual(numbered(300, "eve"));
      await eve.close();
    });

    test("words of one tick, on several subjects, arrive each once and in order", async () => {
      const { ann, bob, until, settled } = nodes();
      const one = heardBy(bob, "tick.one");
      const two = heardBy(bob, "tick.two");
      await settled(ann, bob);
      for (let i = 0; i < 50; i++) {
        ann.publish("tick.one", String(i));
        ann.publish("tick.two", String(i));
      }
      await until(() => one.length >= 50 && two.length >= 50);
      await settled(ann, bob);
      expect([one, two]).toEqual([numbered(50, "ann"), numbered(50, "ann")]);
    });

    test("nobody hears itself", async () => {
      const { ann, bob, until, settled } = nodes();
      const own = heardBy(ann, "self");
      const heard = heardBy(bob, "self");
      await settled(ann, bob);
      ann.publish("self", "hello");
      await until(() => heard.length > 0);
      await settled(ann, bob);
      expect(own).toEqual([]);
    });

    test("whoever ended hears no more, at once, and others on the subject go on", async () => {
      const { ann, bob, until, settled } = nodes();
      const heard: string[] = [];
      const first = bob.subscribe("end", (text) => {
        heard.push(`first ${text}`);
        first();
      });
      const second = bob.subscribe("end", (text) => heard.push(`second ${text}`));
      await settled(ann, bob);
      ann.publish("end", "1");
      ann.publish("end", "2");
      await until(() => heard.includes("second 2"));
      second();
      second();
      ann.publish("end", "3");
      await settled(ann, bob);
      expect(heard).toEqual(["first 1", "second 1", "second 2"]);
      bob.subscribe("end", (text) => heard.push(`third ${text}`));
      await settled(ann, bob);
      ann.publish("end", "4");
      await until(() => heard.includes("third 4"));
      expect(heard).toHaveLength(4);
    });

    test("text comes as it was, whatever it holds", async () => {
      const { ann, bob, until, settled } = nodes();
      const texts = [
        "",
        "\n",
        "3,4\n",
        "\u0000",
        " ",
        "雁书 😀 e\u0301 \u202Eabc\u202C",
        "\uFEFFbom",
        '{"a":"\\n\r\n"}',
        "ann 1\nx",
        "",
      ];
      const heard = heardBy(bob, "text");
      await settled(ann, bob);
      for (const text of texts) ann.publish("text", text);
      await until(() => heard.length >= texts.length);
      expect(heard).toEqual(texts.map((text) => `ann: ${text}`));
    });

    test("words of 256 KiB go through, and more of them in a tick than one message holds", async () => {
      const { ann, bob, until, settled } = nodes();
      const texts = Array.from({ length: 9 }, (_, i) => String(i) + "é".repeat(2 ** 17 - 1));
      const heard = heardBy(bob, "large");
      await settled(ann, bob);
      for (const text of texts) ann.publish("large", text);
      await until(() => heard.length >= texts.length);
      expect(heard.every((line, i) => line === `ann: ${texts[i]}`)).toBe(true);
    });

    test("many subjects are told apart", async () => {
      const { ann, bob, until, settled } = nodes();
      const heard: string[] = [];
      const subjects = Array.from({ length: 3_000 }, (_, i) => `many.g:${i}`);
      for (const subject of subjects) bob.subscribe(subject, (text) => heard.push(`${subject} ${text}`));
      await settled(ann, bob);
      for (const subject of subjects) ann.publish(subject, subject);
      await until(() => heard.length >= subjects.length);
      expect(heard.toSorted()).toEqual(subjects.map((subject) => `${subject} ${subject}`).toSorted());
    });

    test("one that throws disturbs neither the others nor what comes later", async () => {
      const { ann, bob, until, settled } = nodes();
      bob.subscribe("throw", () => {
        throw new Error("as the test wants it");
      });
      const heard = heardBy(bob, "throw");
      await settled(ann, bob);
      ann.publish("throw", "0");
      ann.publish("throw", "1");
      await until(() => heard.length >= 2);
      ann.publish("throw", "2");
      await until(() => heard.length >= 3);
      expect(heard).toEqual(numbered(3, "ann"));
    });

    test("who hears may speak and subscribe meanwhile", async () => {
      const { ann, bob, until, settled } = nodes();
      const answers = heardBy(ann, "pong");
      let again = 0;
      bob.subscribe("ping", (text) => {
        bob.publish("pong", text);
        bob.subscribe("ping", () => (again += 1));
      });
      await settled(ann, bob);
      ann.publish("ping", "0");
      ann.publish("ping", "1");
      await until(() => answers.length >= 2 && again >= 1);
      expect(answers).toEqual(numbered(2, "bob"));
    });

    test("what is no subject is refused, and nothing is broken by it", async () => {
      const { ann, bob, until, settled } = nodes();
      for (const subject of ["", " ", "a b", "a..b", ".a", "a.", "*", "a.>", "a\n", "a\u0000"]) {
        expect(() => ann.publish(subject, "")).toThrow(RangeError);
        expect(() => ann.subscribe(subject, () => undefined)).toThrow(RangeError);
      }
      const heard = heardBy(bob, "g:one.ünï-code_1");
      await settled(ann, bob);
      ann.publish("g:one.ünï-code_1", "0");
      await until(() => heard.length > 0);
      expect(ann.connected).toBe(true);
    });

    test("what was published goes out before it closes; then it is not connected, silent, and hears nothing", async () => {
      const { ann, bob, join, until, settled } = nodes();
      const eve = await join("eve");
      await until(() => eve.connected);
      const own = heardBy(eve, "close.own");
      const changes: boolean[] = [];
      eve.onConnection((connected) => changes.push(connected));
      const heard = heardBy(bob, "close");
      await settled(eve, bob);
      eve.publish("close", "0");
      await eve.close();
      expect(eve.connected).toBe(false);
      eve.publish("close", "lost");
      ann.publish("close.own", "0");
      await until(() => heard.length > 0);
      await settled(ann, bob);
      await eve.close();
      expect([heard, own, changes]).toEqual([["eve: 0"], [], []]);
    });
  });
}

/** What every bus keeps to whose carrier can break down. */
export function breakableBusContract(name: string, make: () => Promise<BreakableBuses>): void {
  describe(`breakable bus contract: ${name}`, () => {
    const nodes = nodesBefore(make);

    test("who watches is told of the end and the return, and whoever ended or throws disturbs nobody", async () => {
      const { ann, bob, breakDown, repair, until } = nodes();
      const changes: unknown[] = [];
      ann.onConnection(() => {
        throw new Error("as the test wants it");
      });
      ann.onConnection((connected) => changes.push(connected, ann.connected));
      ann.onConnection(() => changes.push("ended"))();
      await breakDown();
      await until(() => !ann.connected && !bob.connected);
      expect(changes).toEqual([false, false]);
      await repair();
      await until(() => ann.connected && bob.connected);
      expect(changes).toEqual([false, false, true, true]);
    });

    test("subscriptions return, those of the meantime come too, and words of the meantime never do", async () => {
      const { ann, bob, breakDown, repair, until, settled } = nodes();
      const before = heardBy(bob, "before");
      const ended: string[] = [];
      const end = bob.subscribe("meantime", (text) => ended.push(text));
      await settled(ann, bob);
      await breakDown();
      await until(() => !ann.connected && !bob.connected);
      end();
      const meantime = heardBy(bob, "meantime");
      for (let i = 0; i < 1_000; i++) ann.publish("before", `lost ${i}`);
      await repair();
      await until(() => ann.connected && bob.connected);
      await settled(ann, bob);
      ann.publish("before", "0");
      ann.publish("meantime", "0");
      await until(() => before.length > 0 && meantime.length > 0);
      expect([before, meantime, ended]).toEqual([["ann: 0"], ["ann: 0"], []]);
    });
  });
}
