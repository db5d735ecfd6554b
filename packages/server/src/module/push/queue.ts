import { LIMITS } from "@skein/protocol";
import { isSendable, KINDS } from "@skein/protocol/schema";
import { isHidden } from "../../message/hidden.ts";
import type { Statement, StoredEntry } from "../../storage/storage.ts";
import { NOTIFY } from "../keep/index.ts";

const ALL = NOTIFY.indexOf("all");
const NONE = NOTIFY.indexOf("none");

interface Mentioning {
  readonly mentions?: { readonly users?: readonly string[]; readonly all?: boolean };
}

/** Whom a message means by name, and whether it means everybody. */
export function mentionsIn(body: string): { readonly users: readonly string[]; readonly all: boolean } {
  const { users = [], all = false } = (JSON.parse(body) as Mentioning).mentions ?? {};
  return { users, all };
}

/** What must hold of the members `m` who are told. */
export interface Among {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Of the people of a crowd: those who want to hear all of it, and those who follow a thread of it. */
const NUM_OF = "(SELECT num FROM conversations WHERE id = ?)";
export const wantingAll = (conv: string): Among => ({
  sql: `m."user" IN (SELECT w.person FROM kept w WHERE w.conv = ${NUM_OF} AND w.notify = ${ALL})`,
  parameters: [conv],
});
export const following = (conv: string, root: number): Among => ({
  sql: `m."user" IN (SELECT f.person FROM thread_people f WHERE f.conv = ${NUM_OF} AND f.root = ? AND f.followed = 1)`,
  parameters: [conv, root],
});
export const these = (people: readonly string[]): Among => ({
  sql: `m."user" IN (${people.map(() => "?").join(", ")})`,
  parameters: people,
});
/** Those after one person up to another; `to` undefined: up to the last. */
export const between = (after: string, to: string | undefined): Among => ({
  sql: `m."user" > ?${to === undefined ? "" : ` AND m."user" <= ?`}`,
  parameters: to === undefined ? [after] : [after, to],
});

/** Whether somebody may be told of an entry: a message that others see too. */
export function isTold({ kind, body }: StoredEntry): boolean {
  return isSendable(kind) && KINDS[kind].countable && !isHidden({ kind, body });
}

/** What the queue must know of a message. */
export type Queued = Pick<StoredEntry, "conv" | "seq" | "from" | "ref" | "at" | "body">;

/**
 * Puts what is to be told of a message into the queue, for each device of the members but its author, and of those alone who follow the
 * thread where it stands in one. What waits there already takes it along: one notification for each conversation. Most rules are asked
 * when it is sent; only who would certainly not be told is left out here, so that a crowd costs nothing. [PUSH-3]
 *
 * @param among of a crowd: who may want to be told, so that nobody goes through all of its members
 */
export function enqueue(entry: Queued, due: number, among?: Among): Statement {
  const { conv, seq, from, ref, at, body } = entry;
  const { users, all } = mentionsIn(body);
  const root = ref ?? 0;
  const means = all ? "1 = 1" : users.length > 0 ? `m."user" IN (${users.map(() => "?").join(", ")})` : "1 = 0";
  const named = all ? [] : users;
  return {
    sql: `INSERT INTO push_queue (device, conv, root, first, seq, mention, due, since, tries, taken)
          SELECT d.id, c.num, CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT),
            CASE WHEN ${means} THEN CAST(? AS BIGINT) ELSE 0 END, CAST(? AS BIGINT), CAST(? AS BIGINT), 0, ''
          FROM conversations c JOIN members m ON m.conv = c.num JOIN push_devices d ON d.person = m."user"
            LEFT JOIN kept k ON k.person = m."user" AND k.conv = c.num
          WHERE c.id = ? ${among ? `AND ${among.sql}` : ""} AND c.kind <> 'self' AND m."user" <> ? AND coalesce(k.notify, 0) <> ${NONE}
            AND (c.size <= ${LIMITS.notifiedMembers} OR k.notify = ${ALL} OR ${means} OR ${root > 0 ? "1 = 1" : `${WANTS_ALL}`})
            ${root > 0 ? `AND EXISTS (SELECT 1 FROM thread_people t WHERE t.conv = c.num AND t.root = ? AND t.person = m."user" AND t.followed = 1)` : ""}
          ON CONFLICT (device, conv, root) DO UPDATE SET
            first = ${outer("first", "<")}, seq = ${outer("seq", ">")}, mention = ${outer("mention", ">")}`,
    parameters: [
      root,
      seq,
      seq,
      ...named,
      seq,
      due,
      at,
      conv,
      ...(among?.parameters ?? []),
      from,
      ...named,
      ...(root > 0 ? [root] : []),
    ],
  };
}

/** What is said to a crowd may come after what was said later. */
function outer(field: string, sign: "<" | ">"): string {
  return `CASE WHEN excluded.${field} ${sign} push_queue.${field} THEN excluded.${field} ELSE push_queue.${field} END`;
}

/** Who wants all of every group, however large, has said so in their settings. */
const SAYS_ALL = `u.settings LIKE '%"notifyGroups":"all"%'`;
const WANTS_ALL = `EXISTS (SELECT 1 FROM users u WHERE u.id = m."user" AND ${SAYS_ALL})`;

/** Those of them who can be told. */
export const wantingEverything: Statement = {
  sql: `SELECT DISTINCT d.person FROM push_devices d JOIN users u ON u.id = d.person WHERE ${SAYS_ALL}`,
  parameters: [],
};

/** When the first of what this run has not taken is due; no row where there is none. */
export function earliest(run: string): Statement {
  return {
    sql: "SELECT due FROM push_queue WHERE taken NOT LIKE ? ORDER BY due LIMIT 1",
    parameters: [`${run}.%`],
  };
}

/** Takes what is due for one try: `taken` begins with the run it belongs to, and what another run has taken is free when that is over. */
export function take(run: string, nth: number, now: number, limit: number): Statement {
  return {
    sql: `UPDATE push_queue SET taken = ?, tries = tries + 1 WHERE due <= ? AND taken NOT LIKE ? AND device IN
            (SELECT q.device FROM push_queue q WHERE q.due <= ? AND q.taken NOT LIKE ? ORDER BY q.due LIMIT ?)`,
    parameters: [`${run}.${nth}`, now, `${run}.%`, now, `${run}.%`, limit],
  };
}

/** Which row of the queue. */
export interface QueuePlace {
  readonly device: string;
  readonly conv: number;
  readonly root: number;
}

const AT = "device = ? AND conv = ? AND root = ?";
const at = ({ device, conv, root }: QueuePlace) => [device, conv, root];

/** All up to `seq` is done with; what came meanwhile waits for its own time. */
export function done(place: QueuePlace, seq: number, due: number): Statement[] {
  return [
    { sql: `DELETE FROM push_queue WHERE ${AT} AND seq <= ?`, parameters: [...at(place), seq] },
    {
      sql: `UPDATE push_queue SET taken = '', tries = 0, first = ?, due = ?, since = ? WHERE ${AT}`,
      parameters: [seq + 1, due, due, ...at(place)],
    },
  ];
}

/** Looked at again then; `tried` says whether that was a try. */
export function again(place: QueuePlace, due: number, tried: boolean): Statement {
  const sql = `UPDATE push_queue SET taken = '', due = ?${tried ? "" : ", tries = tries - 1"} WHERE ${AT}`;
  return { sql, parameters: [due, ...at(place)] };
}

/** Nobody is there any more: neither the device nor what was to be told it. */
export function forgetDevice(device: string): Statement[] {
  return [
    { sql: "DELETE FROM push_queue WHERE device = ?", parameters: [device] },
    { sql: "DELETE FROM push_devices WHERE id = ?", parameters: [device] },
  ];
}

/** Since when a device has taken nothing; 0: it took the last. */
export function failing(device: string, since: number): Statement {
  if (since === 0)
    return { sql: "UPDATE push_devices SET failing = 0 WHERE id = ? AND failing <> 0", parameters: [device] };
  return { sql: "UPDATE push_devices SET failing = ? WHERE id = ? AND failing = 0", parameters: [since, device] };
}
