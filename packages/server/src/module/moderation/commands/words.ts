import type { ListedWord } from "@skein/protocol/schema";
import { command, type Command } from "../../../command/command.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { noted } from "../../audit/index.ts";
import { foldText } from "../fold-text.ts";
import type { ModerationParts } from "../parts.ts";
import { listWord, notTooMany, unlistWord } from "../store.ts";
import { tell } from "../tell.ts";

/** The words that are looked out for. */
export function wordCommands(parts: ModerationParts): Command[] {
  const { storage, commit, state, clock, random } = parts;
  const total = async (): Promise<number> => {
    const [row] = await storage.query<{ n: number }>({ sql: "SELECT count(*) AS n FROM words", parameters: [] });
    return row?.n ?? 0;
  };
  return [
    command("word.list", async (_, { after = "", limit = 200 }) => {
      const rows = await storage.query<ListedWord>({
        sql: "SELECT word, action FROM words WHERE word > ? ORDER BY word LIMIT ?",
        parameters: [after, limit + 1],
      });
      const words = rows.slice(0, limit);
      const last = rows.length > limit ? words.at(-1) : undefined;
      return { words, total: await total(), ...(last && { next: last.word }) };
    }),
    command(
      "word.add",
      async ({ user: by }, { words }) => {
        const listed = words.map((one, i) => ({ word: written(one.word, `/words/${i}/word`), action: one.action }));
        const note = { by, action: "word.add", detail: { words: listed } };
        await commit.submit({
          rows: [...inOrder(listed).map(listWord), notTooMany, noted(note, random, clock.now())],
          tell: tell({ words: true }),
        });
        await state.read();
        return { total: await total() };
      },
      5,
    ),
    command(
      "word.remove",
      async ({ user: by }, { words }) => {
        const note = { by, action: "word.remove", detail: { words } };
        await commit.submit({
          rows: [...words.toSorted().map(unlistWord), noted(note, random, clock.now())],
          tell: tell({ words: true }),
        });
        return { total: await total() };
      },
      5,
    ),
  ];
}

/** The same order for all: of two who change many words at once none waits for what the other one has. */
function inOrder(words: readonly ListedWord[]): ListedWord[] {
  return words.toSorted((a, b) => (a.word < b.word ? -1 : 1));
}

/** A word as it is kept; one without a letter or digit would be found nowhere. */
function written(word: string, path: string): string {
  const trimmed = word.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
  if (foldText(trimmed).codes.length === 0)
    throw new Refusal("invalid", { path, message: "a word has at least one letter or digit" });
  return trimmed;
}
