import type { Preview, PushKind } from "@skein/protocol/schema";

/** What a service does not answer within so many ms is tried later. */
export const DEADLINE = 8_000;

/** How one device is reached. */
export interface Target {
  readonly kind: PushKind;
  /** The endpoint of `web`, else the token of the vendor. */
  readonly address: string;
  readonly p256dh: string | null;
  readonly auth: string | null;
  readonly vendor: string | null;
}

/** What is told, in the words of whom it is told to. */
export interface Notice {
  /** The same for the same message to the same device, however often it is sent. A UUID. */
  readonly id: string;
  /** Of two with the same, the later one takes the place of the earlier: one for each conversation. At most 32 letters of base64url. */
  readonly collapse: string;
  readonly title: string;
  readonly body: string;
  /** What whom it is of looks like, where there is a picture: at `/v1/avatars/` and this. */
  readonly avatar?: string;
  readonly preview: Preview;
  readonly language: "en" | "zh-CN";
  readonly sound: boolean;
  /** Unread messages of all conversations that are not quiet. */
  readonly badge: number;
  /** Absent in a test of the device. */
  readonly place?: { readonly conv: string; readonly root: number; readonly seq: number };
  readonly at: number;
  /** What `push.reply` and `push.read` are asked with. */
  readonly token?: string;
  /** Seconds in which it is worth something. */
  readonly ttl: number;
}

/** What became of one try. */
export type Outcome =
  | { readonly is: "accepted" }
  /** The device is not known there any more. */
  | { readonly is: "gone" }
  /** It is not taken, however often it is tried. */
  | { readonly is: "refused"; readonly why: string }
  /** Later perhaps; `after` ms where they said so. */
  | { readonly is: "later"; readonly why: string; readonly after?: number };

/**
 * Brings notices to devices by one service. May be asked for the same notice again: what it sends then must replace what it sent
 * before. Never rejects, and is done when the signal says so.
 */
export interface Carrier {
  send(target: Target, notice: Notice, signal: AbortSignal): Promise<Outcome>;
  close?(): void;
}

/** What most services mean by a status of HTTP. */
export function byStatus(status: number, headers: Headers, now: number): Outcome {
  if (status >= 200 && status < 300) return { is: "accepted" };
  if (status === 404 || status === 410) return { is: "gone" };
  const why = `answered ${status}`;
  if (status !== 408 && status !== 429 && status < 500) return { is: "refused", why };
  const after = retryAfter(headers.get("retry-after"), now);
  return { is: "later", why, ...(after !== undefined && { after }) };
}

/** Seconds or a date (RFC 9110 §10.2.3), as ms from now. */
function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What could not be asked. Nothing of an address is told: it may be a secret. */
export function unreached(fault: unknown): Outcome {
  const name = fault instanceof Error ? fault.name : "unknown";
  return { is: "later", why: `not reached (${name})` };
}
