import { LIMITS } from "@skein/protocol";
import { type KindRow, KINDS, type Params, type SendableKind } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import { retried } from "../../kit/retried.ts";
import { allowed } from "../../message/admit.ts";
import { type Body, checked } from "../../message/bodies.ts";
import { hide, shownBody } from "../../message/hidden.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import { cameFrom } from "../../message/same-words.ts";
import type { MessageRoom } from "./room.ts";
import { edit, touch } from "./store.ts";
import { targetOf } from "./target.ts";

const KIND = "message.edited";

/** How often an edit is tried when others come before it. */
const TRIES = 5;

/** The author changes what they said; the rules of speaking hold for it as for a new message. */
export function editMessage(room: MessageRoom, user: string, params: Params<"message.edit">): Promise<Done> {
  const { conv, seq, key } = params;
  const did = { conv, user, key, kind: KIND, ref: seq };
  return once(
    room,
    did,
    (written) => isErased(written) || cameFrom(words(written["body"] as Body), words(params.body as Body)),
    () => retried(TRIES, () => edited(room, user, params)),
  );
}

async function edited(room: MessageRoom, user: string, params: Params<"message.edit">): Promise<Done> {
  const { line, reading } = room;
  const { conv, seq, key } = params;
  const { conversation, entry, times, recalled } = await targetOf(reading, user, conv, seq);
  const kind = entry.kind as SendableKind;
  if (entry.from !== user || !KINDS[kind].editable) throw new Refusal("forbidden");
  if (recalled) throw new Refusal("recalled");
  const now = line.clock.now();
  if (now - entry.at > LIMITS.editWindow) throw new Refusal("too_late");
  if (times >= LIMITS.edits) throw new Refusal("too_many");
  const said = checked(kind, rewritten(kind, entry.body, params.body as Body));
  const addition = await allowed(line, { user, conv, kind, body: said, ref: seq, now, conversation });
  const body = { body: kept(entry.body, addition?.body ?? said) };
  const rows = [touch(conv, seq, "message"), edit(conv, seq, times + 1), ...(addition?.rows ?? [])];
  return operate(room, { conv, user, key, kind: KIND, ref: seq, body, rows });
}

/** The message as it is to be: what the edit says, or of one that holds files its words alone. */
function rewritten(kind: SendableKind, before: string, body: Body): Body {
  const { edits }: KindRow = KINDS[kind];
  if (!edits) return body;
  const isWords = ([name]: readonly [string, unknown]): boolean => name === "mentions" || edits.includes(name);
  const stays = Object.entries(shownBody(JSON.parse(before) as Body)).filter((field) => !isWords(field));
  return Object.fromEntries([...stays, ...Object.entries(body).filter(isWords)]);
}

/** Whom it answers, its thread and who said it first stay as they were. */
function kept(before: string, body: Body): Body {
  const { reply, thread, forward } = shownBody(JSON.parse(before) as Body);
  const shown = shownBody(body);
  const all = {
    ...own(shown),
    ...(reply !== undefined && { reply }),
    ...(thread !== undefined && { thread }),
    ...(forward !== undefined && { forward }),
  };
  return shown === body ? all : hide(all);
}

/** What an edit says itself. */
function own(body: Body): Body {
  const { reply: _reply, thread: _thread, forward: _forward, ...rest } = body;
  return rest;
}

/** The same without the files that it is not about: whoever asks may have left them out. */
function words(body: Body): Body {
  const {
    file: _file,
    items: _items,
    poster: _poster,
    duration: _ms,
    width: _width,
    height: _height,
    ...rest
  } = own(shownBody(body));
  return rest;
}

/** The message was taken back since: of its edits nothing is left to compare. */
function isErased(body: Body): boolean {
  return Object.keys(body).length === 0;
}
