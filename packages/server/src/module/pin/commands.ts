import type { Params } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import { Refusal } from "../../kit/refusal.ts";
import { lookedAtTwice, memberOf, permitted } from "../../message/admit.ts";
import { entryJson, Json } from "../../message/encode.ts";
import { writtenWith } from "../../message/first-answer.ts";
import { type Done, once, operate } from "../../message/operate.ts";
import { mayDo } from "../../message/permission.ts";
import { readEntries, type Reading } from "../../message/read.ts";
import type { Line } from "../../message/send.ts";
import { targetOf, touch } from "../message/index.ts";
import { pinnedOf } from "./pinned.ts";
import { pin, unpin } from "./store.ts";

const KIND = "message.pinned";

export function pinCommands(line: Line, reading: Reading): Command[] {
  return [
    command("message.pin", (caller, params) => setPinned(line, reading, caller.user, params), 2),
    command("pin.list", (caller, { conv }) => listPinned(reading, caller.user, conv), 2),
  ];
}

/** Pins a message or takes that back; what is so already stays so. */
function setPinned(line: Line, reading: Reading, user: string, params: Params<"message.pin">): Promise<Done> {
  const { conv, seq, key, on } = params;
  const did = { conv, user, key, kind: KIND, ref: seq };
  return once(
    { reading },
    did,
    (body) => body["on"] === on,
    () => pinned(line, reading, user, params),
  );
}

async function pinned(line: Line, reading: Reading, user: string, params: Params<"message.pin">): Promise<Done> {
  const { conv, seq, key, on } = params;
  const { conversation, entry, recalled } = await targetOf(reading, user, conv, seq);
  await lookedAtTwice(line.conversations, conversation, user, (group) => {
    if (!mayDo(group, user, "pin")) throw new Refusal("forbidden");
  });
  if (entry.ref !== null) throw new Refusal("invalid", { path: "/seq", message: "a reply in a thread" });
  if (recalled) throw new Refusal("recalled");
  const now = line.clock.now();
  const verdict = await permitted(line, { user, conv, ref: seq, conversation, takesBack: false, now });
  const rows = [touch(conv, seq, "pinned"), ...(on ? pin(conv, seq) : unpin(conv, seq))];
  const operation = { conv, user, key, kind: KIND, ref: seq, body: { on }, rows, verdict };
  try {
    return await operate({ line }, operation);
  } catch (fault) {
    if (!Refusal.is(fault, "conflict") || (await writtenWith(reading.storage, operation))) throw fault;
    // so already
    return { seq: entry.seq, at: entry.at };
  }
}

async function listPinned(reading: Reading, user: string, conv: string): Promise<Json> {
  const conversation = await memberOf(reading.conversations, conv, user);
  const summary = conversation.summaryFor(user, 0);
  const told = summary && (await pinnedOf(reading.storage)(user, [summary])).get(conv);
  const { pinned: seqs = [] } = JSON.parse(`{${told ?? ""}}`) as { pinned?: number[] };
  const entries = await readEntries(reading, conv, seqs);
  const folds = await reading.folds.of(user, entries);
  const users = await reading.people.profiles(new Set(entries.map(({ from }) => from)));
  const texts = seqs
    .flatMap((seq) => entries.filter((entry) => entry.seq === seq))
    .map((e) => entryJson(e, folds.get(e), user));
  return new Json(`{"entries":[${texts.join(",")}],"users":[${users.join(",")}]}`);
}
