import type { PushKind, PushTarget } from "@skein/protocol/schema";
import { fingerprint } from "../../kit/id.ts";
import type { Statement, Storage } from "../../storage/storage.ts";

type Query = Pick<Storage, "query">;

/** A device that is reached, as it is kept. */
export interface DeviceRow {
  readonly id: string;
  readonly session: string;
  readonly person: string;
  readonly kind: PushKind;
  readonly address: string;
  readonly place: string;
  readonly p256dh: string | null;
  readonly auth: string | null;
  readonly vendor: string | null;
  readonly language: string | null;
}

/** Who asks by a token, as far as their device is signed in. */
export interface Bearer {
  readonly user: string;
  readonly role: "owner" | "admin" | "member";
  readonly session: string;
}

/** The fingerprint of an address: two devices cannot have the same. */
export function placeOf({ kind, vendor = "", address }: Pick<PushTarget, "kind" | "vendor" | "address">): string {
  return fingerprint(`${kind} ${vendor} ${address}`);
}

/** From now on the device is reached so, and nobody else by this address. Refused with `not_found` where it is signed out. [PUSH-1] */
export function subscribe(id: string, session: string, target: PushTarget, now: number): Statement[] {
  const place = placeOf(target);
  const { kind, address, p256dh = null, auth = null, vendor = null, language = null } = target;
  const values = [kind, address, place, p256dh, auth, vendor, language];
  return [
    { sql: "DELETE FROM push_devices WHERE place = ? AND session <> ?", parameters: [place, session] },
    {
      sql: `INSERT INTO push_devices (id, session, person, kind, address, place, p256dh, auth, vendor, language, created)
            SELECT ?, s.id, s.person, ${values.map(() => "CAST(? AS TEXT)").join(", ")}, CAST(? AS BIGINT)
            FROM sessions s WHERE s.id = ? AND s.ended IS NULL
            ON CONFLICT (session) DO UPDATE SET kind = excluded.kind, address = excluded.address, place = excluded.place,
              p256dh = excluded.p256dh, auth = excluded.auth, vendor = excluded.vendor, language = excluded.language, failing = 0`,
      parameters: [id, ...values, now, session],
      expect: { changes: 1, error: "not_found" },
    },
  ];
}

export function unsubscribe(session: string): Statement {
  return { sql: "DELETE FROM push_devices WHERE session = ?", parameters: [session] };
}

/** Devices that were signed out, and what was to be told them. [PUSH-2] */
export function sweep(): Statement[] {
  return [
    {
      sql: `DELETE FROM push_devices WHERE NOT EXISTS
              (SELECT 1 FROM sessions s WHERE s.id = push_devices.session AND s.ended IS NULL)`,
      parameters: [],
    },
    {
      sql: "DELETE FROM push_queue WHERE NOT EXISTS (SELECT 1 FROM push_devices d WHERE d.id = push_queue.device)",
      parameters: [],
    },
  ];
}

export async function deviceOf(storage: Query, session: string): Promise<DeviceRow | undefined> {
  const [row] = await storage.query<DeviceRow>({
    sql: `SELECT id, session, person, kind, address, place, p256dh, auth, vendor, language
          FROM push_devices WHERE session = ?`,
    parameters: [session],
  });
  return row;
}

/** Whether any device of a person is reached while it is away. */
export async function isReached(storage: Query, person: string): Promise<boolean> {
  const rows = await storage.query({
    sql: "SELECT 1 FROM push_devices WHERE person = ? LIMIT 1",
    parameters: [person],
  });
  return rows.length > 0;
}

/** Who is signed in on a device; undefined where nobody is, or may not be. */
export async function bearerOf(storage: Query, session: string, now: number): Promise<Bearer | undefined> {
  const [row] = await storage.query<Bearer>({
    sql: `SELECT s.person AS "user", u.role, s.id AS session FROM sessions s JOIN users u ON u.id = s.person
          WHERE s.id = ? AND s.ended IS NULL AND u.deleted IS NULL AND coalesce(u.banned, 0) <= ?`,
    parameters: [session, now],
  });
  return row;
}

/** Unread messages of a person in all conversations that are not quiet: the number that the app shows. [PUSH-8] */
export async function badgeOf(storage: Query, person: string, now: number): Promise<number> {
  const [row] = await storage.query<{ n: number }>({
    sql: `SELECT CAST(coalesce(sum(h.count - m.read_count), 0) AS BIGINT) AS n
          FROM members m JOIN conversations c ON c.num = m.conv JOIN entries h ON h.conv = m.conv
            AND h.seq = (SELECT max(e.seq) FROM entries e WHERE e.conv = m.conv)
          WHERE m."user" = ? AND c.kind <> 'self' AND h.count > m.read_count
            AND NOT EXISTS (SELECT 1 FROM kept k WHERE k.person = m."user" AND k.conv = m.conv AND k.quiet > ?)`,
    parameters: [person, now],
  });
  return Number(row?.n ?? 0);
}
