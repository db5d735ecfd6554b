import type { NotifyRule, Settings } from "@skein/protocol/schema";
import { LIMITS } from "@skein/protocol";
import { quietFor } from "./quiet-hours.ts";

/** How long after a message a person who uses another device is told of it there alone. ms */
const ELSEWHERE = 15_000;
/** While somebody looks at the conversation itself it is looked again so often whether they have read it. ms */
const AGAIN = 3_000;
/** While it is quiet it is looked again so often: quiet hours are changed, clocks are put forward, and what was read need not wait. ms */
const AT_NIGHT = 1_800_000;

/** A message that may be told of: it can be read, and was not taken back. */
export interface Candidate {
  readonly seq: number;
  /** It means the person by name, alone or with everybody. */
  readonly means: boolean;
}

/** All that decides whether a device is told. */
export interface Situation {
  readonly now: number;
  /** When the first of the messages came. */
  readonly since: number;
  readonly conversation: {
    readonly kind: "direct" | "group";
    readonly members: number;
    /** In a thread: only those who follow it are asked about. */
    readonly thread: boolean;
  };
  /** Of this conversation; `default`: by the settings. */
  readonly rule: NotifyRule | "default";
  /** Until when the conversation makes no noise. */
  readonly quietUntil: number;
  readonly settings: Pick<Settings, "notifyDirect" | "notifyGroups" | "quietHours">;
  /** Up to there the person has read. */
  readonly read: number;
  /** The newest first. */
  readonly candidates: readonly Candidate[];
  /** The person looks at one of their devices: at this conversation, or at something else. */
  readonly attention: "here" | "elsewhere" | undefined;
}

export type Decision =
  | { readonly do: "send"; readonly seq: number }
  /** Looked at again after so many ms. */
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "drop"; readonly why: "nothing_left" | "read" | "muted" | "rule" };

/** What a person is told of where neither they nor the conversation say otherwise. */
function ruleOf({ rule, settings, conversation }: Situation): NotifyRule {
  if (rule !== "default") return rule;
  if (conversation.kind === "direct") return settings.notifyDirect ?? "all";
  const { notifyGroups = "default" } = settings;
  if (notifyGroups !== "default") return notifyGroups;
  return conversation.members > LIMITS.notifiedMembers && !conversation.thread ? "mentions" : "all";
}

/** Whether a device is told, of which message, or when to look again. Asked right before it is sent. [PUSH-4] [PUSH-5] [PUSH-6] */
export function decide(situation: Situation): Decision {
  const { now, since, settings, read, candidates, quietUntil, attention } = situation;
  if (candidates.length === 0) return { do: "drop", why: "nothing_left" };
  const unread = candidates.filter(({ seq }) => seq > read);
  if (unread.length === 0) return { do: "drop", why: "read" };
  const rule = ruleOf(situation);
  const muted = quietUntil > now;
  const told = unread.find(({ means }) => (rule === "all" && !muted ? true : rule !== "none" && means));
  if (!told) return { do: "drop", why: muted ? "muted" : "rule" };
  const quiet = settings.quietHours ? quietFor(settings.quietHours, now) : 0;
  if (quiet > 0) return { do: "wait", ms: Math.min(quiet, AT_NIGHT) };
  if (attention === "here") return { do: "wait", ms: AGAIN };
  if (attention === "elsewhere" && now < since + ELSEWHERE) return { do: "wait", ms: since + ELSEWHERE - now };
  return { do: "send", seq: told.seq };
}
