/** A page of a log as SQLite alone reads it, newest first: the conversation's id, the seq before which, how many. */
export const RAW_PAGE = `SELECT pos, seq, sender, key, at, kind, ref, count, body FROM entries
  WHERE conv = (SELECT num FROM conversations WHERE id = ?) AND seq < ? ORDER BY seq DESC LIMIT ?`;
