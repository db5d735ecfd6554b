import { digestOf } from "./entry-digest.ts";

/** Where a key that comes again is looked for; otherwise the index refuses it, and with it all that was to be appended. */
const KNOWN = {
  columns: "e.*,",
  fate: "WHEN e.known_seq IS NOT NULL THEN 'known'",
  join: `LEFT JOIN LATERAL (
        SELECT e.seq AS known_seq, e.count AS known_count, e.at AS known_at, e.pos AS known_pos,
               e.kind = u.kind AND e.body IN (u.body, '{}') AND e.ref IS NOT DISTINCT FROM u.ref AS same
        FROM entries e WHERE e.conv = c.num AND e.key = u.key AND e.sender = u.sender LIMIT 1
      ) e ON true`,
  kept: "known_seq, known_count, known_at, known_pos, same,",
  told: `CASE WHEN refused <> 'known' THEN format('[%s,"%s"]', p_before + item, refused)
              WHEN same THEN format('[%s,%s,%s,%s,%s]', p_before + item, known_seq, known_count, known_at, known_pos)
              ELSE format('[%s,"key_reused"]', p_before + item) END`,
  doubt: "false",
};
const UNKNOWN: typeof KNOWN = {
  columns: "",
  fate: "",
  join: "",
  kept: "",
  told: `format('[%s,"%s"]', p_before + item, refused)`,
  // who is no member any more may have sent this one when they were
  doubt: "bool_or(refused IS NOT NULL AND num IS NOT NULL AND key IS NOT NULL)",
};

/**
 * Appends messages, each a write of its own, in one statement: finds heads and members; gives seq, count, time and digest by windows
 * over each conversation; moves the authors' marks and the heads.
 *
 * Whoever calls has locked the conversations, and sees to it that no key comes twice in one call. A conversation that somebody
 * made and wrote to while this batch waited would get a pos below one that it has: the batch then begins anew, with the lock.
 *
 * Tells a piece of JSON for each: `[item, seq, count, at]`, or with the pos behind it when the key was known, or `[item, error]`;
 * and which entries are new, from first to last of each conversation.
 */
const append = (name: string, known: typeof KNOWN): string => `
CREATE FUNCTION ${name}(
  p_base bigint, p_now bigint, p_before int, p_shift int[], p_conv text[], p_sender text[], p_key text[], p_kind text[],
  p_ref bigint[], p_flags int[], p_body text[],
  OUT told text, OUT convs bigint[], OUT firsts bigint[], OUT lasts bigint[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_early boolean;
  v_doubt boolean;
BEGIN
  WITH asked AS (
    SELECT u.*, m.place, c.ctid AS head, c.num, c.seq AS head_seq, c.count AS head_count, c.digest AS head_digest,
           greatest(p_now, c.at) AS at, greatest(c.last_pos, c.moved) > p_base + 4095 AS early,
           ${known.columns}
           CASE WHEN c.num IS NULL THEN 'not_found'
                ${known.fate}
                WHEN u.flags & 2 > 0 AND m.place IS NULL THEN 'not_found'
           END AS refused
    FROM unnest(p_shift, p_conv, p_sender, p_key, p_kind, p_ref, p_flags, p_body)
           WITH ORDINALITY AS u (shift, conv, sender, key, kind, ref, flags, body, item)
      LEFT JOIN conversations c ON c.id = u.conv
      ${known.join}
      LEFT JOIN LATERAL (SELECT ctid AS place FROM members WHERE conv = c.num AND "user" = u.sender LIMIT 1) m ON true
  ), placed AS (
    SELECT a.*, head_seq + row_number() OVER log AS seq, head_count + sum(flags & 1) OVER log AS count,
           refused IS NULL AND lead(item) OVER log IS NULL AS last
    FROM asked a WINDOW log AS (PARTITION BY num, refused ORDER BY shift)
  ), fresh AS MATERIALIZED (
    SELECT item, shift, head, place, num, sender, key, kind, ref, flags, body, head_seq, seq, count, at, last, early, refused,
           ${known.kept}
           head_digest # bit_xor(${digestOf("conv")}) OVER (PARTITION BY num, refused ORDER BY shift) AS digest
    FROM placed
  ), kept AS (
    INSERT INTO entries (pos, conv, seq, at, count, ref, sender, key, kind, digest, body)
    SELECT p_base + shift, num, seq, at, count, ref, sender, key, kind, lpad(to_hex(digest), 16, '0'), body
    FROM fresh WHERE refused IS NULL
  ), heads AS (
    UPDATE conversations c SET seq = f.seq, count = f.count, at = f.at, last_pos = p_base + f.shift, digest = f.digest
    FROM fresh f WHERE f.last AND c.ctid = f.head
  ), own AS (
    UPDATE members m SET read = l.seq, read_count = l.count, delivered = l.seq
    FROM (SELECT DISTINCT ON (place) place, seq, count FROM fresh WHERE refused IS NULL AND flags & 2 > 0
          ORDER BY place, shift DESC) l
    WHERE m.ctid = l.place
  )
  SELECT string_agg(CASE WHEN refused IS NULL THEN format('[%s,%s,%s,%s]', p_before + item, seq, count, at)
                         ELSE ${known.told} END, ','),
         bool_or(early), ${known.doubt},
         coalesce(array_agg(num) FILTER (WHERE last), '{}'), coalesce(array_agg(head_seq + 1) FILTER (WHERE last), '{}'),
         coalesce(array_agg(seq) FILTER (WHERE last), '{}')
  INTO told, v_early, v_doubt, convs, firsts, lasts FROM fresh;
  IF v_early THEN
    RAISE EXCEPTION 'a conversation was made and written to meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  IF v_doubt THEN
    RAISE unique_violation;
  END IF;
END $$`;

/** Fails with a unique violation when a key was there before, or may have been. */
export const appendNewFunction = append("skein_append_new_1", UNKNOWN);

/** Looks each key up: slower, but a key that was there before costs nothing. */
export const appendFunction = append("skein_append_1", KNOWN);
