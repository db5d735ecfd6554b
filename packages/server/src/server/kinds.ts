import type { SendableKind } from "@skein/protocol/schema";
import type { Command } from "../command/command.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Events } from "../message/events.ts";
import type { People } from "../message/people.ts";
import type { Reading } from "../message/read.ts";
import type { SendRule } from "../message/rules.ts";
import type { Line } from "../message/send.ts";
import { contactRule, customRule, kindCommands } from "../module/kind/index.ts";
import { pollCommands, pollRule } from "../module/poll/index.ts";
import { createStreams, streamRule } from "../module/stream/index.ts";
import type { Storage } from "../storage/storage.ts";

/** What must hold of a message of its kind: each asks the rule of its own kind alone. */
export function kindRule(people: People, storage: Storage): SendRule {
  const rules: Partial<Record<SendableKind, SendRule>> = {
    contact: contactRule(people),
    poll: pollRule,
    custom: customRule(storage),
    text: streamRule(storage),
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
}

/** The rooms of polls, of integrators' types, and of messages that grow. */
export function buildKinds({ line, reading, events, clock, random, log }: KindParts): {
  readonly commands: readonly Command[];
  close(): Promise<void>;
} {
  const { storage } = reading;
  const streams = createStreams({ line, storage, events, clock, random, log });
  const commands = [...pollCommands({ line, reading }), ...kindCommands({ line, storage }), ...streams.commands];
  return { commands, close: () => streams.close() };
}
