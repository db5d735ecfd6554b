import { SEPARATOR } from "../array.ts";

/** A column of the run's messages: a slice is a copy, and mostly the run is all there is. */
const TAKEN = (column: string): string => `CASE WHEN v_all THEN ${column} ELSE ${column}[f:t] END`;

/** As array.ts joins texts. */
const BETWEEN = `chr(${SEPARATOR.charCodeAt(0)})`;

/** One text for each message, also where there is one message and its text is empty. */
const TEXTS = (joined: string): string =>
  `coalesce(nullif(string_to_array(${joined}, ${BETWEEN}), '{}'), array_fill(''::text, ARRAY[cardinality(p_where)]))`;

/** Who holds it, with the number of a share, makes conversations of that share. */
const MAKING_LOCK = 0x5ce1_0004;

/**
 * Commits a batch: the one call of a node that writes. First it locks all conversations that the batch names, sorted, so that two
 * nodes never wait for each other in a circle; then it draws the batch's number, so that along a conversation numbers only grow;
 * then it takes the steps in order. Nothing was written since the heads were locked when the first step is taken: if that is a run, the
 * places of its messages follow from what the caller counted (append-counted.ts); later ones are looked up anew. A step is a run of plain
 * messages and marks (`[from, to]` of each), or one other write,
 * which is undone alone when a guard, a constraint or one of its entries refuses it. Messages are taken to be new until the index
 * says otherwise, unless the caller is careful: looking each key up first costs a fifth of a batch, and few come twice.
 *
 * Messages come as in append-counted.ts; senders, keys and bodies as texts joined by a control character.
 *
 * Returns JSON: the number, the time, what the logs of the batch ended with before where places follow from that, a piece for each other
 * message and each mark that moved, and the errors of other writes by step.
 */
export const commitFunction = `
CREATE FUNCTION skein_commit_2(
  p_careful boolean, p_convs text[], p_kinds text[], p_size int,
  p_where int[], p_counts int[], p_senders text, p_keys text, p_ref bigint[], p_bodies text,
  m_shift int[], m_conv text[], m_user text[], m_read bigint[], m_delivered bigint[],
  p_steps text
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_patience text;
  v_nums bigint[];
  v_seqs bigint[];
  v_had bigint[];
  v_ats bigint[];
  v_digests bigint[];
  v_heads tid[];
  v_whole boolean;
  v_counted boolean;
  v_all boolean;
  v_done boolean;
  v_bases text := '';
  -- columns as the functions want them that look for themselves: most batches never need them
  v_conv text[];
  v_shift int[];
  v_kind text[];
  v_flags int[];
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
  v_sender text[] := ${TEXTS("p_senders")};
  v_key text[] := string_to_array(p_keys, ${BETWEEN}, '');
  v_body text[] := ${TEXTS("p_bodies")};
  f int; t int; g int; u int;
BEGIN
  IF cardinality(v_sender) > cardinality(p_where)
    OR cardinality(v_key) > cardinality(p_where) OR cardinality(v_body) > cardinality(p_where) THEN
    RAISE invalid_text_representation USING MESSAGE = 'a text holds what stands between texts';
  END IF;
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
  SELECT array_agg(num), array_agg(seq), array_agg(count), array_agg(at), array_agg(digest), array_agg(head)
  INTO v_nums, v_seqs, v_had, v_ats, v_digests, v_heads
  FROM (
    SELECT * FROM (
      SELECT w.place, c.num, c.seq, c.count, c.at, c.digest, c.ctid AS head
      FROM unnest(p_convs) WITH ORDINALITY AS w (id, place) JOIN conversations c ON c.id = w.id ORDER BY c.num FOR UPDATE OF c
    ) locked ORDER BY place
  ) l;
  v_whole := coalesce(cardinality(v_nums), 0) = cardinality(p_convs);
  -- what the heads were when they were locked holds until something is written
  v_counted := v_whole;
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
    v_done := t < f;
    v_new := NOT p_careful;
    IF v_counted AND v_new AND NOT v_done AND v_step -> 4 IS NULL THEN
      v_all := t = cardinality(p_where);
      BEGIN
        SELECT NULL, a.* INTO e FROM skein_append_counted_1(v_base, v_now, p_convs, v_nums, v_seqs, v_had, v_ats, v_digests, v_heads,
          p_kinds, ${TAKEN("p_where")}, ${TAKEN("p_counts")},
          ${TAKEN("v_sender")}, ${TAKEN("v_key")},
          ${TAKEN("p_ref")}, ${TAKEN("v_body")}) a;
        v_bases := format('%s,[%s],[%s],[%s]', t, array_to_string(v_seqs, ','), array_to_string(v_had, ','),
          array_to_string(v_ats, ','));
        v_done := true;
      EXCEPTION WHEN unique_violation THEN
        v_new := false;
      END;
    END IF;
    IF NOT v_done AND v_conv IS NULL THEN
      SELECT array_agg(p_convs[(w >> 16) + 1]), array_agg(w >> 4 & 4095), array_agg(w & 3), array_agg(p_kinds[(k >> 24) + 1])
      INTO v_conv, v_shift, v_flags, v_kind FROM unnest(p_where, p_counts) AS u (w, k);
    END IF;
    IF v_step -> 4 IS NULL THEN
      IF NOT v_whole THEN
        -- a write before made it, or another node meanwhile
        PERFORM 1 FROM conversations WHERE id = ANY (v_conv[f:t] || m_conv[g:u]) ORDER BY num FOR UPDATE;
      END IF;
      IF NOT v_done AND v_new THEN
        BEGIN
          SELECT * INTO e FROM skein_append_new_1(v_base, v_now, f - 1, v_shift[f:t], v_conv[f:t], v_sender[f:t], v_key[f:t],
            v_kind[f:t], p_ref[f:t], v_flags[f:t], v_body[f:t]);
          v_done := true;
        EXCEPTION WHEN unique_violation THEN
          NULL;
        END;
      END IF;
      IF NOT v_done THEN
        SELECT * INTO e FROM skein_append_1(v_base, v_now, f - 1, v_shift[f:t], v_conv[f:t], v_sender[f:t], v_key[f:t],
          v_kind[f:t], p_ref[f:t], v_flags[f:t], v_body[f:t]);
      END IF;
      IF u >= g THEN
        SELECT * INTO m FROM skein_mark_1(v_base, g - 1, m_shift[g:u], m_conv[g:u], m_user[g:u], m_read[g:u], m_delivered[g:u]);
      END IF;
    ELSE
      BEGIN
        PERFORM skein_statements_1(v_base + (v_step ->> 4)::bigint, v_step -> 5);
        IF NOT v_whole THEN
          PERFORM 1 FROM conversations WHERE id = ANY (v_conv[f:t] || m_conv[g:u]) ORDER BY num FOR UPDATE;
        END IF;
        IF t >= f THEN
          SELECT * INTO e FROM skein_append_1(v_base, v_now, f - 1, v_shift[f:t], v_conv[f:t], v_sender[f:t], v_key[f:t],
            v_kind[f:t], p_ref[f:t], v_flags[f:t], v_body[f:t]);
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
    v_counted := false;
    IF e.told IS NOT NULL THEN
      v_places := v_places || e.told;
    END IF;
    IF e.convs IS NOT NULL THEN
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
  RETURN format('{"n":%s,"at":%s,"counted":[%s],"places":[%s],"marks":[%s],"errors":[%s]}', v_n, v_now, v_bases,
    array_to_string(v_places, ','), array_to_string(v_moves, ','), array_to_string(v_errors, ','));
END $$`;
