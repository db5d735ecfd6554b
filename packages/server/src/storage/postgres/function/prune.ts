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
