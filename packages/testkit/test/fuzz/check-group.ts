import type { StoredSummary } from "@skein/server";
import type { FuzzDevice } from "./device.ts";
import { groupOfLog } from "./group-log.ts";
import type { Truth } from "./truth.ts";
import type { FuzzWorld } from "./world.ts";

/** The same whatever the order of its fields. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, part]) => [name, sorted(part)]));
}

/** A group is what its log says: in the store, where it ends with an owner as long as anybody is in it, [GROUP-5] [GROUP-14] */
export function checkGroups({ findings }: FuzzWorld, truth: Truth): void {
  for (const [conv, log] of truth.logs) {
    if (!conv.startsWith("g:")) continue;
    const { members, settings } = groupOfLog(log);
    if (members.size > 0 && settings["dissolved"] === undefined)
      if (![...members.values()].some(({ role }) => role === "owner")) findings.add(`${conv} has no owner`);
    const end = log.findIndex(({ kind }) => kind === "group.dissolved");
    const after = end < 0 ? [] : log.slice(end + 1).filter(({ kind }) => kind !== "member.left");
    // a message that was on its way when another node ended it may still be said
    const known = after.filter(({ key, ref }) => key === null || ref !== null || truth.nodes === 1);
    for (const { seq, kind } of known) findings.add(`${conv} has ${kind} at ${seq}, after its end`);
    for (const [user, banned] of truth.bans.get(conv) ?? [])
      if (members.has(user)) findings.add(`${conv} has ${user} in it, who is banned since ${banned}`);
    const stored = truth.members.get(conv) ?? new Map<string, unknown>();
    const right = Object.fromEntries([...members].map(([user, member]) => [user, sorted(member)]));
    findings.differ(
      `${conv} in the store`,
      { members: sorted(Object.fromEntries(stored)) },
      { members: sorted(right) },
    );
  }
}

/** … and on every device of those in it. */
export function checkGroupView(
  { findings }: FuzzWorld,
  truth: Truth,
  device: FuzzDevice,
  summary: StoredSummary,
): void {
  const { id, kind } = summary;
  if (kind !== "group") return;
  const { members, settings, name, color } = groupOfLog(truth.logs.get(id) ?? []);
  const mine = members.get(device.user);
  const view = device.client.conversation(id).view.get();
  const where = `${device.name} ${id}`;
  findings.differ(
    where,
    {
      members: view?.members,
      role: view?.role,
      name: view?.name,
      color: color === undefined ? undefined : view?.color,
      settings: sorted(view?.settings ?? {}),
      muted: view?.mutedUntil ?? 0,
      nick: view?.nick ?? "",
    },
    {
      ...{ members: members.size, role: mine?.role, name, color },
      ...{ settings: sorted(settings), muted: mine?.muted ?? 0, nick: mine?.nick ?? "" },
    },
  );
}
