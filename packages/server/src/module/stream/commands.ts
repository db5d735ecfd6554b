import { LIMITS } from "@skein/protocol";
import type { Params, Result } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { codePoints } from "../../kit/code-points.ts";
import { newId } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { admit, memberOf } from "../../message/admit.ts";
import { shownBody } from "../../message/hidden.ts";
import type { Conversation } from "../../message/conversation.ts";
import { finish } from "./finish.ts";
import type { StreamRoom } from "./room.ts";
import { begin, CANCELLED, end, grow, OPEN } from "./store.ts";

/** Streams that are told of one conversation. */
const TOLD = 50;

export function streamCommands(room: StreamRoom): Command[] {
  const { store, line, live } = room;
  return [
    command("stream.start", (caller, params) => start(room, caller.user, params), 2),
    command("stream.append", (caller, params) => append(room, caller.user, params)),
    command("stream.get", async (caller, { stream }) => {
      const row = await ownHead(room, caller.user, stream);
      if (row.state !== OPEN) throw new Refusal("ended");
      return { at: row.size };
    }),
    command(
      "stream.finish",
      async (caller, { stream }) => {
        const row = await store.whole(stream);
        if (row?.owner !== caller.user) throw new Refusal("not_found");
        return finish(room, row);
      },
      2,
    ),
    command("stream.cancel", async (caller, { stream }) => {
      const row = await ownHead(room, caller.user, stream);
      if (row.state === CANCELLED) return {};
      await line.commit.submit({ rows: [end(row, CANCELLED, line.clock.now())] });
      const conversation = await line.conversations.get(row.conv);
      if (conversation && row.hidden === 0) live.gaveUp(conversation, stream, row.owner, row.size);
      return {};
    }),
    command(
      "stream.list",
      async (caller, { conv }) => {
        await memberOf(line.conversations, conv, caller.user);
        const rows = await store.openIn(conv, caller.user, TOLD);
        return { streams: rows.map(({ id, owner, text, began }) => ({ stream: id, user: owner, text, began })) };
      },
      2,
    ),
  ];
}

async function start(room: StreamRoom, user: string, params: Params<"stream.start">): Promise<Result<"stream.start">> {
  const { line, store, live } = room;
  const { conv, key, reply } = params;
  const conversation = await memberOf(line.conversations, conv, user);
  // what was begun by this key goes on, or is refused when it does
  const known = await store.ofKey(user, conv, key);
  if (known) return { stream: known.id, at: known.size };
  const hidden = await mayBeSaid(room, user, conversation, { text: "…", ...(reply && { reply }) });
  const id = newId(room.random);
  const now = line.clock.now();
  try {
    await line.commit.submit({ rows: [begin({ id, conv, owner: user, key, reply: reply?.seq ?? null, now, hidden })] });
  } catch (fault) {
    // the same one at the same time
    const other = fault instanceof Refusal ? await store.ofKey(user, conv, key) : undefined;
    if (!other) throw fault;
    return { stream: other.id, at: other.size };
  }
  if (!hidden) live.grew(conversation, id, user, 0, "");
  return { stream: id, at: 0 };
}

async function append(
  room: StreamRoom,
  user: string,
  params: Params<"stream.append">,
): Promise<Result<"stream.append">> {
  const { line, live } = room;
  const { stream, at, text } = params;
  const row = await ownHead(room, user, stream);
  if (row.state !== OPEN) throw new Refusal("ended");
  if (row.size !== at) throw new Refusal("conflict");
  if (row.points + codePoints(text) > LIMITS.text) throw new Refusal("too_large", { path: "/text" });
  const conversation = await memberOf(line.conversations, row.conv, user);
  const hidden = (await mayBeSaid(room, user, conversation, { text })) || row.hidden === 1;
  await line.commit.submit({ rows: [grow(stream, at, text, line.clock.now(), hidden)] });
  if (!hidden) live.grew(conversation, stream, user, at, text);
  // whoever saw it begin sees no more of it
  else if (row.hidden === 0) live.gaveUp(conversation, stream, user, at, user);
  return { at: at + text.length };
}

/** The rules of speaking hold for what is seen before it is a message, too. Tells whether nobody else is to see it. */
async function mayBeSaid(
  { line }: StreamRoom,
  user: string,
  { id: conv }: Conversation,
  body: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const addition = await admit(line, { user, conv, kind: "text", body, now: line.clock.now() });
  return addition?.body !== undefined && shownBody(addition.body) !== addition.body;
}

/** A stream of one's own; those of others are not there. */
async function ownHead({ store }: StreamRoom, user: string, id: string) {
  const row = await store.head(id);
  if (row?.owner !== user) throw new Refusal("not_found");
  return row;
}
