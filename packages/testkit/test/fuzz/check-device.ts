import type { Item } from "@skein/client";
import { directPeer } from "@skein/protocol";
import type { StoredEntry, StoredSummary } from "@skein/server";
import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";
import { foldedLog } from "./folded-log.ts";
import { isLate } from "./late-group.ts";
import type { Truth } from "./truth.ts";

/** Everything a device shows once it is quiet is what the server's disk holds. */
export async function checkDevice(world: FuzzWorld, truth: Truth, device: FuzzDevice): Promise<void> {
  const { findings } = world;
  const { client, name } = device;
  if (client.connection.get().phase !== "online") findings.add(`${name} is ${client.connection.get().phase}`);
  const list = truth.lists.get(device.user) ?? new Map<string, StoredSummary>();
  // an open talk in which nobody said anything is the device's own affair
  const shown = client.conversations.get().filter(({ head, id }) => head > 0 || list.has(id));
  const ids = (all: Iterable<string>): string[] => [...all].toSorted();
  findings.differ(name, { list: ids(shown.map(({ id }) => id)) }, { list: ids(list.keys()) });
  for (const summary of list.values()) {
    checkView(world, truth, device, summary);
    await checkTimeline(world, truth, device, summary);
  }
  checkPresence(world, truth, device);
  // of those with whom nothing is shared any more, nobody tells; nor that a late group was joined
  const told = [...list.values()].filter(({ id }) => !isLate(id));
  const seen = new Set(told.flatMap(({ others }) => others?.map(({ user }) => user) ?? []));
  for (const [id, right] of truth.names) {
    const known = client.people.person(id).get()?.name;
    if (seen.has(id) && known !== undefined && known !== right)
      findings.add(`${name} calls ${id} ${known}, should be ${right}`);
  }
}

/** Everybody is here, and those with whom one shares a conversation are seen to be. [PRES-1] [PRES-3] */
function checkPresence({ findings, people }: FuzzWorld, truth: Truth, { client, name, user }: FuzzDevice): void {
  for (const id of people) {
    const online = client.presence.of(id).get()?.online;
    const right = truth.acquaintances.get(user)?.has(id) === true;
    if (online !== right) findings.add(`${name} sees ${id} as ${online}, should be ${right}`);
  }
}

/** The list's row: name, place, marks, and unread by the formula. [MARK-3] */
function checkView({ findings }: FuzzWorld, truth: Truth, device: FuzzDevice, summary: StoredSummary): void {
  const { id, kind, mine, last, shown } = summary;
  const view = device.client.conversation(id).view.get();
  const log = truth.logs.get(id) ?? [];
  const readCount = log[mine.read - 1]?.count ?? 0;
  const failed = view?.failed ?? 0;
  const newest = view?.last;
  findings.differ(
    `${device.name} ${id}`,
    { ...view, last: newest?.seq },
    {
      kind,
      name: summary.name ?? undefined,
      color: summary.color ?? undefined,
      peer: kind === "direct" ? directPeer(id, device.user) : undefined,
      role: kind === "group" ? mine.role : undefined,
      members: summary.members,
      head: log.length,
      at: newest?.state === "failed" ? view?.at : last?.at,
      unread: (last?.count ?? 0) - readCount,
      read: mine.read,
      // everybody was online, so everything has reached a device of everybody
      delivered: log.length,
      last: failed > 0 && newest?.state === "failed" ? undefined : shown?.seq,
      typing: [],
    },
  );
  if (mine.readCount !== readCount)
    findings.add(`${id}: the count at ${device.user}'s mark is ${mine.readCount}, should be ${readCount}`);
}

/** The whole log, page by page, as lines. */
async function checkTimeline(
  world: FuzzWorld,
  truth: Truth,
  device: FuzzDevice,
  { id, others }: StoredSummary,
): Promise<void> {
  const { clock, findings } = world;
  const { timeline } = device.client.conversation(id);
  const end = device.look(id);
  for (;;) {
    await clock.runUntil(() => !timeline.state.get().loading);
    const { hasOlder, error } = timeline.state.get();
    if (error) findings.add(`${device.name} ${id}: ${error.name}`);
    if (!hasOlder || error) break;
    await clock.settle(timeline.loadOlder());
  }
  const read = Math.min(...(others ?? []).map((mark) => mark.read));
  const delivered = Math.min(...(others ?? []).map((mark) => mark.delivered));
  const state = ({ seq, from }: StoredEntry): string => {
    if (from !== device.user || !others?.length) return "sent";
    return seq <= read ? "read" : seq <= delivered ? "delivered" : "sent";
  };
  const right = [...foldedLog(truth.logs.get(id) ?? []).values()].map((line) => [
    line.entry.seq,
    line.entry.from,
    line.entry.at,
    line.entry.kind,
    line.body,
    state(line.entry),
    line.edits,
    line.recalledBy ?? "",
    [...line.reactions].map(([emoji, users]) => [emoji, users.length, users.includes(device.user)]),
  ]);
  const items = timeline.state.get().items.filter((item) => item.state !== "failed");
  const line = (item: Item) => [
    item.seq,
    item.from,
    item.at,
    item.kind,
    item.body,
    item.state,
    item.edited?.times ?? 0,
    item.recalled?.by ?? "",
    (item.reactions ?? []).map(({ emoji, count, mine }) => [emoji, count, mine === true]),
  ];
  const shown = items.map(line);
  const first = right.findIndex((entry, index) => JSON.stringify(entry) !== JSON.stringify(shown[index]));
  if (first >= 0 || shown.length !== right.length) {
    const at = first >= 0 ? first : right.length;
    findings.add(
      `${device.name} ${id} shows ${shown.length} lines of ${right.length}; line ${at + 1} is ${JSON.stringify(shown[at])}, should be ${JSON.stringify(right[at])}`,
    );
  }
  end();
}
