import type { Static } from "typebox";
import { accountCommands } from "./commands/account.ts";
import { keepCommands } from "./commands/keep.ts";
import { contactCommands } from "./commands/contact.ts";
import { fileCommands } from "./commands/file.ts";
import { deviceCommands } from "./commands/device.ts";
import { groupCommands } from "./commands/group.ts";
import { messageCommands } from "./commands/message.ts";
import { kindCommands } from "./commands/kind.ts";
import { moderationCommands } from "./commands/moderation.ts";
import { pollCommands } from "./commands/poll.ts";
import { previewCommands } from "./commands/preview.ts";
import { stickerCommands } from "./commands/sticker.ts";
import { type Excerpt, searchCommands } from "./commands/search.ts";
import { pushCommands } from "./commands/push.ts";
import { streamCommands } from "./commands/stream.ts";
import { talkCommands } from "./commands/talk.ts";
import { threadCommands } from "./commands/thread.ts";
import type { CommandRow } from "./commands/row.ts";
import type { Bodies, SendableKind } from "./kinds.ts";
import type { Changes, Entry, Summary } from "./log.ts";
import type { Report } from "./moderation.ts";
import type { Profile } from "./people.ts";

/** Every command by its wire name: the same row answers over WebSocket and over HTTP. */
export const COMMANDS = {
  ...accountCommands,
  ...deviceCommands,
  ...contactCommands,
  ...messageCommands,
  ...keepCommands,
  ...moderationCommands,
  ...talkCommands,
  ...groupCommands,
  ...threadCommands,
  ...pollCommands,
  ...kindCommands,
  ...streamCommands,
  ...stickerCommands,
  ...previewCommands,
  ...fileCommands,
  ...searchCommands,
  ...pushCommands,
} as const satisfies Record<string, CommandRow>;

export type CommandName = keyof typeof COMMANDS;
/** Interfaces, so that TypeScript looks a command up instead of deriving the types of all of them at each call. */
interface ParamsByName
  extends SendParams,
    Readonly<{ [N in Exclude<CommandName, keyof SendParams>]: Static<(typeof COMMANDS)[N]["params"]> }> {}
export type Params<N extends CommandName> = ParamsByName[N];

/** A message to send: its body follows from its kind. */
type MessageOf<K extends SendableKind> = { [N in K]: { kind: N; body: Bodies[N] } }[K];

/** Params that hold a body by its kind; JSON Schema does not say that here, the server checks it by the table of kinds. */
interface SendParams {
  "message.send": { conv: string; key: string } & MessageOf<SendableKind>;
}

/** A thread that one follows. */
export interface OwnThread {
  conv: string;
  root: Entry;
  last: Entry;
  replies: number;
  followed: boolean;
  read: number;
  unread: number;
}

interface Opened {
  conversation: Summary;
  users: Profile[];
}

/** Results that hold entries: TypeScript narrows an entry's body by its kind, JSON Schema does not say that here. */
interface EntryResults {
  "message.list": { entries: Entry[]; head: number };
  "message.get": { entries: Entry[] };
  "message.edits": { entries: Entry[] };
  "star.list": { entries: Entry[]; users: Profile[]; next?: string };
  "search.messages": { hits: { entry: Entry; excerpt: Excerpt }[]; users: Profile[]; next?: string; behind?: true };
  "thread.list": { root: Entry; entries: Entry[] } & Omit<OwnThread, "conv" | "root" | "last">;
  "thread.mine": { threads: OwnThread[]; users: Profile[]; unread: number; next?: number };
  "conversation.files": { entries: Entry[]; users: Profile[]; next?: number };
  "pin.list": { entries: Entry[]; users: Profile[] };
  "conversation.list": { conversations: Summary[]; users: Profile[]; next?: string };
  "conversation.get": Opened;
  "conversation.open": Opened;
  "group.create": Opened;
  "report.get": { report: Report; context: Entry[]; users: Profile[] };
  "sync.changes": { resume: "delta" | "reset"; reason?: string } & Changes;
}

interface ResultByName
  extends EntryResults,
    Readonly<{ [N in Exclude<CommandName, keyof EntryResults>]: Static<(typeof COMMANDS)[N]["result"]> }> {}
export type Result<N extends CommandName> = ResultByName[N];

export type { CustomType } from "./commands/kind.ts";
export type { Access, CommandRow } from "./commands/row.ts";
