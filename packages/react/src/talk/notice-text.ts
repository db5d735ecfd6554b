import type { Item } from "@skein/client";
import type { GroupSettings } from "@skein/protocol";
import type { Texts } from "../text/en.ts";
import type { Formats } from "../text/formats.ts";
import { customWords } from "./kind/custom.tsx";
import { isolate } from "../text/isolate.ts";

interface Reader {
  readonly me: string | undefined;
  /** It happened in a channel. */
  readonly channel?: boolean;
  readonly nameOf: (id: string) => string;
  readonly texts: Texts;
  readonly formats: Formats;
}

/** More names than this in one notice become a number. */
const NAMED = 3;

/** The people a notice names besides the one who did it. */
export function peopleOf(item: Item): readonly string[] {
  if (item.recalled) return [item.recalled.by];
  switch (item.kind) {
    case "member.added":
      return item.body.users.slice(0, NAMED + 1);
    case "member.removed":
    case "member.role":
    case "member.transferred":
    case "member.muted":
      return [item.body.user];
    case "member.joined":
      return item.body.by === undefined ? [] : [item.body.by];
    default:
      return [];
  }
}

/** One sentence for each kind of system entry. A new kind is a new case here; unknown ones say that they are unknown. */
export function noticeText(item: Item, { me, channel = false, nameOf, texts, formats }: Reader): string {
  const notice = channel ? texts.noticeOfChannel : texts.notice;
  const who = item.from === me ? notice.you : isolate(nameOf(item.from));
  const whom = (id: string): string => (id === me ? notice.youObject : isolate(nameOf(id)));
  if (item.recalled) {
    const { by } = item.recalled;
    return by === item.from
      ? notice.recalled(who)
      : notice.recalledOf(by === me ? notice.you : isolate(nameOf(by)), whom(item.from));
  }
  switch (item.kind) {
    case "group.created":
      return notice.groupCreated(who, isolate(item.body.name));
    case "group.updated": {
      const { name, color, settings } = item.body;
      if (settings && name === undefined && color === undefined)
        return settingsText(settings, who, { notice, formats, at: item.at });
      if (name === undefined) return notice.recolored(who);
      return color === undefined ? notice.renamed(who, isolate(name)) : notice.renamedAndRecolored(who, isolate(name));
    }
    case "member.added": {
      const { users } = item.body;
      const named = users.slice(0, users.length > NAMED + 1 ? NAMED : NAMED + 1).map(whom);
      const rest = users.length - named.length;
      return notice.added(who, rest > 0 ? [...named, notice.andMore(rest)] : named);
    }
    case "member.removed":
      return (item.body.banned ? notice.banned : notice.removed)(who, whom(item.body.user));
    case "member.joined":
      return item.body.by === undefined ? notice.joined(who) : notice.letIn(whom(item.body.by), who);
    case "member.transferred":
      return notice.transferred(who, whom(item.body.user));
    case "member.muted":
      return item.body.until > item.at
        ? notice.muted(who, whom(item.body.user), formats.until(item.body.until, item.at))
        : notice.unmuted(who, whom(item.body.user));
    case "member.nick":
      return item.body.nick === "" ? notice.unnamed(who) : notice.nick(who, isolate(item.body.nick));
    case "group.dissolved":
      return notice.dissolved(who);
    case "member.left":
      return notice.left(who);
    case "member.role":
      return notice.role(who, whom(item.body.user), item.body.role);
    case "custom":
      return customWords(item.body, { texts });
    default:
      return texts.talk.unknownKind;
  }
}

/** What changed of a group's settings: one thing at a time is the rule, more are told as a change of settings. */
function settingsText(
  settings: GroupSettings,
  who: string,
  { notice, formats, at }: { readonly notice: Texts["notice"]; readonly formats: Formats; readonly at: number },
): string {
  const { announcement, avatar, description, slow, mutedUntil, history, permissions } = settings;
  if (announcement !== undefined) return announcement ? notice.announced(who) : notice.unannounced(who);
  if (Object.keys(settings).length > 1) return notice.changedSettings(who);
  if (avatar !== undefined) return avatar ? notice.pictured(who) : notice.unpictured(who);
  if (description !== undefined) return notice.described(who);
  if (slow !== undefined) return slow > 0 ? notice.slowed(who, formats.lasting(slow * 1_000)) : notice.unslowed(who);
  if (mutedUntil !== undefined)
    return mutedUntil > at ? notice.mutedAll(who, formats.until(mutedUntil, at)) : notice.unmutedAll(who);
  if (history !== undefined) {
    if (history === 0) return notice.historyNone(who);
    return history > 0 ? notice.historyLast(who, history) : notice.historyAll(who);
  }
  return permissions ? notice.permissionsChanged(who) : notice.changedSettings(who);
}
