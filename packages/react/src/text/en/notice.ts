import { of } from "./count.ts";

const names = new Intl.ListFormat("en", { type: "conjunction" });

/** What happened in a group or a channel, in a sentence each. */
const noticeOf = (place: "group" | "channel") => ({
  groupCreated: (who: string, name: string) => `${who} created the ${place} “${name}”`,
  renamed: (who: string, name: string) => `${who} renamed the ${place} to “${name}”`,
  recolored: (who: string) => `${who} changed the ${place}’s colour`,
  renamedAndRecolored: (who: string, name: string) => `${who} renamed the ${place} to “${name}” and changed its colour`,
  added: (who: string, people: readonly string[]) => `${who} added ${names.format(people)}`,
  removed: (who: string, person: string) => `${who} removed ${person}`,
  banned: (who: string, person: string) => `${who} banned ${person} from the ${place}`,
  joined: (who: string) => `${who} joined by a link`,
  letIn: (by: string, who: string) => `${who} joined; ${by} approved`,
  transferred: (who: string, person: string) => `${who} handed the ${place} on to ${person}`,
  /** `until`: the time in words; absent: for good. */
  muted: (who: string, person: string, until?: string) => `${who} muted ${person}${until ? ` until ${until}` : ""}`,
  unmuted: (who: string, person: string) => `${who} let ${person} speak again`,
  nick: (who: string, nick: string) => `${who} is called “${nick}” here now`,
  unnamed: (who: string) => `${who} took off the ${place} nickname`,
  dissolved: (who: string) => `${who} dissolved the ${place}; it can still be read`,
  announced: (who: string) => `${who} posted an announcement`,
  unannounced: (who: string) => `${who} took the announcement down`,
  described: (who: string) => `${who} changed the description`,
  slowed: (who: string, pause: string) => `${who} turned slow mode on: one message every ${pause}`,
  unslowed: (who: string) => `${who} turned slow mode off`,
  mutedAll: (who: string, until?: string) => `${who} muted everyone${until ? ` until ${until}` : ""}`,
  unmutedAll: (who: string) => `${who} let everyone speak again`,
  historyAll: (who: string) => `${who} lets newcomers read everything`,
  historyNone: (who: string) => `${who} lets newcomers read only what comes after them`,
  historyLast: (who: string, count: number) =>
    `${who} lets newcomers read the last ${of(count, "message", "messages")}`,
  pictured: (who: string) => `${who} changed the ${place}’s picture`,
  unpictured: (who: string) => `${who} removed the ${place}’s picture`,
  permissionsChanged: (who: string) => `${who} changed who may do what`,
  changedSettings: (who: string) => `${who} changed the ${place}’s settings`,
  left: (who: string) => `${who} left`,
  recalled: (who: string) => `${who} took back a message`,
  recalledOf: (who: string, whose: string) => `${who} took back a message of ${whose}`,
  role: (who: string, person: string, role: "owner" | "admin" | "member") =>
    ({
      owner: `${who} made ${person} an owner`,
      admin: `${who} made ${person} an admin`,
      member: `${who} made ${person} a member`,
    })[role],
  andMore: (count: number) => of(count, "other", "others"),
  /** How the reader is called as the one who did it, and as the one it was done to. */
  you: "You",
  youObject: "you",
});

export const noticeEn = noticeOf("group");
export const noticeOfChannelEn = noticeOf("channel");

export type NoticeTexts = ReturnType<typeof noticeOf>;
