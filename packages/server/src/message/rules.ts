import type { SendableKind } from "@skein/protocol/schema";
import type { Statement } from "../storage/storage.ts";
import type { Body } from "./bodies.ts";
import type { Conversation } from "./conversation.ts";

/** What somebody is about to say, before anything is written. */
export interface Saying {
  readonly user: string;
  readonly conv: string;
  readonly kind: SendableKind;
  readonly body: Body;
  /** Where it belongs to another entry: the message it edits, the root of its thread. */
  readonly ref?: number;
  /** ms by the server's clock. */
  readonly now: number;
  /** Undefined where this is the first thing said in a direct conversation. */
  readonly conversation: Conversation | undefined;
}

/** What a rule adds to what is said. */
export interface Addition {
  /** Written with it, all or nothing; a guard among them may refuse it at that very moment. */
  readonly rows?: readonly Statement[];
  /** Stands in the place of the body. */
  readonly body?: Body;
  /** The entry it belongs to: it is not shown among the others then. */
  readonly ref?: number;
  /** False: it does not count as unread in its conversation. */
  readonly countable?: false;
}

/**
 * May this be said, and what comes with it? Refuses by throwing a `Refusal`. Answers at once where it can: messages wait only for
 * rules that must read something. Features bring their rules to `server.ts`; the line knows none of them.
 *
 * @example const quiet: SendRule = ({ conversation, user, now }) => { if (…) throw new Refusal("muted"); return undefined; };
 */
export type SendRule = (saying: Saying) => Addition | undefined | Promise<Addition | undefined>;

/** What somebody is about to do to a message, short of saying anything. */
export interface Doing {
  readonly user: string;
  readonly conv: string;
  /** The message it is done to. */
  readonly ref: number;
  readonly conversation: Conversation;
  /** Takes away what is there and shows nothing new: whoever may not speak may do so still. */
  readonly takesBack: boolean;
  /** ms by the server's clock. */
  readonly now: number;
}

/** What a rule has to add to what is done. */
export interface Verdict {
  /** Guards of the same: what the rule looked at may change before it is written. */
  readonly rows?: readonly Statement[];
  /** It is for the eyes of who does it alone: this is written in the stead of what it would change. */
  readonly hidden?: readonly Statement[];
}

/** May this be done to a message? Refuses by throwing a `Refusal`, as rules of speaking do. */
export type DoRule = (doing: Doing) => Verdict | undefined | Promise<Verdict | undefined>;

/** What all rules together make of it. */
export async function judgedDoing(rules: readonly DoRule[], doing: Doing): Promise<Verdict> {
  let sum: Verdict = {};
  for (const rule of rules) {
    const verdict = await rule(doing);
    if (verdict) sum = { ...sum, ...verdict, rows: [...(sum.rows ?? []), ...(verdict.rows ?? [])] };
  }
  return sum;
}

/** What all rules together make of it; undefined when none adds anything. */
export function judged(rules: readonly SendRule[], saying: Saying): ReturnType<SendRule> {
  return goOn(rules, saying, 0, undefined);
}

function goOn(
  rules: readonly SendRule[],
  saying: Saying,
  from: number,
  so: Addition | undefined,
): ReturnType<SendRule> {
  let sum = so;
  let said = saying;
  for (let i = from; i < rules.length; i++) {
    const addition = rules[i]?.(said);
    // nearly all of them, for nearly every message
    if (addition === undefined) continue;
    if (addition instanceof Promise)
      return addition.then((late) => goOn(rules, after(said, late), i + 1, joined(sum, late)));
    sum = joined(sum, addition);
    said = after(said, addition);
  }
  return sum;
}

/** Later rules see what earlier ones made of the body. */
function after(saying: Saying, addition: Addition | undefined): Saying {
  return addition?.body ? { ...saying, body: addition.body } : saying;
}

function joined(sum: Addition | undefined, addition: Addition | undefined): Addition | undefined {
  if (!sum || !addition) return addition ?? sum;
  return { ...sum, ...addition, rows: [...(sum.rows ?? []), ...(addition.rows ?? [])] };
}
