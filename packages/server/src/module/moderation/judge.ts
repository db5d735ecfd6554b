import { directId } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { Body } from "../../message/bodies.ts";
import { hide, shownBody } from "../../message/hidden.ts";
import type { Addition, Doing, DoRule, Saying, SendRule, Verdict } from "../../message/rules.ts";
import type { Statement } from "../../storage/storage.ts";
import { hiddenOperation, touch } from "../message/index.ts";
import { HELD } from "./file-names.ts";
import { masked } from "./masked.ts";
import { flagged, hiddenHere } from "./store.ts";
import type { Known, ModerationState } from "./state.ts";
import type { WordList } from "./word-list.ts";

/**
 * What moderators have laid down holds for everything that is said and every edit: who is muted does not speak, words of the list are
 * refused, starred out or shown to moderators, and of whoever is shadow-banned nobody else sees anything. It is the first of the rules:
 * what it hides no other one can look into. Notes to oneself are nobody's business. [MOD-1] [MOD-2] [MOD-3] [MOD-6]
 */
export function moderationRule(state: ModerationState): SendRule {
  return (saying) => {
    const { known } = state;
    if (known && isSilent(known)) return undefined;
    if (saying.conv === directId(saying.user, saying.user)) return undefined;
    return known ? judge(known, saying) : state.read().then((late) => judge(late, saying));
  };
}

/**
 * The same for what is done to messages short of saying something: who is muted reacts, votes and pins as little as they speak, but takes
 * back what is theirs; of whoever is shadow-banned only they see what they do. [MOD-3] [MOD-6]
 */
export function moderationOfDoing(state: ModerationState): DoRule {
  return (doing) => {
    if (doing.conv === directId(doing.user, doing.user)) return undefined;
    const { known } = state;
    return known ? judgeDoing(known, doing) : state.read().then((late) => judgeDoing(late, doing));
  };
}

/** Nothing was laid down: the usual server, and every message asks. */
function isSilent({ words, muted, shadowed }: Known): boolean {
  return words.size === 0 && muted.size === 0 && shadowed.size === 0;
}

function judgeDoing({ muted, shadowed }: Known, { user, conv, ref, takesBack, now }: Doing): Verdict | undefined {
  if (!takesBack) mustBeHeard(muted, user, now);
  if ((shadowed.get(user) ?? 0) <= now) return undefined;
  return { hidden: [touch(conv, ref, "hidden"), hiddenHere(conv), hiddenOperation(conv, ref, user)] };
}

function mustBeHeard(muted: Known["muted"], user: string, now: number): void {
  const until = muted.get(user) ?? 0;
  if (until > now) throw new Refusal("muted", until < Number.POSITIVE_INFINITY ? { until } : {});
}

function judge({ words, muted, shadowed }: Known, saying: Saying): Addition | undefined {
  const { user, now } = saying;
  mustBeHeard(muted, user, now);
  const { body, flags } = looked(words, saying);
  const shadow = (shadowed.get(user) ?? 0) > now;
  if (body === saying.body && flags.length === 0 && !shadow) return undefined;
  const rows: Statement[] = [];
  if (flags.length > 0) rows.push(flagged(saying, body, flags));
  if (shadow) rows.push(hiddenHere(saying.conv));
  return {
    rows,
    ...(shadow ? { body: hide(body), countable: false, ...threadOf(saying) } : body === saying.body ? {} : { body }),
  };
}

/** What is hidden in a thread stands there for its author; the thread itself knows nothing of it. */
function threadOf({ body, ref, conversation }: Saying): { readonly ref?: number } {
  const { thread } = body as { readonly thread?: { readonly root: number } };
  return thread && ref === undefined && thread.root <= (conversation?.head ?? 0) ? { ref: thread.root } : {};
}

/** A rule that looks into bodies: what is hidden already it lets pass, since nobody but its author will see it. */
export function ofShown(rule: SendRule): SendRule {
  return (saying) => (shownBody(saying.body) === saying.body ? rule(saying) : undefined);
}

/** Fields that name something, and are not read by people. */
const NAMES: readonly string[] = ["url", "user", "users", "conv", "from", "id", "wave", "blur"];

/** What the list makes of all words of a body; files that it holds are looked at once the server has written what they are called. */
function looked(
  words: WordList,
  { kind, body }: Pick<Saying, "kind" | "body">,
): { readonly body: Body; readonly flags: readonly string[] } {
  if (words.size === 0) return { body, flags: [] };
  const flags = new Set<string>();
  const files = HELD[kind] ?? [];
  const see = (value: unknown, past: readonly string[] = NAMES): unknown => {
    if (typeof value === "string") return masked(words, value, flags);
    if (Array.isArray(value))
      return same(
        value,
        value.map((one) => see(one)),
      );
    if (typeof value !== "object" || value === null) return value;
    const parts = Object.entries(value).map(([name, part]) => [name, past.includes(name) ? part : see(part)] as const);
    const changed = parts.some(([name, part]) => part !== (value as Body)[name]);
    return changed ? Object.fromEntries(parts) : value;
  };
  return { body: see(body, [...NAMES, ...files]) as Body, flags: [...flags] };
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.some((part, i) => part !== before[i]) ? after : before;
}
