import { isSendable } from "@skein/protocol/schema";
import type { StoredEntry } from "@skein/server";
import type { FuzzDevice } from "./device.ts";
import { foldedLog } from "./folded-log.ts";
import type { Truth } from "./truth.ts";
import type { FuzzWorld } from "./world.ts";

/** How somebody stands to a thread. */
interface Standing {
  followed: boolean;
  read: number;
}

/** The threads that somebody follows, how far they have read there and what not, as the logs say. [THREAD-3] [THREAD-5] */
export async function checkThreads({ clock, findings }: FuzzWorld, truth: Truth, device: FuzzDevice): Promise<void> {
  const shown: string[] = [];
  for (let after: number | undefined; ; ) {
    const page = await clock.settle(device.ask("thread.mine", { limit: 50, ...(after !== undefined && { after }) }));
    for (const { conv, root, replies, read, unread, last } of page.threads)
      if (!isUnsure(truth, conv, root.seq))
        shown.push(`${conv} ${root.seq}: ${replies} replies to ${last.seq}, read to ${read}, ${unread} unread`);
    after = page.next;
    if (after === undefined) break;
  }
  const right: string[] = [];
  for (const [conv, { mine }] of truth.lists.get(device.user) ?? []) {
    const log = truth.logs.get(conv) ?? [];
    const lines = foldedLog(log);
    for (const [root, { followed, read }] of standings(truth, device.user, conv)) {
      if (!followed || isUnsure(truth, conv, root) || root < mine.since || lines.get(root)?.recalledBy !== undefined)
        continue;
      const replies = log.filter((entry) => isReply(entry) && entry.ref === root);
      if (replies.length === 0) continue;
      const unread = replies.filter(({ seq, from }) => seq > read && from !== device.user).length;
      right.push(
        `${conv} ${root}: ${replies.length} replies to ${replies.at(-1)?.seq}, read to ${read}, ${unread} unread`,
      );
    }
  }
  findings.differ(device.name, { threads: shown.toSorted() }, { threads: right.toSorted() });
  const { state } = await device.client.threads();
  if (state.get().hasMore) return;
  const seen = state
    .get()
    // of one in which something was refused, that is the newest
    .threads.filter(({ conversation, root, last }) => last?.seq !== undefined && !isUnsure(truth, conversation, root))
    .map(
      ({ conversation, root, replies, read, unread, last }) =>
        `${conversation} ${root}: ${replies} replies to ${last?.seq}, read to ${read}, ${unread} unread`,
    );
  const refused = state.get().threads.filter(({ last }) => last?.seq === undefined);
  const told = right.filter(
    (line) => !refused.some(({ conversation, root }) => line.startsWith(`${conversation} ${root}:`)),
  );
  findings.differ(device.name, { "threads as shown": seen.toSorted() }, { "threads as shown": told.toSorted() });
}

/** Whom a reply meant that was taken back since, nobody knows any more. */
function isUnsure(truth: Truth, conv: string, root: number): boolean {
  return (truth.logs.get(conv) ?? []).some((entry) => isReply(entry) && entry.ref === root && entry.body === "{}");
}

const isReply = ({ ref, kind }: StoredEntry): boolean => ref !== null && isSendable(kind);

/** How a person stands to the threads of a conversation: by what is said there, and by what their own log says, in the order of both. */
function standings(truth: Truth, user: string, conv: string): Map<number, Standing> {
  const known = new Map<number, Standing>();
  const own = (truth.logs.get(`s:${user}`) ?? []).filter(
    ({ kind, body }) => kind === "self.thread" && (JSON.parse(body) as { conv: string }).conv === conv,
  );
  const log = truth.logs.get(conv) ?? [];
  const follow = (root: number, from: number): void => {
    const standing = known.get(root);
    if (standing) standing.followed = true;
    else known.set(root, { followed: true, read: from });
  };
  for (const entry of [...log, ...own].toSorted((a, b) => a.pos - b.pos)) {
    const { ref, seq, from, kind } = entry;
    if (kind === "self.thread") {
      const { root, read, followed } = JSON.parse(entry.body) as Standing & { readonly root: number };
      known.set(root, { followed, read });
    } else if (isReply(entry) && ref !== null) {
      if (from === user) known.set(ref, { followed: true, read: seq });
      else if (log[ref - 1]?.from === user && !known.has(ref)) known.set(ref, { followed: true, read: ref });
      if (entryMeans(entry.body, user)) follow(ref, seq - 1);
    } else if (kind === "message.edited" && ref !== null) {
      const edited = log[ref - 1];
      const root = edited && isReply(edited) ? edited.ref : null;
      if (root !== null && entryMeans(JSON.stringify((JSON.parse(entry.body) as { body?: unknown }).body ?? {}), user))
        follow(root, ref - 1);
    }
  }
  return known;
}

function entryMeans(body: string, user: string): boolean {
  const { mentions } = JSON.parse(body) as { readonly mentions?: { readonly users?: readonly string[] } };
  return mentions?.users?.includes(user) === true;
}
