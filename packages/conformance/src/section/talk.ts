import type { Entry, Params } from "@skein/protocol";
import { Failure } from "../expect.ts";
import { newKey } from "../random.ts";
import { words } from "../stage.ts";
import type { Actor } from "../wire/actor.ts";

/** Says something; returns its place. */
export async function say(by: Actor, conv: string, text: string, more: object = {}): Promise<number> {
  const message = words(conv, text);
  return (await by.ask("message.send", { ...message, body: { ...message.body, ...more } })).seq;
}

/** A message as somebody reads it now, with what was done to it. */
export async function read(by: Actor, conv: string, seq: number): Promise<Entry> {
  const [entry] = (await by.ask("message.get", { conv, seqs: [seq] })).entries;
  if (!entry) throw new Failure(`message.get of ${seq} in ${conv}`, "an entry", "none");
  return entry;
}

/** A conversation as somebody has it. */
export async function view(by: Actor, conv: string) {
  return (await by.ask("conversation.get", { conv })).conversation;
}

/** All of a log, read page by page. */
export async function wholeLog(by: Actor, conv: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await by.ask("message.list", { conv, after: entries.at(-1)?.seq ?? 0, limit: 100 });
    if (page.entries.length === 0) return entries;
    entries.push(...page.entries);
  }
}

export function react(by: Actor, conv: string, seq: number, emoji: string, on = true) {
  return by.ask("message.react", { conv, seq, key: newKey(), emoji, on });
}

export function recall(by: Actor, conv: string, seq: number) {
  return by.ask("message.recall", { conv, seq, key: newKey() });
}

export function edit(by: Actor, conv: string, seq: number, text: string) {
  return by.ask("message.edit", { conv, seq, key: newKey(), body: { text } });
}

export function mark(by: Actor, conv: string, marks: Omit<Params<"conversation.mark">["marks"][number], "conv">) {
  return by.ask("conversation.mark", { marks: [{ conv, ...marks }] });
}
