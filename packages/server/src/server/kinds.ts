import type { SendableKind } from "@skein/protocol/schema";
import type { Command } from "../command/command.ts";
import type { Duties } from "../duty/index.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Outside } from "../kit/outside.ts";
import type { Events } from "../message/events.ts";
import type { People } from "../message/people.ts";
import type { Reading } from "../message/read.ts";
import { judged, type SendRule } from "../message/rules.ts";
import type { Line } from "../message/send.ts";
import { type createFiles, fileRules } from "../module/file/index.ts";
import { contactRule, customRule, kindCommands } from "../module/kind/index.ts";
import { pollCommands, pollRule } from "../module/poll/index.ts";
import { createPreviews } from "../module/preview/index.ts";
import { stickerCommands, stickerRule } from "../module/sticker/index.ts";
import { createStreams, streamRule } from "../module/stream/index.ts";
import type { Storage } from "../storage/storage.ts";

/**
 * What must hold of a message of its kind: each asks the rule of its own kind alone.
 *
 * @param previewed what a text adds that links to a page
 * @param named what is to be said of the names of files
 */
export function kindRule(people: People, storage: Storage, previewed: SendRule, named: SendRule): SendRule {
  const texts = [streamRule(storage), previewed];
  const rules: Partial<Record<SendableKind, SendRule>> = {
    ...fileRules(storage, named),
    contact: contactRule(people),
    sticker: stickerRule(storage),
    poll: pollRule,
    custom: customRule(storage),
    text: (saying) => judged(texts, saying),
  };
  return (saying) => rules[saying.kind]?.(saying);
}

interface KindParts {
  readonly line: Line;
  readonly reading: Reading;
  readonly events: Events;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly outside: Outside;
  readonly duties: Duties;
  /** Makes a file of a picture that the server found. */
  readonly adopt: ReturnType<typeof createFiles>["adopt"];
  /** Whether pages are asked what they are. */
  readonly previews: boolean;
}

/** The rooms of polls, of integrators' types, and of messages that grow, and of what pages say of themselves. */
export function buildKinds({
  line,
  reading,
  events,
  clock,
  random,
  log,
  outside,
  duties,
  adopt,
  previews,
}: KindParts): {
  readonly commands: readonly Command[];
  /** What a text adds that links to a page. */
  readonly previewed: SendRule;
  close(): Promise<void>;
} {
  const { storage } = reading;
  const streams = createStreams({ line, storage, events, clock, random, log });
  const pages = createPreviews({ enabled: previews, line, storage, outside, adopt, duties, log });
  const kinds = [
    ...pollCommands({ line, reading }),
    ...kindCommands({ line, storage }),
    ...stickerCommands({ line, storage }),
  ];
  const commands = [...kinds, ...streams.commands, ...pages.commands];
  return { commands, previewed: pages.rule, close: () => streams.close() };
}
