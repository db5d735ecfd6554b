/**
 * The first 8 bytes of SHA-256 over the fields of an entry, as digest.ts has them, from columns that are named as those of `entries`.
 *
 * @param conv SQL for the id of its conversation
 */
export function digestOf(conv: string): string {
  return `('x' || encode(substr(sha256(convert_to(concat_ws(E'\\n', ${conv}, seq, sender, coalesce(key, ''), at, kind,
             coalesce(ref::text, ''), count, body), 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint`;
}
