import { systemClock } from "../../../kit/clock.ts";
import type { Statement, Storage, StoredEntry } from "../../../storage/storage.ts";
import { isHidden } from "../../../message/hidden.ts";
import { entriesAt } from "../entries-at.ts";
import { type Effect, effectOf, placeWord, wordsOf } from "../words-of.ts";
import { TABLE } from "./find.ts";
import { blocksOf } from "./stretches.ts";

/** Entries that are looked into in one go. */
const PIECE = 100;

/** A row of the index before it is written. */
interface Put extends Pick<StoredEntry, "pos" | "conv" | "seq" | "at" | "kind"> {
  readonly sender: string;
  readonly hidden: boolean;
  /** Its places, each as a word that no text has. */
  readonly places: string;
  /** Tokens with a space between; "" where there are none: then there is no row. */
  readonly words: string;
}

/** What one stretch of the log does to the index, in the end. */
class Stretch {
  /** By pos. */
  readonly puts = new Map<number, Put>();
  /** Messages of which all goes first, or only what their authors alone see. */
  readonly gone: Pick<StoredEntry, "conv" | "seq">[] = [];
  readonly unhidden: Pick<StoredEntry, "conv" | "seq">[] = [];

  constructor(private readonly span: number) {}

  put(message: StoredEntry, tokens: readonly string[], hiddenAt?: number): void {
    const { pos, conv, seq, at, kind, from } = message;
    const place = hiddenAt ?? pos;
    const hidden = hiddenAt !== undefined || isHidden(message);
    const ofKind = placeWord.kind(kind);
    const names = [`=${placeWord.from(from)}`, ...(ofKind === undefined ? [] : [`=${ofKind}`])];
    this.puts.set(place, {
      ...{ pos: place, conv, seq, at, kind, sender: from, hidden },
      places: [...names, ...blocksOf(Math.floor(place / this.span))].join(" "),
      words: tokens.join(" "),
    });
  }

  forget({ conv, seq }: StoredEntry, hiddenOnly: boolean): void {
    (hiddenOnly ? this.unhidden : this.gone).push({ conv, seq });
    for (const [pos, put] of this.puts)
      if (put.seq === seq && put.conv === conv && (put.hidden || !hiddenOnly)) this.puts.delete(pos);
  }
}

/** The statements that bring an index on by a stretch of the log. They may be given again for the same stretch. */
export async function taken(
  storage: Pick<Storage, "query" | "follow">,
  entries: readonly StoredEntry[],
  table = TABLE,
): Promise<Statement[]> {
  const effects: { readonly entry: StoredEntry; readonly effect: Effect }[] = [];
  for (const [nth, entry] of entries.entries()) {
    // on the thread that serves people, who would wait for all of them otherwise
    if (nth % PIECE === PIECE - 1) await new Promise<void>((resolve) => systemClock.soon(resolve));
    const effect = effectOf(entry);
    if (effect) effects.push({ entry, effect });
  }
  const of = effects.flatMap(({ entry: { conv }, effect }) => ("of" in effect ? [{ conv, seq: effect.of }] : []));
  const known = await entriesAt(storage, of);
  const messages = new Map(known.map((message) => [`${message.seq} ${message.conv}`, message]));
  const stretch = new Stretch(storage.follow?.span ?? 1);
  for (const { entry, effect } of effects) {
    if (effect.does === "say") {
      stretch.put(entry, effect.tokens);
      continue;
    }
    const message = messages.get(`${effect.of} ${entry.conv}`);
    if (!message) continue;
    if (effect.does === "recall" || message.body === "{}") stretch.forget(message, false);
    else if (effect.hidden) {
      stretch.forget(message, true);
      stretch.put(message, wordsOf(message.kind, effect.words), entry.pos);
    } else stretch.put(message, wordsOf(message.kind, effect.words));
  }
  return statementsOf(stretch, table);
}

function statementsOf({ puts, gone, unhidden }: Stretch, table: string): Statement[] {
  const rows = [...puts.values()];
  const statements = [drop(table, gone, ""), drop(table, unhidden, "AND w.hidden")];
  const empty = rows.filter(({ words }) => words === "").map(({ pos }) => ({ pos }));
  if (empty.length > 0)
    statements.push({
      sql: `DELETE FROM ${table} w USING jsonb_to_recordset(CAST(CAST(? AS text) AS jsonb)) AS t(pos bigint) WHERE w.pos = t.pos`,
      parameters: [JSON.stringify(empty)],
    });
  if (rows.length > empty.length)
    statements.push({
      sql: `INSERT INTO ${table} (pos, conv, seq, at, hidden, sender, kind, words)
            SELECT t.pos, c.num, t.seq, t.at, t.hidden, t.sender, t.kind, 
              array_to_tsvector(string_to_array(t.words || ' ' || t.places, ' ') || ('=c' || c.num))
            FROM jsonb_to_recordset(CAST(CAST(? AS text) AS jsonb))
                 AS t(pos bigint, conv text, seq bigint, at bigint, hidden boolean, sender text, kind text, places text, words text)
              JOIN conversations c ON c.id = t.conv
            ON CONFLICT (pos) DO UPDATE SET words = excluded.words`,
      parameters: [JSON.stringify(rows.filter(({ words }) => words !== ""))],
    });
  return statements.filter(({ parameters }) => parameters.length > 0);
}

function drop(table: string, messages: readonly Pick<StoredEntry, "conv" | "seq">[], which: string): Statement {
  return {
    sql: `DELETE FROM ${table} w USING jsonb_to_recordset(CAST(CAST(? AS text) AS jsonb)) AS t(conv text, seq bigint), conversations c
          WHERE c.id = t.conv AND w.conv = c.num AND w.seq = t.seq ${which}`,
    parameters: messages.length > 0 ? [JSON.stringify(messages)] : [],
  };
}
