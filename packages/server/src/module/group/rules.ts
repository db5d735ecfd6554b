import { mayInGroup } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { Addition, Doing, Saying, SendRule, Verdict } from "../../message/rules.ts";
import { NUM } from "../../message/shown.ts";
import type { Statement, Storage } from "../../storage/storage.ts";
import { settingsOf } from "./access.ts";
import { stillThere } from "./store.ts";

/**
 * May they speak in this group now? Answers at once but in slow mode. What is muted for a while ends by the clock: nobody has to
 * write that it is over. [GROUP-9] [GROUP-10]
 */
export function speaking(storage: Pick<Storage, "query">): SendRule {
  return (saying) => {
    const { conversation, user, now, ref } = saying;
    const member = conversation?.members.get(user);
    if (conversation?.kind !== "group" || !member) return undefined;
    const { dissolved, permissions, mutedUntil = 0, slow = 0 } = settingsOf(conversation);
    if (dissolved !== undefined) throw new Refusal("ended");
    if (member.muted > now) throw new Refusal("muted", { until: member.muted });
    if (!mayInGroup(permissions, member.role, "send")) throw new Refusal("muted");
    const bound = member.role === "member";
    if (bound && mutedUntil > now) throw new Refusal("muted", { until: mutedUntil });
    // an edit says nothing new
    if (ref !== undefined) return { rows: stillSpeaks(saying.conv, user, now) };
    return bound && slow > 0 ? inTime(storage, saying, slow * 1000) : undefined;
  };
}

/**
 * May they do something to a message of this group? In one that was dissolved nothing happens any more; who is muted only takes back what is
 * theirs. Where not they but all are muted, or only some may speak, the others go on reacting and voting. [GROUP-9] [GROUP-14]
 */
export function doing({ conversation, conv, user, takesBack, now }: Doing): Verdict | undefined {
  const member = conversation.members.get(user);
  if (conversation.kind !== "group" || !member) return undefined;
  if (settingsOf(conversation).dissolved !== undefined) throw new Refusal("ended");
  if (!takesBack && member.muted > now) throw new Refusal("muted", { until: member.muted });
  return { rows: takesBack ? [stillThere(conv)] : stillSpeaks(conv, user, now) };
}

/** The same when it is written. Plain messages do without: they would cost twice as much. */
function stillSpeaks(conv: string, user: string, now: number): Statement[] {
  const sql = `UPDATE members SET muted = muted WHERE conv = ${NUM} AND "user" = ? AND muted <= ?`;
  return [stillThere(conv), { sql, parameters: [conv, user, now], expect: { changes: 1, error: "muted" } }];
}

/** Tells how long to wait; that two at once are not both taken is decided when they are written. */
async function inTime(storage: Pick<Storage, "query">, { conv, user, now }: Saying, pause: number): Promise<Addition> {
  const [last] = await storage.query<{ spoke: number }>({
    sql: `SELECT spoke FROM group_pace WHERE conv = ${NUM} AND person = ?`,
    parameters: [conv, user],
  });
  const wait = last ? Number(last.spoke) + pause - now : 0;
  if (wait > 0) throw new Refusal("rate_limited", { after: wait, until: now + wait });
  return { rows: [spoke(conv, user, now, pause)] };
}

function spoke(conv: string, user: string, now: number, pause: number): Statement {
  return {
    sql: `INSERT INTO group_pace (conv, person, spoke) SELECT num, ?, ? FROM conversations WHERE id = ?
          ON CONFLICT (conv, person) DO UPDATE SET spoke = excluded.spoke WHERE group_pace.spoke <= ?`,
    parameters: [user, now, conv, now - pause],
    expect: { changes: 1, error: "rate_limited" },
  };
}
