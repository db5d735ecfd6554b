import { createHash } from "node:crypto";
import { directPeer } from "@skein/protocol";
import type { StoredEntry, StoredSummary } from "@skein/server";
import { WireClient } from "../../src/index.ts";
import type { Truth } from "./truth.ts";
import { marksOf } from "./marks-of.ts";
import type { FuzzWorld } from "./world.ts";

/** Virtual ms until all nodes know that somebody has gone. */
const GONE = 1_000;
/** Virtual ms between questions, so that nobody asks for too much. */
const APART = 500;
const DIGESTS =
  "SELECT c.id, e.seq, e.digest, k.digest AS correction FROM entries e JOIN conversations c ON c.num = e.conv LEFT JOIN corrections k ON k.conv = e.conv AND k.seq = e.seq ORDER BY c.id, e.seq";

/** Each node knows of every conversation what the store holds, and who is here; and the store keeps the digests that follow from its logs. */
export async function checkCluster(world: FuzzWorld, truth: Truth): Promise<void> {
  const { clock, findings } = world;
  for (const node of world.servers.flatMap(({ node }) => node ?? []))
    for (const user of world.people) await checkNode(world, truth, node, user);
  const kept = corrected(
    await clock.settle(world.servers[0].storage.query<KeptDigest>({ sql: DIGESTS, parameters: [] })),
  );
  const right = [...truth.logs].flatMap(([conv, log]) => digestsOf(log).map((digest, i) => [conv, i + 1, digest]));
  const wrong = kept.filter(
    ({ id, seq, digest }, i) => JSON.stringify([id, Number(seq), digest]) !== JSON.stringify(right[i]),
  );
  for (const { id, seq, digest } of wrong) findings.add(`the digest at ${id} ${seq} is ${digest}`);
  if (kept.length !== right.length) findings.add(`${kept.length} digests for ${right.length} entries`);
}

interface KeptDigest {
  readonly id: string;
  readonly seq: number;
  readonly digest: string;
  readonly correction: string | null;
}

/** Digests as they are after what was taken back. [DIGEST-5] */
function corrected(kept: readonly KeptDigest[]): KeptDigest[] {
  let log = "";
  let sum = 0n;
  return kept.map((one) => {
    if (one.id !== log) sum = 0n;
    log = one.id;
    if (one.correction !== null) sum ^= BigInt(`0x${one.correction}`);
    return { ...one, digest: (BigInt(`0x${one.digest}`) ^ sum).toString(16).padStart(16, "0") };
  });
}

/** When nobody has a device on, no node tells that somebody is here, but for the one who asks. [PRES-1] */
export async function checkGone(world: FuzzWorld): Promise<void> {
  const { clock, network, findings, people } = world;
  await clock.advance(GONE);
  for (const node of world.servers.flatMap((server) => server.node ?? [])) {
    for (const user of people) {
      const { transport } = network.cable(`${node}-${user}`, node);
      using wire = await clock.settle(WireClient.connect({ transport, token: tokenOf(world, user) }));
      const { presence } = await clock.settle(wire.ask("presence.watch", { users: [...people] }));
      for (const { user: who, online } of presence)
        if (online && who !== user) findings.add(`${node} tells ${user} that ${who} is online, who has gone`);
      wire.close();
      await clock.advance(GONE);
    }
  }
}

const tokenOf = ({ devices }: FuzzWorld, user: string): string =>
  devices.find((device) => device.user === user)?.is.token ?? "";

/** What one node answers a person. */
async function checkNode(world: FuzzWorld, truth: Truth, node: string, user: string): Promise<void> {
  const { clock, network, findings, people } = world;
  const token = tokenOf(world, user);
  const { transport } = network.cable(`${node}-${user}`, node);
  using wire = await clock.settle(WireClient.connect({ transport, token }));
  for (const [conv, summary] of truth.lists.get(user) ?? []) {
    await clock.advance(APART);
    const where = `${node} tells ${user} of ${conv}`;
    const { conversation } = await clock.settle(wire.ask("conversation.get", { conv }));
    findings.differ(where, { ...conversation }, shape(summary));
    const digest = digestsOf(truth.logs.get(conv) ?? []).at(-1) ?? "0".repeat(16);
    findings.differ(where, await clock.settle(wire.ask("sync.verify", { conv })), {
      seq: summary.last?.seq ?? 0,
      digest,
    });
  }
  const { presence } = await clock.settle(wire.ask("presence.watch", { users: [...people] }));
  for (const { user: who, online } of presence) {
    const right = truth.acquaintances.get(user)?.has(who) === true;
    if (online !== right) findings.add(`${node} tells ${user} that ${who} is ${online ? "online" : "offline"}`);
  }
}

/** A conversation as it goes over the wire. */
function shape({
  id,
  kind,
  name,
  color,
  created,
  members,
  mine,
  last,
  others,
}: StoredSummary): Record<string, unknown> {
  const count = last?.count ?? 0;
  return {
    ...{
      id,
      kind,
      name: name ?? undefined,
      color: color ?? undefined,
      members,
      head: last?.seq ?? 0,
      at: last?.at ?? created,
    },
    peer: kind === "direct" ? directPeer(id, mine.user) : undefined,
    role: kind === "group" ? mine.role : undefined,
    ...{ count, read: mine.read, readCount: mine.readCount, delivered: mine.delivered, unread: count - mine.readCount },
    marks: marksOf({ others }),
  };
}

/** The digest at each seq, as a stranger would make it who has read the specification, and nothing else. [DIGEST-2] */
function digestsOf(log: readonly StoredEntry[]): string[] {
  let digest = 0n;
  return log.map(({ conv, seq, from, key, at, kind, ref, count, body }) => {
    const line = [conv, seq, from, key, at, kind, ref, count, body].join("\n");
    digest ^= createHash("sha256").update(line).digest().readBigUInt64BE();
    return digest.toString(16).padStart(16, "0");
  });
}
