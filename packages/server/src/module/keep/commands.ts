import type { KeepChange, Params } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Conversation } from "../../message/conversation.ts";
import { stillMember } from "../../message/operate.ts";
import { type Reading, readEntries } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import type { Draft, MarkMove, Statement, Write } from "../../storage/storage.ts";
import { readsOf } from "./channel.ts";
import { draftsOf, readStars } from "./read.ts";
import { clearBefore, draft, keep, notTooManyRemoved, notTooManyStars, remove, star, toSelf, unstar } from "./store.ts";
import { tellSince } from "./tell.ts";

/** What a person keeps for themselves. Each change tells their own devices, and nobody else. */
export function keepCommands(line: Line, reading: Reading): Command[] {
  const written = async (write: Write & { readonly entries: readonly Draft[] }): Promise<{ seq: number }> => {
    const { places } = await line.commit.submit(write);
    return { seq: places[0]?.seq ?? 0 };
  };
  return [
    command("conversation.keep", async ({ user }, { changes }) => written(await keeping(line, user, changes)), 2),
    command("conversation.draft", async ({ user }, { conv, stamp, text, reply = 0 }) => {
      await memberOf(line.conversations, conv, user);
      return written({
        rows: [draft(user, conv, text, reply)],
        entries: [toSelf(user, "self.draft", { conv, stamp })],
      });
    }),
    command("conversation.drafts", async ({ user }, { convs }) => {
      const drafts = await draftsOf(reading.storage, user, convs);
      const wanted = new Set(convs);
      return { drafts: drafts.filter(({ id }) => wanted.has(id)).map(({ id, ...rest }) => ({ conv: id, ...rest })) };
    }),
    command(
      "message.star",
      async ({ user }, { conv, seqs, on }) => {
        await mustRead(reading, user, { conv, seqs });
        const stars = seqs.map((seq) => (on ? star(user, conv, seq) : unstar(user, conv, seq)));
        return written({
          rows: on ? [stillMember(conv, user), ...stars, notTooManyStars(user, conv)] : stars,
          entries: [toSelf(user, "self.starred", { conv, seqs, on })],
        });
      },
      2,
    ),
    command(
      "message.remove",
      async ({ user }, { conv, seqs }) => {
        await mustRead(reading, user, { conv, seqs });
        return written({
          rows: [stillMember(conv, user), ...seqs.map((seq) => remove(user, conv, seq)), notTooManyRemoved(user, conv)],
          entries: [toSelf(user, "self.removed", { conv, seqs })],
        });
      },
      2,
    ),
    command("star.list", ({ user }, params) => readStars(reading, user, params), 2),
    command("message.reads", ({ user }, { conv, seqs }) => readsOf(reading, user, conv, seqs), 2),
  ];
}

/** Marks that lie beyond what is there would hide what is yet to come: they end at the head. */
async function keeping(
  line: Line,
  user: string,
  changes: readonly KeepChange[],
): Promise<Write & { readonly entries: readonly Draft[] }> {
  const rows: Statement[] = [];
  const moves: MarkMove[] = [];
  const kept: KeepChange[] = [];
  if (new Set(changes.map(({ conv }) => conv)).size < changes.length) {
    throw new Refusal("invalid", { path: "/changes", message: "a conversation twice" });
  }
  for (const given of changes) {
    const { head } = await upTo(line, user, given);
    const change = {
      ...given,
      ...(given.hidden !== undefined && { hidden: Math.min(given.hidden, head) }),
      ...(given.since !== undefined && { since: Math.min(given.since, head + 1) }),
    };
    const { conv, since } = change;
    rows.push(...keep(user, change));
    if (since !== undefined) {
      rows.push(...clearBefore(user, conv, since));
      moves.push({ conv, user, read: since - 1, delivered: since - 1 });
    }
    kept.push(change);
  }
  const cleared = kept.filter(({ since }) => since !== undefined);
  return {
    rows,
    marks: moves,
    entries: [toSelf(user, "self.kept", { changes: kept })],
    ...(cleared.length > 0 && { tell: tellSince(user, cleared) }),
  };
}

/** The conversation, as new as the change: what is in memory may be a moment behind what another node wrote. */
async function upTo(line: Line, user: string, { conv, hidden = 0, since = 0 }: KeepChange): Promise<Conversation> {
  const known = await memberOf(line.conversations, conv, user);
  if (!line.conversations.shared || Math.max(hidden, since - 1) <= known.head) return known;
  return (await line.conversations.anew(conv)) ?? known;
}

/** All of them are there, and the person may read them; else none is touched. */
async function mustRead(
  reading: Reading,
  user: string,
  { conv, seqs }: Pick<Params<"message.remove">, "conv" | "seqs">,
): Promise<void> {
  const conversation = await memberOf(reading.conversations, conv, user);
  const since = conversation.readableFrom(user);
  const found = await readEntries(reading, conv, seqs);
  const readable = found.filter(({ seq, ref }) => seq >= since && ref === null);
  if (readable.length < seqs.length) throw new Refusal("not_found", { path: "/seqs" });
}
