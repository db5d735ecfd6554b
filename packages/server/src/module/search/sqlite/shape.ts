import { constants, Database } from "bun:sqlite";
import { pathToFileURL } from "node:url";

/** Which shape an index has, and by which rules its words were made: another one is built anew. */
const SHAPE = 2;

/** A mebibyte holds the lists of some thousand messages before they are written. */
const HASH_BYTES = 4_194_304;

/**
 * Opens an index with the store beside it, as `store`, which it only reads. A file that is not there is made; undefined where it is of
 * another shape, or of another store: it is worth nothing then.
 */
export function openIndex(file: string, store: string): Database | undefined {
  const { SQLITE_OPEN_READWRITE, SQLITE_OPEN_CREATE, SQLITE_OPEN_URI } = constants;
  const database = new Database(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI);
  try {
    database.run("PRAGMA busy_timeout = 5000");
    database.run("PRAGMA journal_mode = WAL");
    // what a crash of the machine takes from it is read from the log again: the place up to which it has come is in the same file
    database.run("PRAGMA synchronous = NORMAL");
    database.run("PRAGMA cache_size = -32768");
    database.run("PRAGMA temp_store = MEMORY");
    database.run(`ATTACH '${pathToFileURL(store).href.replaceAll("'", "''")}?mode=ro' AS store`);
    if (isEmpty(database)) make(database);
    if (fits(database)) return database;
  } catch (fault) {
    database.close();
    throw fault;
  }
  database.close();
  return undefined;
}

function isEmpty(database: Database): boolean {
  return database.query("SELECT 1 FROM main.sqlite_master LIMIT 1").get() === null;
}

function make(database: Database): void {
  database.transaction(() => {
    // one row: of which store it is, and up to where it has come, with the digest of the entry there
    database.run(
      "CREATE TABLE state (shape INTEGER NOT NULL, epoch TEXT NOT NULL, pos INTEGER NOT NULL, digest TEXT NOT NULL)",
    );
    // a row is called by the pos of its message. `t` holds its words, `p` of which conversation, by whom and of which kind it is. The
    // tokens are made before: one byte of ASCII parts them.
    database.run(
      "CREATE VIRTUAL TABLE words USING fts5(t, p, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1')",
    );
    // what authors alone see of their edits: rows called by the pos of the edit
    database.run("CREATE TABLE hidden (conv INTEGER NOT NULL, seq INTEGER NOT NULL, pos INTEGER PRIMARY KEY)");
    database.run("CREATE INDEX hidden_of ON hidden (conv, seq)");
    database.run(`INSERT INTO words (words, rank) VALUES ('hashsize', ${HASH_BYTES})`);
    database.run("INSERT INTO state SELECT ?, epoch, 0, '' FROM store.store", [SHAPE]);
  })();
}

function fits(database: Database): boolean {
  const found = database
    .query<{ fits: number }, [number]>(
      `SELECT s.shape = ? AND s.epoch = o.epoch AND (s.pos = 0 OR s.digest = (SELECT digest FROM store.entries WHERE pos = s.pos)) AS fits
       FROM main.state s, store.store o`,
    )
    .get(SHAPE);
  return found?.fits === 1;
}
