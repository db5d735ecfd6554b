import type { StoredSummary } from "@skein/server";
import { sorted } from "./check-group.ts";
import type { FuzzDevice } from "./device.ts";
import { foldedLog } from "./folded-log.ts";
import type { OwnThings } from "./own-log.ts";
import type { Truth } from "./truth.ts";
import type { FuzzWorld } from "./world.ts";

/** Mentions that a list tells. */
const TOLD = 100;

/** What a list shows that the log of the conversation, or one's own, says: unread mentions, pins, and how one keeps it. */
export function checkNoted(
  { findings }: FuzzWorld,
  truth: Truth,
  device: FuzzDevice,
  { id, mine }: StoredSummary,
  own: OwnThings,
): void {
  const view = device.client.conversation(id).view.get();
  const where = `${device.name} ${id}`;
  const lines = [...foldedLog(truth.logs.get(id) ?? []).values()].filter(({ entry }) => entry.ref === null);
  const readable = lines.filter(({ entry }) => entry.seq >= mine.since && entry.key !== null);
  const mentions = readable
    .filter(({ entry, body }) => entry.seq > mine.read && entry.from !== device.user && means(body, device.user))
    .map(({ entry }) => entry.seq);
  const pins = readable
    .flatMap(({ entry, pinned }) => (pinned ? [{ seq: entry.seq, at: pinned.seq }] : []))
    .toSorted((a, b) => b.at - a.at)
    .map(({ seq }) => seq);
  findings.differ(where, { ...view }, { mentions: mentions.slice(0, TOLD), pins });
  const { pinned = 0, quiet = 0, unread = false, folders = [] } = own.kept.get(id) ?? {};
  findings.differ(
    `${where} as it is kept`,
    {
      pinned: view?.pinned ?? 0,
      quiet: view?.quiet ?? 0,
      unread: view?.markedUnread,
      folders: sorted(view?.folders),
      draft: view?.draft ?? "",
    },
    { pinned, quiet, unread, folders, draft: truth.drafts.get(`${device.user} ${id}`) ?? "" },
  );
}

function means(body: Readonly<Record<string, unknown>>, user: string): boolean {
  const { users = [], all } = (body["mentions"] ?? {}) as { readonly users?: readonly string[]; readonly all?: true };
  return all === true || users.includes(user);
}

/** What people are to each other is the same on each of their devices. [FRIEND-1] [REMARK-1] */
export function checkContacts({ findings }: FuzzWorld, truth: Truth, { client, name, user }: FuzzDevice): void {
  const shown = client.contacts.list.get().map(({ contact }) => contact && { ...contact, pinyin: undefined });
  const right = truth.contacts.filter(({ person }) => person === user).map(({ person: _mine, ...contact }) => contact);
  const byUser = (a: { user: string } | undefined, b: { user: string } | undefined): number =>
    (a?.user ?? "") < (b?.user ?? "") ? -1 : 1;
  findings.differ(name, { contacts: sorted(shown.toSorted(byUser)) }, { contacts: sorted(right.toSorted(byUser)) });
  const waits = client.contacts.requests
    .get()
    .flatMap(({ from, to, state }) => (state === "open" ? [`${from} → ${to}`] : []));
  const open = truth.requests.filter(({ from, to, hidden }) => from === user || (to === user && hidden === 0));
  findings.differ(
    name,
    { requests: waits.toSorted() },
    { requests: open.map(({ from, to }) => `${from} → ${to}`).toSorted() },
  );
}

/** Friends are friends of each other, unless one has blocked the other. [FRIEND-2] [FRIEND-6] */
export function checkFriends({ findings }: FuzzWorld, { contacts }: Truth): void {
  for (const { person, user, friend } of contacts) {
    if (friend === undefined) continue;
    const back = contacts.find((other) => other.person === user && other.user === person);
    if (back?.friend === undefined) findings.add(`${user} is a friend of ${person}, but not the other way`);
  }
}
