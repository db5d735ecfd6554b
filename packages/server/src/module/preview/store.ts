import type { LinkPreview } from "@skein/protocol/schema";
import type { Statement, Storage } from "../../storage/storage.ts";

interface Known {
  readonly at: number;
  /** Undefined where the page said nothing. */
  readonly preview: LinkPreview | undefined;
}

/** What is known of a page; undefined where it was never asked, or is forgotten. */
export async function knownOf(storage: Pick<Storage, "query">, url: string): Promise<Known | undefined> {
  const [row] = await storage.query<{ at: number; body: string }>({
    sql: "SELECT at, body FROM link_previews WHERE url = ?",
    parameters: [url],
  });
  return row && { at: row.at, preview: row.body === "" ? undefined : (JSON.parse(row.body) as LinkPreview) };
}

export function keep(url: string, at: number, preview: LinkPreview | undefined): Statement {
  return {
    sql: `INSERT INTO link_previews (url, at, body) VALUES (?, ?, ?)
      ON CONFLICT (url) DO UPDATE SET at = excluded.at, body = excluded.body`,
    parameters: [url, at, preview ? JSON.stringify(preview) : ""],
  };
}

export function forgetBefore(at: number): Statement {
  return { sql: "DELETE FROM link_previews WHERE at < ?", parameters: [at] };
}
