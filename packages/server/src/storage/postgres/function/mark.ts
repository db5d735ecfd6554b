/**
 * Moves marks, in one statement: each as it would have moved had they come one by one, by running maxima over each member's.
 * A mark goes no further than the head was when its turn was: entries of this batch that come after it do not count.
 *
 * Tells a piece of JSON for each that moved: `[item, read, read count, delivered]`; and whose they are.
 */
export const markFunction = `
CREATE FUNCTION skein_mark_1(
  p_base bigint, p_before int, p_shift int[], p_conv text[], p_user text[], p_read bigint[], p_delivered bigint[],
  OUT told text, OUT convs bigint[], OUT users text[]
) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_early boolean;
BEGIN
  WITH asked AS (
    SELECT u.item, u.shift, c.num, m."user", m.read AS had_read, m.read_count AS had_count, m.delivered AS had_delivered,
           least(u.read, h.seq) AS read, greatest(least(u.read, h.seq), least(u.delivered, h.seq)) AS delivered,
           greatest(c.last_pos, c.moved) > p_base + 4095 AS early
    FROM unnest(p_shift, p_conv, p_user, p_read, p_delivered) WITH ORDINALITY AS u (shift, conv, who, read, delivered, item)
      JOIN conversations c ON c.id = u.conv
      CROSS JOIN LATERAL (SELECT * FROM members WHERE conv = c.num AND "user" = u.who LIMIT 1) m
      CROSS JOIN LATERAL (
        SELECT CASE WHEN c.last_pos < p_base + u.shift THEN c.seq ELSE coalesce(
          (SELECT e.seq FROM entries e WHERE e.conv = c.num AND e.pos < p_base + u.shift ORDER BY e.seq DESC LIMIT 1), 0) END AS seq
      ) h
  ), reached AS (
    SELECT a.*,
           greatest(had_read, max(read) OVER earlier) AS from_read,
           greatest(had_delivered, max(delivered) OVER earlier) AS from_delivered
    FROM asked a
    WINDOW earlier AS (PARTITION BY num, "user" ORDER BY shift ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), moved AS MATERIALIZED (
    SELECT num, "user", item, shift, early, greatest(from_read, read) AS read, greatest(from_delivered, delivered) AS delivered,
           CASE WHEN greatest(from_read, read) > had_read
                THEN (SELECT e.count FROM entries e WHERE e.conv = num AND e.seq = greatest(from_read, reached.read))
                ELSE had_count END AS read_count,
           lead(item) OVER (PARTITION BY num, "user" ORDER BY shift) IS NULL AS last
    FROM reached WHERE read > from_read OR delivered > from_delivered
  ), marks AS (
    UPDATE members m SET read = t.read, read_count = t.read_count, delivered = t.delivered, pos = p_base + t.shift
    FROM moved t WHERE t.last AND m.conv = t.num AND m."user" = t."user"
  ), heads AS (
    UPDATE conversations c SET moved = p_base + t.shift
    FROM (SELECT num, max(shift) AS shift FROM moved GROUP BY num) t WHERE c.num = t.num
  )
  SELECT string_agg(format('[%s,%s,%s,%s]', p_before + item, read, read_count, delivered), ','), bool_or(early),
         coalesce(array_agg(num) FILTER (WHERE last), '{}'), coalesce(array_agg("user") FILTER (WHERE last), '{}')
  INTO told, v_early, convs, users FROM moved;
  IF v_early THEN
    RAISE EXCEPTION 'a conversation was made and written to meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
END $$`;
