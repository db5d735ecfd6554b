import { isSendable } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { type Reading, readEntries } from "../../message/read.ts";
import type { Addition, Saying, SendRule } from "../../message/rules.ts";
import { touch } from "../message/index.ts";
import { followMentioned, followMentionedAnew, reply } from "./store.ts";

interface Threaded {
  readonly thread?: { readonly root: number };
  readonly mentions?: { readonly users?: readonly string[] };
}

/** What is said in the thread of a message stands under it, and does not count among what is said in the conversation. */
export function threads(reading: Pick<Reading, "storage">): SendRule {
  return (saying) => {
    const { thread, mentions } = saying.body as Threaded;
    if (saying.ref === undefined) return thread && stoodUnder(reading, saying, thread.root, mentions?.users ?? []);
    return mentions?.users?.length ? { rows: followMentionedAnew(saying.conv, saying.ref, mentions.users) } : undefined;
  };
}

async function stoodUnder(
  reading: Pick<Reading, "storage">,
  { conv, user, conversation }: Saying,
  root: number,
  users: readonly string[],
): Promise<Addition> {
  const path = "/body/thread/root";
  const since = conversation?.readableFrom(user) ?? 0;
  const [entry] = conversation && root >= since ? await readEntries(reading, conv, [root]) : [];
  if (!entry || !isSendable(entry.kind)) {
    throw new Refusal("not_found", { path });
  }
  if (entry.ref !== null) throw new Refusal("invalid", { path, message: "stands in a thread itself" });
  const rows = [
    touch(conv, root, "thread"),
    ...reply(conv, root, user, entry.from),
    ...followMentioned(conv, root, users),
  ];
  return { ref: root, countable: false, rows };
}
