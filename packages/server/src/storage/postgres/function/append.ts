/**
 * Appends messages, each a write of its own, in one statement: finds heads, keys that were there before and members; gives seq,
 * count, time and digest by windows over each conversation; moves the authors' marks and the heads.
 *
 * Whoever calls has locked the conversations, and sees to it that no key comes twice in one call. A conversation that somebody
 * made and wrote to while this batch waited would get a pos below one that it has: the batch then begins anew, with the lock.
 *
 * Returns a piece of JSON for each: `[item, seq, count, at]`, or with the pos behind it when the key was known, or `[item, error]`.
 */
export const appendFunction = `
CREATE FUNCTION skein_append_1(
  p_base bigint, p_now bigint, p_before int, p_shift int[], p_conv text[], p_sender text[], p_key text[], p_kind text[],
  p_ref bigint[], p_flags int[], p_body text[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_result text;
  v_early boolean;
BEGIN
  WITH asked AS MATERIALIZED (
    SELECT u.*, c.num, c.seq AS head_seq, c.count AS head_count, c.at AS head_at, c.digest AS head_digest,
           greatest(c.last_pos, c.moved) > p_base + 4095 AS early,
           e.seq AS known_seq, e.count AS known_count, e.at AS known_at, e.pos AS known_pos,
           e.kind = u.kind AND e.body = u.body AND e.ref IS NOT DISTINCT FROM u.ref AS same,
           CASE WHEN c.num IS NULL THEN 'not_found'
                WHEN e.seq IS NOT NULL THEN 'known'
                WHEN u.flags & 2 > 0 AND m.conv IS NULL THEN 'not_found'
                ELSE 'new' END AS fate
    FROM unnest(p_shift, p_conv, p_sender, p_key, p_kind, p_ref, p_flags, p_body)
           WITH ORDINALITY AS u (shift, conv, sender, key, kind, ref, flags, body, item)
      LEFT JOIN conversations c ON c.id = u.conv
      LEFT JOIN entries e ON e.conv = c.num AND e.key = u.key AND e.sender = u.sender
      LEFT JOIN members m ON m.conv = c.num AND m."user" = u.sender
  ), placed AS (
    SELECT a.*, greatest(p_now, head_at) AS at,
           head_seq + row_number() OVER log AS seq,
           head_count + sum(a.flags & 1) OVER log AS count,
           lead(a.item) OVER log IS NULL AS last
    FROM asked a WHERE fate = 'new'
    WINDOW log AS (PARTITION BY a.num ORDER BY a.shift)
  ), fresh AS MATERIALIZED (
    SELECT item, shift, num, sender, key, kind, ref, flags, body, head_seq, seq, count, at, last,
           head_digest # bit_xor(('x' || substr(encode(sha256(convert_to(concat_ws(E'\\n',
             conv, seq, sender, coalesce(key, ''), at, kind, coalesce(ref::text, ''), count, body), 'UTF8')), 'hex'), 1, 16)
           )::bit(64)::bigint) OVER (PARTITION BY num ORDER BY shift) AS digest
    FROM placed
  ), kept AS (
    INSERT INTO entries (pos, conv, seq, at, count, ref, sender, key, kind, digest, body)
    SELECT p_base + shift, num, seq, at, count, ref, sender, key, kind, lpad(to_hex(digest), 16, '0'), body FROM fresh
  ), heads AS (
    UPDATE conversations c SET seq = f.seq, count = f.count, at = f.at, last_pos = p_base + f.shift, digest = f.digest,
      began = CASE WHEN c.last_pos < p_base THEN f.head_seq + 1 ELSE c.began END
    FROM fresh f WHERE f.last AND c.num = f.num
  ), own AS (
    UPDATE members m SET read = l.seq, read_count = l.count, delivered = l.seq
    FROM (SELECT DISTINCT ON (num, sender) num, sender, seq, count FROM fresh WHERE flags & 2 > 0
          ORDER BY num, sender, shift DESC) l
    WHERE m.conv = l.num AND m."user" = l.sender
  )
  SELECT string_agg(
           CASE WHEN a.fate = 'new' THEN format('[%s,%s,%s,%s]', p_before + a.item, f.seq, f.count, f.at)
                WHEN a.fate <> 'known' THEN format('[%s,"%s"]', p_before + a.item, a.fate)
                WHEN a.same THEN
                  format('[%s,%s,%s,%s,%s]', p_before + a.item, a.known_seq, a.known_count, a.known_at, a.known_pos)
                ELSE format('[%s,"key_reused"]', p_before + a.item) END, ','),
         bool_or(a.early)
  INTO v_result, v_early
  FROM asked a LEFT JOIN fresh f USING (item);
  IF v_early THEN
    RAISE EXCEPTION 'a conversation was made and written to meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN v_result;
END $$`;
