/** Who holds it, with the number of a share, makes conversations of that share. */
const MAKING_LOCK = 0x5ce1_0004;

/**
 * Commits a batch: the one call of a node that writes. First it locks all conversations that the batch names, sorted, so that two
 * nodes never wait for each other in a circle; then it draws the batch's number, so that along a conversation numbers only grow;
 * then it takes the steps in order. A step is a run of plain messages and marks (`[from, to]` of each), or one other write,
 * which is undone alone when a guard, a constraint or one of its entries refuses it. Messages are taken to be new until the index
 * says otherwise, unless the caller is careful: looking each key up first costs a fifth of a batch, and few come twice.
 *
 * Returns JSON: the number, the time, a piece for each message and each mark that moved, and the errors of other writes by step.
 */
export const commitFunction = `
CREATE FUNCTION skein_commit_1(
  p_careful boolean, p_convs text[], p_size int,
  p_shift int[], p_conv text[], p_sender text[], p_key text[], p_kind text[], p_ref bigint[], p_flags int[], p_body text[],
  m_shift int[], m_conv text[], m_user text[], m_read bigint[], m_delivered bigint[],
  p_steps text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_patience text;
  v_locked text[];
  v_missing text[];
  v_n bigint;
  v_base bigint;
  v_now bigint;
  v_step json;
  v_at int := 0;
  v_known int;
  v_new boolean;
  e skein_appended_1;
  m skein_marked_1;
  v_places text[] := '{}';
  v_moves text[] := '{}';
  v_errors text[] := '{}';
  v_tells text[] := '{}';
  v_convs bigint[] := '{}';
  v_firsts bigint[] := '{}';
  v_lasts bigint[] := '{}';
  v_mark_convs bigint[] := '{}';
  v_mark_users text[] := '{}';
  f int; t int; g int; u int;
BEGIN
  IF current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') THEN
    -- what is answered is on disk, whatever the server was told for everybody
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  IF EXISTS (SELECT FROM json_array_elements(p_steps::json) s WHERE json_array_length(s) > 4) THEN
    -- whoever makes a conversation takes its turn, by a number it shares with others: so nobody makes one that this batch has not
    -- locked, and two who make many never wait for each other in a circle. Nobody holds a turn for longer than a commit, so it
    -- may be waited for until the statement ends.
    v_patience := current_setting('lock_timeout');
    PERFORM set_config('lock_timeout', '0', true);
    PERFORM pg_advisory_xact_lock(${MAKING_LOCK}, share) FROM (
      SELECT DISTINCT hashtext(id) & 63 AS share FROM unnest(p_convs) AS w (id)
      WHERE NOT EXISTS (SELECT FROM conversations c WHERE c.id = w.id) ORDER BY share
    ) turns;
    PERFORM set_config('lock_timeout', v_patience, true);
  END IF;
  SELECT array_agg(id) INTO v_locked
  FROM (SELECT id FROM conversations WHERE id = ANY (p_convs) ORDER BY num FOR UPDATE) l;
  IF coalesce(cardinality(v_locked), 0) < cardinality(p_convs) THEN
    v_missing := ARRAY(SELECT id FROM unnest(p_convs) AS w (id) WHERE id <> ALL (coalesce(v_locked, '{}')));
  END IF;
  -- before the number: whoever sees the number gone and every transaction up to some id done knows that nothing will come
  PERFORM pg_current_xact_id();
  v_n := nextval('batch_numbers');
  v_base := v_n * 4096;
  v_now := floor(extract(epoch FROM clock_timestamp()) * 1000);

  FOR v_step IN SELECT value FROM json_array_elements(p_steps::json) LOOP
    f := v_step -> 0; t := v_step -> 1; g := v_step -> 2; u := v_step -> 3;
    e := NULL;
    m := NULL;
    v_known := 0;
    IF v_step -> 4 IS NULL THEN
      IF v_missing IS NOT NULL THEN
        -- a write before made it, or another node meanwhile
        PERFORM 1 FROM conversations WHERE id = ANY (p_conv[f:t] || m_conv[g:u]) ORDER BY num FOR UPDATE;
      END IF;
      v_new := NOT p_careful;
      IF v_new AND t >= f THEN
        BEGIN
          SELECT * INTO e FROM skein_append_new_1(v_base, v_now, f - 1, p_shift[f:t], p_conv[f:t], p_sender[f:t], p_key[f:t],
            p_kind[f:t], p_ref[f:t], p_flags[f:t], p_body[f:t]);
        EXCEPTION WHEN unique_violation THEN
          v_new := false;
        END;
      END IF;
      IF NOT v_new AND t >= f THEN
        SELECT * INTO e FROM skein_append_1(v_base, v_now, f - 1, p_shift[f:t], p_conv[f:t], p_sender[f:t], p_key[f:t],
          p_kind[f:t], p_ref[f:t], p_flags[f:t], p_body[f:t]);
      END IF;
      IF u >= g THEN
        SELECT * INTO m FROM skein_mark_1(v_base, g - 1, m_shift[g:u], m_conv[g:u], m_user[g:u], m_read[g:u], m_delivered[g:u]);
      END IF;
    ELSE
      BEGIN
        PERFORM skein_statements_1(v_base + (v_step ->> 4)::bigint, v_step -> 5);
        IF v_missing IS NOT NULL THEN
          PERFORM 1 FROM conversations WHERE id = ANY (p_conv[f:t] || m_conv[g:u]) ORDER BY num FOR UPDATE;
        END IF;
        IF t >= f THEN
          SELECT * INTO e FROM skein_append_1(v_base, v_now, f - 1, p_shift[f:t], p_conv[f:t], p_sender[f:t], p_key[f:t],
            p_kind[f:t], p_ref[f:t], p_flags[f:t], p_body[f:t]);
          IF strpos(e.told, '"') > 0 THEN
            RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = substring(e.told FROM '"([a-z_]+)"');
          END IF;
          v_known := regexp_count(e.told, '\\[\\d+(,\\d+){4}\\]');
          IF v_known BETWEEN 1 AND t - f THEN
            -- part of it was there before: it is another write
            RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = 'key_reused';
          END IF;
          IF v_known > 0 THEN
            -- it was there before, and so was what belongs to it: variables keep what they hold, rows do not
            RAISE EXCEPTION USING ERRCODE = 'SK002', MESSAGE = 'repeated';
          END IF;
        END IF;
        IF u >= g THEN
          SELECT * INTO m FROM skein_mark_1(v_base, g - 1, m_shift[g:u], m_conv[g:u], m_user[g:u], m_read[g:u], m_delivered[g:u]);
        END IF;
        IF v_step ->> 6 IS NOT NULL THEN
          v_tells := v_tells || (v_step ->> 6);
        END IF;
      EXCEPTION
        WHEN SQLSTATE 'SK002' THEN
          m := NULL;
        WHEN SQLSTATE 'SK001' THEN
          v_errors := v_errors || format('[%s,"%s"]', v_at, SQLERRM);
          e := NULL;
          m := NULL;
        WHEN integrity_constraint_violation THEN
          v_errors := v_errors || format('[%s,"conflict"]', v_at);
          e := NULL;
          m := NULL;
      END;
    END IF;
    IF e.told IS NOT NULL THEN
      v_places := v_places || e.told;
      v_convs := v_convs || e.convs;
      v_firsts := v_firsts || e.firsts;
      v_lasts := v_lasts || e.lasts;
    END IF;
    IF m.told IS NOT NULL THEN
      v_moves := v_moves || m.told;
      v_mark_convs := v_mark_convs || m.convs;
      v_mark_users := v_mark_users || m.users;
    END IF;
    v_at := v_at + 1;
  END LOOP;

  INSERT INTO batches (n, at, last, convs, firsts, lasts, mark_convs, mark_users, tells)
  VALUES (v_n, v_now, v_base + p_size, v_convs, v_firsts, v_lasts, v_mark_convs, v_mark_users, v_tells);
  IF v_n % 64 = 0 THEN
    PERFORM skein_prune_1(v_now);
  END IF;
  RETURN format('{"n":%s,"at":%s,"places":[%s],"marks":[%s],"errors":[%s]}', v_n, v_now,
    array_to_string(v_places, ','), array_to_string(v_moves, ','), array_to_string(v_errors, ','));
END $$`;

/** Forgets batches of an hour ago, sixteen times as fast as they come; one node at a time, and nobody waits for it. */
export const pruneFunction = `
CREATE FUNCTION skein_prune_1(p_now bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_pruned bigint;
BEGIN
  IF NOT pg_try_advisory_xact_lock(${0x5ce1_0002}) THEN
    RETURN;
  END IF;
  WITH gone AS (
    DELETE FROM batches WHERE n IN (
      SELECT n FROM (SELECT n, at FROM batches ORDER BY n LIMIT 1024) oldest WHERE at < p_now - 3600000
    ) RETURNING n
  )
  SELECT max(n) INTO v_pruned FROM gone;
  IF v_pruned IS NOT NULL THEN
    UPDATE store SET pruned = v_pruned;
  END IF;
END $$`;

/**
 * The last number that was drawn, and a transaction id that was given out after that was read: every transaction that has drawn a
 * number up to it has a smaller id. The snapshot's own bound would not do: it is one past the greatest id that is *done*, and one
 * that still runs may lie beyond it.
 *
 * Both are on disk before they are answered. A number whose commit did not come about may not be there yet, and after a crash it would
 * be drawn again, when it counts as gone; the id likewise.
 */
export const watermarkFunction = `
CREATE FUNCTION skein_watermark_1(OUT last bigint, OUT xid bigint) LANGUAGE plpgsql AS $$
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO last FROM batch_numbers;
  xid := pg_current_xact_id()::text::bigint;
  PERFORM set_config('synchronous_commit', 'on', true), pg_logical_emit_message(true, 'skein', '');
END $$`;
