import type { StoredEntry } from "../storage/storage.ts";

/*
 * A message that only its author sees. The log holds it like any other, so that `seq` stays dense, its key is known and the author's
 * devices and later history show it; its body is wrapped. Whoever else reads it gets an entry of the kind `hidden` with nothing in it.
 * What leaves the server goes through here (encode.ts), where nobody is the author unless said so.
 */

/** A body, hidden or not. */
export type Body = Readonly<Record<string, unknown>>;

// no schema names `hidden`, so nobody can write such a body (bodies.ts)
const MESSAGE = '{"hidden":';
const EDIT = '{"body":{"hidden":';

/** What the author alone is to see, as it is kept. */
export function hide(body: Body): Body {
  return { hidden: body };
}

/** A body as its author wrote it, hidden or not. */
export function shownBody(body: Body): Body {
  const { hidden } = body as { readonly hidden?: Body };
  return hidden ?? body;
}

export function isHidden({ kind, body }: Pick<StoredEntry, "kind" | "body">): boolean {
  return body.startsWith(MESSAGE) || (kind === "message.edited" && body.startsWith(EDIT));
}

/** Whether there may be a hidden one among the fields of entries: no text holds this, for quotes in it are escaped; a body within one may. */
export function mayBeHidden(fields: string): boolean {
  return fields.includes('"body":{"hidden":');
}

/** The entry as somebody sees it; as everybody but its author does where nobody is named. */
export function seenBy<E extends Omit<StoredEntry, "pos">>(entry: E, reader?: string): E {
  if (!isHidden(entry)) return entry;
  if (reader !== entry.from) return { ...entry, kind: "hidden", key: null, body: "{}" };
  const body = JSON.parse(entry.body) as Body;
  const shown = entry.kind === "message.edited" ? { ...body, body: shownBody(body["body"] as Body) } : shownBody(body);
  return { ...entry, body: JSON.stringify(shown) };
}
