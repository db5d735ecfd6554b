import type { Entry } from "@skein/protocol";
import { digestAfter, EMPTY_DIGEST } from "@skein/server";
import { expect } from "bun:test";
import type { ClusterNode, SpawnedCluster, TestPerson, WireClient } from "../../../src/index.ts";
import { printOf } from "./heard.ts";
import type { Roamer } from "./roamer.ts";

async function wholeLog(wire: WireClient, conv: string): Promise<Entry[]> {
  const log: Entry[] = [];
  for (;;) {
    const { entries, head } = await wire.ask("message.list", { conv, after: log.length, limit: 100 });
    log.push(...entries);
    if (log.length >= head || entries.length === 0) return log;
  }
}

/** The log as each node tells it, which must be one; with its digest, which must be the one that is worked out here. */
async function agreedLog(nodes: readonly ClusterNode[], reader: TestPerson, conv: string): Promise<Entry[]> {
  let agreed: Entry[] | undefined;
  for (const node of nodes) {
    using wire = await node.connect(reader.token);
    const log = await wholeLog(wire, conv);
    agreed ??= log;
    expect(log.map(printOf)).toEqual(agreed.map(printOf));
    expect(await wire.ask("sync.verify", { conv })).toEqual({ seq: log.length, digest: digestOf(log) });
  }
  return agreed ?? [];
}

function digestOf(log: readonly Entry[]): string {
  return log.reduce(
    (before, { ref = null, key = null, body, ...entry }) =>
      digestAfter(before, { ...entry, ref, key, body: JSON.stringify(body) }),
    EMPTY_DIGEST,
  );
}

/** Everything that was promised, after everything has happened. */
export async function checkAll(
  cluster: SpawnedCluster<unknown>,
  all: readonly Roamer[],
  readers: ReadonlyMap<string, TestPerson>,
): Promise<number> {
  const logs = new Map<string, Entry[]>();
  for (const [conv, reader] of readers) logs.set(conv, await agreedLog(cluster.nodes, reader, conv));
  for (const { name, person, acknowledged, heard, marked, faults } of all) {
    expect([name, ...faults, ...heard.wrong]).toEqual([name]);
    for (const { message, seq, at } of acknowledged.values()) {
      const entry = logs.get(message.conv)?.[seq - 1];
      expect(entry).toMatchObject({ seq, at, from: person.id, key: message.key, body: message.body });
    }
    for (const [conv, copy] of heard.logs) {
      const log = logs.get(conv);
      for (const [seq, print] of copy) if (log?.[seq - 1]) expect(printOf(log[seq - 1] as Entry)).toBe(print);
      if (log && copy.size > 0) expect(Math.max(...copy.keys())).toBeLessThanOrEqual(log.length);
    }
    for (const node of cluster.nodes) {
      using wire = await node.connect(person.token);
      for (const [conv, read] of marked) {
        const { conversation } = await wire.ask("conversation.get", { conv });
        expect(conversation.read).toBeGreaterThanOrEqual(read);
      }
    }
  }
  let said = 0;
  for (const log of logs.values()) {
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    const texts = log.filter(({ kind }) => kind === "text");
    expect(new Set(texts.map(({ key }) => key)).size).toBe(texts.length);
    said += texts.length;
    let count = 0;
    for (const entry of log) expect(entry.count).toBe((count += entry.kind === "text" ? 1 : 0));
  }
  expect(said).toBe(all.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0));
  return said;
}
