import type { StoredEntry } from "@skein/server";
import type { FuzzDevice, Written } from "./device.ts";
import type { FuzzWorld } from "./world.ts";
import { ownThings } from "./own-log.ts";
import type { Truth } from "./truth.ts";

/** What somebody wrote is in the log, at the place where it was shown, or was refused for a reason that the log explains. */
export function checkWritten({ findings }: FuzzWorld, truth: Truth, device: FuzzDevice): void {
  const places = new Map<string, StoredEntry>();
  for (const log of truth.logs.values())
    for (const entry of log) if (entry.ref === null) places.set(`${entry.from} ${entry.key}`, entry);
  const latest = new Map<string, number>();
  for (const written of device.written.values()) {
    const entry = places.get(`${device.user} ${written.key}`);
    const what = `${device.name} wrote "${written.text}" in ${written.conv}`;
    if (entry) {
      findings.differ(what, { ...entry }, { conv: written.conv, from: device.user, key: written.key });
      // what one device writes in one conversation keeps its order [CLIENT-2]
      if (!written.retried && entry.seq < (latest.get(written.conv) ?? 0)) findings.add(`${what}: out of order`);
      if (!written.retried) latest.set(written.conv, entry.seq);
    } else checkMissing(truth, device, written, what, findings);
  }
  const gone = departures(truth, device.user);
  for (const [place, shown] of device.shown) {
    const [conv = "", seq = ""] = place.split(" ");
    const entry = truth.logs.get(conv)?.[Number(seq) - 1];
    const stands = entry && JSON.stringify([entry.from, entry.kind, JSON.parse(entry.body)]);
    if (Number(seq) > (gone.get(conv) ?? Number.POSITIVE_INFINITY)) {
      findings.add(`${device.name} showed ${place}, after ${device.user} had gone at ${gone.get(conv)}`);
    }
    // what it showed before something was done to it may be gone
    if (stands !== shown && entry?.body !== "{}" && !device.edited.has(place))
      findings.add(`${device.name} showed ${shown} at ${place}, where ${stands} stands`);
  }
}

/** Between two lines that were shown one after the other there is nothing but what was done to messages. */
export function checkSkips({ findings }: FuzzWorld, truth: Truth, device: FuzzDevice): void {
  const own = ownThings(truth.logs.get(`s:${device.user}`) ?? []);
  for (const skip of device.skips) {
    const [conv = "", from = 0, to = 0] = skip.split(" ");
    const between = truth.logs.get(conv)?.slice(Number(from), Number(to) - 1) ?? [];
    const shown = between.filter(
      ({ ref, seq }) => ref === null && !own.removed.has(`${conv} ${seq}`) && !device.removed.has(`${conv} ${seq}`),
    );
    if (shown.length > 0) findings.add(`${device.name} showed ${to} of ${conv} after ${from}`);
  }
}

/** Where a person left the groups that they are no member of now. [GROUP-3] */
function departures(truth: Truth, user: string): Map<string, number> {
  const gone = new Map<string, number>();
  for (const [conv, log] of truth.logs) {
    if (truth.lists.get(user)?.has(conv)) continue;
    const departure = log.findLast((entry) => isDeparture(entry, user));
    if (departure) gone.set(conv, departure.seq);
  }
  return gone;
}

function isDeparture({ kind, from, body }: StoredEntry, user: string): boolean {
  if (kind === "member.left") return from === user;
  return kind === "member.removed" && (JSON.parse(body) as { user: string }).user === user;
}

function checkMissing(
  truth: Truth,
  device: FuzzDevice,
  written: Written,
  what: string,
  findings: FuzzWorld["findings"],
): void {
  if (written.discarded) return;
  const { items } = device.client.conversation(written.conv).timeline.state.get();
  const item = items.find(({ id }) => id === written.key);
  const left = (truth.logs.get(written.conv) ?? []).some((entry) => isDeparture(entry, device.user));
  if (item?.state !== "failed") findings.add(`${what}: it is ${item?.state ?? "gone"}`);
  else if (!isExplained(item.error?.name ?? "", truth, written, left))
    findings.add(`${what}: it failed with ${item.error?.name}`);
}

/** Whether something that happened explains why a message was refused. */
function isExplained(error: string, truth: Truth, { conv, means }: Written, left: boolean): boolean {
  const happened = (...kinds: readonly string[]): boolean =>
    (truth.logs.get(conv) ?? []).some(({ kind }) => kinds.includes(kind));
  switch (error) {
    case "not_found":
      return left;
    case "muted":
      return happened("member.muted", "group.updated");
    case "ended":
      return happened("group.dissolved");
    case "invalid":
      return means?.users !== undefined;
    case "forbidden":
      return means?.all === true;
    case "not_accepted":
      return conv.startsWith("d:");
    default:
      return false;
  }
}
