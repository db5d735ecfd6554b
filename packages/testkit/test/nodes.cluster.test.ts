import { directId } from "@skein/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import { hasPostgres, SimPostgres, startNodes, WireClient } from "../src/index.ts";

// a PostgreSQL is started
setDefaultTimeout(60_000);

const said = (conv: string, text: string) => ({
  conv,
  key: `key-of-${text}`,
  kind: "text" as const,
  body: { text },
});

test.skipIf(!hasPostgres)(
  "[LOG-3][SYNC-4] whoever comes to a node that has not heard of what they have seen elsewhere is told of nothing twice",
  async () => {
    await using postgres = await SimPostgres.launch();
    await using world = await startNodes({ postgres, seed: 1, nodes: 2 });
    const { clock, network, carrier, servers } = world;
    const [one, two] = servers;
    if (!one || !two) throw new Error("two nodes were to be made");
    const ann = await one.person("Ann");
    const bob = await one.person("Bob");
    const connect = (node: string, token: string, cursor?: string) =>
      clock.settle(WireClient.connect({ transport: network.cable(`${node} ${token}`, node).transport, token, cursor }));
    const conv = directId(ann.id, bob.id);
    const speaker = await connect("n1", bob.token);
    const before = await connect("n1", ann.token);
    // both nodes have just looked at the store, and the second hears of nothing more
    await clock.advance(5_000);
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
