import { meansPerson } from "@skein/protocol";
import { type GroupSettings, type Preview, SENDABLE_KINDS, type Settings } from "@skein/protocol/schema";
import { isHidden } from "../../message/hidden.ts";
import type { Storage } from "../../storage/storage.ts";
import { NOTIFY } from "../keep/index.ts";
import type { QueuePlace } from "./queue.ts";
import type { Situation } from "./rules.ts";
import type { DeviceRow } from "./store.ts";
import type { Language } from "./words.ts";

type Query = Pick<Storage, "query">;

/** How many messages are looked through for one that may be told of. */
const LOOKED_AT = 30;
const SENT = SENDABLE_KINDS.map((kind) => `'${kind}'`).join(", ");

/** A row of the queue that was taken, with all that is known of whom it is for. */
export interface TakenRow extends DeviceRow, QueuePlace {
  readonly first: number;
  readonly seq: number;
  readonly mention: number;
  readonly since: number;
  readonly tries: number;
  readonly failing: number;
  /** JSON text. */
  readonly settings: string;
  readonly convId: string;
  readonly convKind: "direct" | "group";
  readonly convName: string | null;
  /** JSON text. */
  readonly convSettings: string;
  readonly size: number;
  readonly readTo: number;
  readonly readable: number;
  readonly quietUntil: number;
  readonly notify: number;
}

/** What a try has taken. Whoever is signed out, gone or no member any more is not among them. */
export function takenRows(storage: Query, taken: string, now: number): Promise<readonly TakenRow[]> {
  return storage.query<TakenRow>({
    sql: `SELECT q.device, q.conv, q.root, q.first, q.seq, q.mention, q.since, q.tries, d.id, d.session, d.person, d.kind,
            d.address, d.place, d.p256dh, d.auth, d.vendor, d.language, d.failing, u.settings, c.id AS "convId",
            c.kind AS "convKind", c.name AS "convName",
            c.settings AS "convSettings", c.size,
            CASE WHEN q.root = 0 THEN m.read ELSE coalesce(t.read, 0) END AS "readTo", m.since AS readable,
            coalesce(k.quiet, 0) AS "quietUntil", coalesce(k.notify, 0) AS notify
          FROM push_queue q JOIN push_devices d ON d.id = q.device JOIN sessions s ON s.id = d.session
            JOIN users u ON u.id = d.person JOIN conversations c ON c.num = q.conv
            JOIN members m ON m.conv = q.conv AND m."user" = d.person
            LEFT JOIN kept k ON k.person = d.person AND k.conv = q.conv
            LEFT JOIN thread_people t ON t.conv = q.conv AND t.root = q.root AND t.person = d.person AND t.followed = 1
          WHERE q.taken = ? AND s.ended IS NULL AND u.deleted IS NULL AND coalesce(u.banned, 0) <= ?
            AND (q.root = 0 OR t.person IS NOT NULL)`,
    parameters: [taken, now],
  });
}

/** Of a try, what has nobody it is for any more. */
export function nobodysRows(
  storage: Query,
  taken: string,
): Promise<readonly (QueuePlace & { readonly seq: number })[]> {
  return storage.query({ sql: "SELECT device, conv, root, seq FROM push_queue WHERE taken = ?", parameters: [taken] });
}

/** A message that may be told of. */
export interface Said {
  readonly seq: number;
  readonly kind: string;
  readonly body: unknown;
  readonly at: number;
  /** What the person calls its author. */
  readonly name: string | null;
  /** The author's picture. */
  readonly avatar: string | null;
}

interface SaidRow {
  readonly seq: number;
  readonly sender: string;
  readonly kind: string;
  readonly body: string;
  readonly edited: string | null;
  readonly at: number;
  readonly name: string | null;
  readonly avatar: string | null;
}

/** The newest messages that a row is about, as they are now: not what was taken back, deleted, or is hidden. */
export async function saidFor(storage: Query, row: TakenRow): Promise<readonly Said[]> {
  const { conv, root, person, mention } = row;
  const from = Math.max(row.first, row.readable);
  const found = await storage.query<SaidRow>({
    sql: `SELECT e.seq, e.sender, e.kind, e.body, x.body AS edited, e.at,
            CASE WHEN u.deleted IS NULL THEN coalesce(o.remark, n.nick, u.name) ELSE NULL END AS name, u.avatar
          FROM entries e JOIN users u ON u.id = e.sender
            LEFT JOIN members n ON n.conv = e.conv AND n."user" = e.sender AND n.nick <> ''
            LEFT JOIN contacts o ON o.person = ? AND o.other = e.sender AND o.remark <> ''
            LEFT JOIN folds f ON f.conv = e.conv AND f.seq = e.seq
            LEFT JOIN entries x ON x.conv = f.conv AND x.seq = f.edit AND x.body NOT LIKE '{"body":{"hidden":%'
          WHERE e.conv = ? AND e.seq BETWEEN ? AND ? AND e.kind IN (${SENT}) AND e.sender <> ?
            AND ${root === 0 ? "e.ref IS NULL" : "e.ref = ?"} AND f.recall IS NULL
            AND NOT EXISTS (SELECT 1 FROM kept_messages g WHERE g.person = ? AND g.conv = e.conv AND g.seq = e.seq AND g.gone > 0)
          ORDER BY e.seq DESC LIMIT ${LOOKED_AT}`,
    parameters: [person, conv, from, row.seq, person, ...(root === 0 ? [] : [root]), person],
  });
  const mentioned = found.some(({ seq }) => seq === mention) || mention < from ? [] : await one(storage, row);
  return [...found, ...mentioned]
    .filter(({ kind, body }) => !isHidden({ kind, body }))
    .map(({ body, edited, ...said }) => ({ ...said, body: bodyOf(body, edited) }));
}

/** The mention, where so much was said since that it is not among the newest. */
async function one(storage: Query, row: TakenRow): Promise<readonly SaidRow[]> {
  const { conv, mention } = row;
  return storage.query<SaidRow>({
    sql: `SELECT e.seq, e.sender, e.kind, e.body, CAST(NULL AS TEXT) AS edited, e.at, u.name, u.avatar
          FROM entries e JOIN users u ON u.id = e.sender LEFT JOIN folds f ON f.conv = e.conv AND f.seq = e.seq
          WHERE e.conv = ? AND e.seq = ? AND f.recall IS NULL`,
    parameters: [conv, mention],
  });
}

/** The picture that a notification may show: the group's, or that of whoever said it; none where not even a name is shown. */
export function pictureFor(
  { convKind, convSettings }: TakenRow,
  { avatar }: Said,
  preview: Preview,
): string | undefined {
  if (preview === "nothing") return undefined;
  const shown = convKind === "group" ? (JSON.parse(convSettings) as GroupSettings).avatar : avatar;
  return shown ?? undefined;
}

function bodyOf(body: string, edited: string | null): unknown {
  return edited === null ? JSON.parse(body) : (JSON.parse(edited) as { readonly body: unknown }).body;
}

/** What a person has chosen, as far as it matters here. */
export interface Chosen {
  readonly settings: Settings;
  readonly preview: Preview;
  readonly language: Language;
}

export function chosenBy({ settings: text, language }: TakenRow): Chosen {
  const settings = JSON.parse(text) as Settings;
  const wanted = settings.language === undefined || settings.language === "system" ? language : settings.language;
  return { settings, preview: settings.preview ?? "full", language: wanted === "zh-CN" ? "zh-CN" : "en" };
}

export function situationOf(
  row: TakenRow,
  said: readonly Said[],
  settings: Settings,
  more: Pick<Situation, "now" | "attention">,
): Situation {
  const { since, quietUntil, readTo: read, convKind: kind, size: members, root } = row;
  return {
    ...more,
    since,
    conversation: { kind, members, thread: root > 0 },
    rule: NOTIFY[row.notify] ?? "default",
    quietUntil,
    settings,
    read,
    candidates: said.map(({ seq, body }) => ({ seq, means: meansPerson(body, row.person) })),
  };
}
