import { directId } from "@skein/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import { hasPostgres, SimPostgres, startNodes, WireClient, WireFault } from "../src/index.ts";

// a PostgreSQL is started
setDefaultTimeout(60_000);

const said = (conv: string, text: string) => ({
  conv,
  key: `key-of-${text}`,
  kind: "text" as const,
  body: { text },
});

/** Two nodes, and a client by hand on either. */
async function twoNodes() {
  const postgres = await SimPostgres.launch();
  const world = await startNodes({ postgres, seed: 1, nodes: 2 });
  const { clock, network, servers } = world;
  const [one, two] = servers;
  if (!one || !two) throw new Error("two nodes were to be made");
  let cables = 0;
  return {
    ...world,
    one,
    two,
    connect(node: "n1" | "n2", token: string, cursor?: string) {
      cables += 1;
      const { transport } = network.cable(`cable ${cables}`, node);
      return clock.settle(WireClient.connect({ transport, token, cursor }));
    },
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await postgres[Symbol.asyncDispose]();
    },
  };
}

test.skipIf(!hasPostgres)(
  "[LOG-3][SYNC-4] whoever comes to a node that has not heard of what they have seen elsewhere is told of nothing twice",
  async () => {
    await using world = await twoNodes();
    const { clock, carrier, one, two, connect } = world;
    const ann = await one.person("Ann");
    const bob = await one.person("Bob");
    const conv = directId(ann.id, bob.id);
    const speaker = await connect("n1", bob.token);
    const before = await connect("n1", ann.token);
    await clock.advance(5_000);
    // the second node hears of nothing more, and looks at the store within a second
    carrier.cut(two.bus);
    await clock.settle(speaker.ask("message.send", said(conv, "seen")));
    await clock.advance(100);
    const seen = before.frames.findLast((frame) => frame.type === "entry");
    before.close();
    const after = await connect("n2", ann.token, seen?.cursor);
    await clock.settle(speaker.ask("message.send", said(conv, "new")));
    await clock.advance(5_000);
    expect(seen?.seq).toBe(1);
    expect(after.welcome.resume).toBe("delta");
    expect(after.frames.flatMap((frame) => (frame.type === "entry" ? frame.seq : []))).toEqual([2]);
  },
);

test.skipIf(!hasPostgres)(
  "[SESS-2] a node that was away until it was forgotten what others wrote refuses a token of which it never heard that it was signed out",
  async () => {
    await using world = await twoNodes();
    const { clock, carrier, store, one, two, connect } = world;
    const ann = await one.person("Ann");
    const other = await one.device(ann.id);
    const phone = await connect("n1", ann.token);
    const lost = await connect("n2", other);
    await clock.advance(5_000);
    carrier.cut(two.bus);
    await clock.settle(phone.ask("session.revoke", { session: lost.welcome.session }));
    await store.forget();
    await clock.advance(2_000);
    expect(await clock.settle(lost.closed)).toMatchObject({ reason: "fell behind" });
    const again = await connect("n2", other).catch((fault: unknown) => fault);
    expect(again).toBeInstanceOf(WireFault);
    expect(again).toMatchObject({ frame: { name: "token_revoked" } });
  },
);
