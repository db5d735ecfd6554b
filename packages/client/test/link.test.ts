import { describe, expect, test } from "bun:test";
import { Backoff } from "../src/link/backoff.ts";
import { Refusal } from "./refusal.ts";
import { World } from "./world.ts";

describe("the link", () => {
  test("[CLIENT-4] answers pings, and dials again when it has heard nothing for interval + timeout", async () => {
    await using world = new World("ann");
    const ann = await world.online("ann");
    world.peer.push("ann", { type: "ping" });
    await world.pass(100);
    expect(world.peer.link("ann").heard.at(-1)?.type).toBe("pong");
    const { dials } = world.peer;
    world.peer.pings = false;
    await world.pass(34_000);
    expect(world.peer.dials).toBe(dials);
    await world.pass(3_000);
    expect(world.peer.dials).toBe(dials + 1);
    expect(ann.connection.get().phase).toBe("online");
  });

  test("[CLIENT-4] a request that got no answer makes it ask whether the link lives: a slow server's is kept, a dead one given up", async () => {
    await using world = new World("ann");
    const ann = await world.online("ann");
    const { dials } = world.peer;
    world.peer.intercept = (name) => (name === "session.list" ? "silence" : undefined);
    const ask = () => ann.call("session.list", {}).catch((error: Error) => error.name);
    const slow = ask();
    await world.pass(12_000);
    expect(await slow).toBe("timeout");
    expect(world.peer.link("ann").heard.filter(({ type }) => type === "ping")).toHaveLength(1);
    expect(world.peer.dials).toBe(dials);
    const dead = ask();
    // half-open: nothing passes, and neither side is told
    world.peer.link("ann").open = false;
    await world.pass(5_000);
    expect(await dead).toBe("timeout");
    expect(world.peer.dials).toBe(dials);
    await world.pass(4_500);
    expect(world.peer.dials).toBe(dials + 1);
  });

  test("[CLIENT-5] waits between dials grow with full jitter up to 30 s", () => {
    const longest = new Backoff(() => 0.999_999);
    const waits = Array.from({ length: 8 }, () => Math.ceil(longest.next() / 1_000));
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30]);
    expect(new Backoff(() => 0).next()).toBe(0);
  });

  test("[CLIENT-5] waits start anew only after a link was healthy", async () => {
    await using world = new World("ann");
    const ann = await world.online("ann", { random: () => 0.999_999 });
    const waits: number[] = [];
    const cut = async (after: number): Promise<void> => {
      await world.pass(after);
      world.peer.link("ann").cut();
      const { retryAt = 0 } = ann.connection.get();
      waits.push(Math.ceil((retryAt - world.clock.now()) / 1_000));
      await world.pass(retryAt - world.clock.now() + 100);
    };
    await cut(0);
    await cut(1_000);
    await cut(1_000);
    await cut(12_000);
    await cut(1_000);
    expect(waits).toEqual([1, 2, 4, 1, 2]);
  });

  test("[CLIENT-6] dials at once when the device comes online or the page to the foreground", async () => {
    await using world = new World("ann");
    let wake = (): void => undefined;
    const ann = await world.online("ann", {
      random: () => 0.999_999,
      wake: (listener) => {
        wake = listener;
        return () => undefined;
      },
    });
    world.peer.reachable = false;
    world.peer.link("ann").cut();
    await world.pass(60_000);
    expect(ann.connection.get().phase).toBe("waiting");
    world.peer.reachable = true;
    const { dials } = world.peer;
    wake();
    await world.pass(100);
    expect(world.peer.dials).toBe(dials + 1);
    expect(ann.connection.get().phase).toBe("online");
  });

  test.each([
    [4500, "protocol"],
    [4501, "unauthenticated"],
    [4502, "revoked"],
    [4999, "refused"],
  ])("[CLIENT-7] does not dial again after close code %d, until it is told to", async (code, name) => {
    await using world = new World("ann");
    const ann = await world.online("ann");
    const told: string[] = [];
    ann.on("signedOut", (reason) => told.push(reason.name));
    const { dials } = world.peer;
    world.peer.link("ann").cut(code);
    await world.pass(600_000);
    expect(world.peer.dials).toBe(dials);
    expect(ann.connection.get()).toEqual({ phase: "stopped", reason: { code, name } });
    expect(told).toEqual(code === 4500 ? [] : [name]);
    ann.reconnect();
    await world.pass(1_000);
    expect(ann.connection.get().phase).toBe("online");
  });

  test.each([1000, 1006, 1012, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4499])(
    "comes back after close code %d",
    async (code) => {
      await using world = new World("ann");
      const ann = await world.online("ann");
      world.peer.link("ann").cut(code);
      await world.pass(5_000);
      expect(ann.connection.get().phase).toBe("online");
    },
  );

  test("a refused token stops the client with the server's reason", async () => {
    await using world = new World("ann");
    world.peer.refused.set("ann", 4501);
    const ann = await world.online("ann");
    expect(ann.connection.get()).toEqual({ phase: "stopped", reason: { code: 4501, name: "unauthenticated" } });
  });

  test("a token function is asked before each dial; while it fails the client waits and tries again", async () => {
    await using world = new World("ann");
    let asked = 0;
    const token = async (): Promise<string> => {
      asked += 1;
      if (asked === 1) throw new Error("the backend is away");
      return "ann";
    };
    const ann = await world.online("ann", { token });
    await world.pass(2_000);
    expect(ann.connection.get().phase).toBe("online");
    world.peer.link("ann").cut();
    await world.pass(2_000);
    expect(asked).toBe(3);
  });

  test("after drain it comes back when the server said", async () => {
    await using world = new World("ann");
    const ann = await world.online("ann");
    world.peer.push("ann", { type: "drain", after: 7_000 });
    await world.pass(100);
    const start = world.clock.now();
    world.peer.link("ann").cut(4000);
    expect(ann.connection.get()).toEqual({ phase: "waiting", retryAt: start + 7_000 });
    await world.pass(7_100);
    expect(ann.connection.get().phase).toBe("online");
  });

  test("gives a dial up after 10 s, and asks nothing over a link that is not there", async () => {
    await using world = new World("ann");
    world.peer.latency = 60_000;
    const ann = world.client("ann");
    const error = await ann.call("session.list", {}).catch((thrown: Error) => thrown.name);
    expect(error).toBe("offline");
    await world.pass(10_001);
    expect(ann.connection.get().phase).toBe("waiting");
  });

  test("another person's token stops the client before anything is mixed", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("bob", { user: "ann" });
    expect(ann.connection.get()).toMatchObject({ phase: "stopped", reason: { name: "other_user" } });
  });

  test("what is not understood costs the link, not the client", async () => {
    await using world = new World("ann");
    const ann = await world.online("ann");
    world.peer.link("ann").sendText("{nonsense");
    await world.pass(3_000);
    expect(ann.connection.get().phase).toBe("online");
    expect(world.errors.map((error) => error.name)).toEqual(["fault"]);
  });

  test("frames of one message may be many, and kinds unknown to this version are passed over", async () => {
    await using world = new World("ann", "bob");
    const ann = await world.online("ann");
    const one = JSON.stringify({ type: "fanfare" });
    const two = JSON.stringify({ type: "event", name: "confetti", data: {} });
    world.peer.link("ann").sendText(`${one}\n${two}\n`);
    world.peer.say("bob", "d:ann:bob", "hi");
    await world.pass(1_000);
    expect(ann.conversations.get()).toHaveLength(1);
    expect(world.errors).toEqual([]);
  });

  test("closing leaves no timer of the link behind", async () => {
    const world = new World("ann", "bob");
    world.peer.say("bob", "d:ann:bob", "hi");
    const ann = await world.online("ann");
    world.peer.intercept = (name) => {
      if (name === "message.send") throw new Refusal("rate_limited", 600_000);
      return undefined;
    };
    ann.conversation("d:ann:bob").send({ text: "too much" });
    await world.pass(100);
    ann.conversation("d:ann:bob").setTyping(true);
    world.peer.link("ann").cut();
    await world.during(ann.close());
    await world.pass(30_000);
    expect(world.clock.waiting).toBe(0);
    expect(world.peer.dials).toBe(1);
  });
});
