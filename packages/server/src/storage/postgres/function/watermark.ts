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
