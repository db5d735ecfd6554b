import { expect, test } from "bun:test";
import type { DeltaFrame, ServerFrame } from "@skein/protocol";
import { groupOf, settled, upTo, words } from "./fixture/talk.ts";
import { World } from "./fixture/world.ts";

const isDelta = (frame: ServerFrame): frame is DeltaFrame => frame.type === "delta";

/** What the node that answers has asked of its store. */
async function reads(world: World): Promise<Record<string, number>> {
  const text = await (await fetch(`${world.http}/metrics`)).text();
  const rows = text.matchAll(/^skein_store_reads_total\{read="(.+)"\} (\d+)/gm);
  return Object.fromEntries(rows.map(([, read = "", count]) => [read, Number(count)] as const));
}

test("[WARM-1][SYNC-9] everybody who comes back after a restart is told what they missed from memory", async () => {
  await using world = await World.start();
  const people = upTo(30).map((n) => `p${n}`);
  const ann = await world.link("ann");
  const tokens = new Map(people.map((user) => [user, world.token(user)]));
  const links = await Promise.all([...tokens].map(([user, token]) => world.link(user, { token })));
  const conv = await groupOf(ann, people);
  const cursors = new Map<string, string>();
  for (const link of links) {
    await settled(link);
    cursors.set(link.welcome.user, (await link.ask("sync.changes", {})).cursor);
    link.close();
  }
  for (const n of upTo(3)) await ann.ask("message.send", words(conv, `while away ${n}`));
  await ann.ask("conversation.mark", { marks: [{ conv, read: 4 }] });
  await world.restart();
  await Promise.all(
    people.map(async (user) => {
      const link = await world.link(user, { token: tokens.get(user) ?? "", cursor: cursors.get(user) ?? "" });
      expect(link.welcome).toMatchObject({ resume: "delta" });
      const { conversations } = await link.next(isDelta);
      expect(conversations.map(({ id, entries = [] }) => [id, entries.map(({ seq }) => seq)])).toEqual([
        [conv, [2, 3, 4]],
      ]);
    }),
  );
  // the groups in memory were read together, and so were the devices; nobody had their list read
  for (const _ of upTo(3)) {
    const counts = await reads(world);
    expect(counts).toMatchObject({ latest: 1, conversation: 1 });
    expect(counts).not.toHaveProperty("list");
  }
});
