import type { ListedWord } from "@skein/protocol/schema";
import type { Storage } from "../../storage/storage.ts";
import { WordList } from "./word-list.ts";

/** What the rule of speaking must know, all of it in memory: who may not write or is not seen, until when, and the words. */
export interface Known {
  readonly words: WordList;
  /** By person: until when; Infinity for ever. */
  readonly muted: Map<string, number>;
  readonly shadowed: Map<string, number>;
}

/** Words and sanctions in memory, read once and then kept up to date by what writes tell. */
export class ModerationState {
  #known: Known | undefined;
  #reading: Promise<Known> | undefined;
  /** Counts what made a reading old. */
  #changes = 0;

  constructor(private readonly storage: Pick<Storage, "query">) {}

  /** At once where it has been read. */
  get known(): Known | undefined {
    return this.#known;
  }

  read(): Promise<Known> {
    if (this.#known) return Promise.resolve(this.#known);
    this.#reading ??= this.#load().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Words were changed, or something was not heard: it is read anew before anybody speaks. */
  forget(): void {
    this.#changes += 1;
    this.#known = undefined;
  }

  /** A person is under something from now on; `until` undefined: no longer. */
  sanctioned(user: string, penalty: "mute" | "shadow", until: number | undefined): void {
    this.#changes += 1;
    const map = penalty === "mute" ? this.#known?.muted : this.#known?.shadowed;
    if (until === undefined) map?.delete(user);
    else map?.set(user, until);
  }

  async #load(): Promise<Known> {
    for (;;) {
      const changes = this.#changes;
      const words = await this.storage.query<ListedWord>({
        sql: "SELECT word, action FROM words ORDER BY word",
        parameters: [],
      });
      const rows = await this.storage.query<{ person: string; penalty: string; until: number | null }>({
        sql: "SELECT person, penalty, until FROM sanctions WHERE penalty <> 'ban'",
        parameters: [],
      });
      const of = (wanted: string): Map<string, number> =>
        new Map(
          rows.flatMap(({ person, penalty, until }) =>
            penalty === wanted ? [[person, until ?? Number.POSITIVE_INFINITY] as const] : [],
          ),
        );
      const known = { words: new WordList(words), muted: of("mute"), shadowed: of("shadow") };
      // what was changed meanwhile may not be in it
      if (changes !== this.#changes) continue;
      this.#known = known;
      return known;
    }
  }
}
