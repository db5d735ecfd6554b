import { digestOf } from "./entry-digest.ts";

/**
 * Appends messages of which the caller has counted what can be counted without the database: each one's place and count among those
 * of its conversation, which is the last of its conversation and which the last of its author there. So nothing is sorted, and of a
 * conversation nothing is looked up for each message: its head, read when it was locked, stands in `p_heads …` at its number.
 *
 * An element of `p_where` is the conversation's number (from 0) · 65536 + the shift · 16 + flags: 1 countable, 2 by a member, 4 the
 * last of its conversation, 8 the last of its author there. One of `p_counts` is the kind's number (from 0) · 2²⁴ + the place in the
 * conversation (from 1) · 4096 + how many up to it count. Messages of one conversation come one after the other.
 *
 * Tells nothing of each message: whoever counted can add the heads. Fails with a unique violation when a key was there before, or when
 * an author is no member, who may have been one when they sent this before.
 */
export const appendCountedFunction = `
CREATE FUNCTION skein_append_counted_1(
  p_base bigint, p_now bigint, p_ids text[], p_nums bigint[], p_seqs bigint[], p_had bigint[], p_ats bigint[], p_digests bigint[],
  p_heads tid[], p_kinds text[], p_where int[], p_counts int[], p_sender text[], p_key text[], p_ref bigint[], p_body text[],
  OUT convs bigint[], OUT firsts bigint[], OUT lasts bigint[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_strange boolean;
BEGIN
  WITH asked AS (
    SELECT (u.place >> 16) + 1 AS c, u.place >> 4 & 4095 AS shift, u.place & 15 AS flags, u.counts & 4095 AS counted,
           u.counts >> 12 & 4095 AS nth, p_kinds[(u.counts >> 24) + 1] AS kind, u.sender, u.key, u.ref, u.body
    FROM unnest(p_where, p_counts, p_sender, p_key, p_ref, p_body) AS u (place, counts, sender, key, ref, body)
  ), placed AS (
    SELECT a.*, p_nums[c] AS num, p_seqs[c] + nth AS seq, p_had[c] + counted AS count, greatest(p_now, p_ats[c]) AS at, m.place
    FROM asked a
      LEFT JOIN LATERAL (SELECT ctid AS place FROM members WHERE conv = p_nums[c] AND "user" = a.sender LIMIT 1) m ON true
  ), fresh AS MATERIALIZED (
    SELECT c, shift, flags, num, seq, count, at, place, sender, key, kind, ref, body,
           p_digests[c] # bit_xor(${digestOf("p_ids[c]")}) OVER (PARTITION BY c ORDER BY nth ROWS UNBOUNDED PRECEDING) AS digest
    FROM placed
  ), kept AS (
    INSERT INTO entries (pos, conv, seq, at, count, ref, sender, key, kind, digest, body)
    SELECT p_base + shift, num, seq, at, count, ref, sender, key, kind, encode(int8send(digest), 'hex'), body FROM fresh
  ), heads AS (
    UPDATE conversations h SET seq = f.seq, count = f.count, at = f.at, last_pos = p_base + f.shift, digest = f.digest
    FROM fresh f WHERE f.flags & 4 > 0 AND h.ctid = p_heads[f.c]
  ), own AS (
    UPDATE members m SET read = f.seq, read_count = f.count, delivered = f.seq
    FROM fresh f WHERE f.flags & 8 > 0 AND m.ctid = f.place
  )
  SELECT bool_or(place IS NULL AND flags & 2 > 0), array_agg(num) FILTER (WHERE flags & 4 > 0),
         array_agg(p_seqs[c] + 1) FILTER (WHERE flags & 4 > 0), array_agg(seq) FILTER (WHERE flags & 4 > 0)
  INTO v_strange, convs, firsts, lasts FROM fresh;
  IF v_strange THEN
    RAISE unique_violation;
  END IF;
END $$`;
