/**
 * Runs the statements of one write. Each is an array: the pieces of its text, between which the pos of the write belongs; how many
 * rows it must change, or null; the error when it changes another number. A guard that does not hold is raised as SK001.
 */
export const statementsFunction = `
CREATE FUNCTION skein_statements_1(p_pos bigint, p_statements json) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_statement json;
  v_changes bigint;
BEGIN
  FOR v_statement IN SELECT value FROM json_array_elements(p_statements) LOOP
    EXECUTE (SELECT string_agg(value, p_pos::text ORDER BY ordinality)
             FROM json_array_elements_text(v_statement -> 0) WITH ORDINALITY);
    GET DIAGNOSTICS v_changes = ROW_COUNT;
    IF (v_statement ->> 1)::bigint <> v_changes THEN
      RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = v_statement ->> 2;
    END IF;
  END LOOP;
END $$`;
