import type { Item } from "@skein/client";
import { directPeer } from "@skein/protocol";
import type { StoredEntry, StoredSummary } from "@skein/server";
import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";
import { checkGroupView } from "./check-group.ts";
import { checkContacts, checkNoted } from "./check-own.ts";
import { checkThreads } from "./check-threads.ts";
import { type FoldedLine, foldedLog, pollOf } from "./folded-log.ts";
import { isLate } from "./late-group.ts";
import { type OwnThings, ownThings } from "./own-log.ts";
import { marksOf } from "./marks-of.ts";
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
  const own = ownThings(truth.logs.get(`s:${device.user}`) ?? []);
  for (const summary of list.values()) {
    checkView(world, truth, device, summary, own);
    checkGroupView(world, truth, device, summary);
    checkNoted(world, truth, device, summary, own);
    await checkTimeline(world, truth, device, summary, own);
  }
  checkContacts(world, truth, device);
  await checkThreads(world, truth, device);
  checkPresence(world, truth, device);
  // of those with whom nothing is shared any more, nobody tells; nor that a late group was joined
  const told = [...list.values()].filter(({ id }) => !isLate(id));
  const seen = new Set(told.flatMap((one) => marksOf(one)?.map(({ user }) => user) ?? []));
  const remarks = new Map(truth.contacts.map(({ person, user, remark }) => [`${person} ${user}`, remark]));
  for (const [id, called] of truth.names) {
    const right = remarks.get(`${device.user} ${id}`) ?? called;
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
function checkView(
  { findings }: FuzzWorld,
  truth: Truth,
  device: FuzzDevice,
  summary: StoredSummary,
  own: OwnThings,
): void {
  const { id, kind, mine, last } = summary;
  const shown = summary.shown && isShown(summary.shown, mine.since, own) ? summary.shown : undefined;
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
  { id, mine, others }: StoredSummary,
  own: OwnThings,
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
  const marks = marksOf({ others }) ?? [];
  const read = Math.min(...marks.map((mark) => mark.read));
  const delivered = Math.min(...marks.map((mark) => mark.delivered));
  const state = ({ seq, from }: StoredEntry): string => {
    if (from !== device.user || marks.length === 0) return "sent";
    return seq <= read ? "read" : seq <= delivered ? "delivered" : "sent";
  };
  const lines = [...foldedLog(truth.logs.get(id) ?? []).values()].filter(({ entry }) =>
    isShown(entry, mine.since, own),
  );
  const right = lines.map((line) => [
    line.entry.seq,
    line.entry.from,
    line.entry.at,
    line.entry.kind,
    line.body,
    state(line.entry),
    line.edits,
    line.recalledBy ?? "",
    [...line.reactions].map(([emoji, users]) => [emoji, users.length, users.includes(device.user)]),
    line.recalledBy === undefined && own.starred.has(`${id} ${line.entry.seq}`),
    line.pinned?.by ?? "",
    ...pollLine(line, device.user, own.voted.get(`${id} ${line.entry.seq}`)),
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
    item.starred === true,
    item.pinned?.by ?? "",
    ...pollItem(item),
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

/** Whether it is a line for whoever keeps these things for themselves. */
export function isShown({ conv, seq, ref }: StoredEntry, since: number, own: OwnThings): boolean {
  return ref === null && seq >= since && !own.removed.has(`${conv} ${seq}`);
}

/** How a poll stands, as everybody should see it. */
function pollLine(line: FoldedLine, user: string, mine: readonly number[] | undefined): unknown[] {
  if (line.entry.kind !== "poll" || line.recalledBy !== undefined) return [];
  const poll = pollOf(line, user);
  return [poll.counts, poll.voters, mine ?? poll.mine, line.closedBy ?? ""];
}

function pollItem(item: Item): unknown[] {
  if (item.kind !== "poll" || item.recalled) return [];
  const { counts = [], voters = 0, mine = [], closed } = item.poll ?? {};
  const options = (item.body as { readonly options: readonly string[] }).options;
  return [options.map((_, at) => counts[at] ?? 0), voters, mine, closed?.by ?? ""];
}
