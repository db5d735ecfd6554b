import type { Draft, Outcome, Outcomes, Statement, Storage } from "../storage.ts";

/** Opens a store; called again, the same one that `close` left. */
export interface StorageUnderTest {
  open(): Promise<Storage>;
  /** Removes what the tests left. */
  clean(): Promise<void>;
}

export const NOW = 1_700_000_000_000;

export function makeConversation(id: string, users: readonly string[], kind = "group"): Statement[] {
  return [
    {
      sql: "INSERT INTO conversations (id, kind, size, created) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      parameters: [id, kind, users.length, NOW],
    },
    ...users.map((user) => ({
      sql: `INSERT INTO members (conv, "user", role) SELECT num, ?, 'member' FROM conversations WHERE id = ? ON CONFLICT (conv, "user") DO NOTHING`,
      parameters: [user, id],
    })),
  ];
}

export const text = (conv: string, from: string, key: string, words = key): Draft => ({
  conv,
  from,
  key,
  kind: "text",
  countable: true,
  body: JSON.stringify({ text: words }),
  byMember: true,
});

export function good(outcome: Outcome | undefined): Extract<Outcome, { ok: true }> {
  if (!outcome?.ok) throw new Error(`expected a good outcome, got ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The store of the test that runs. */
export class Given {
  #under: StorageUnderTest | undefined;
  #storage: Storage | undefined;

  get storage(): Storage {
    if (!this.#storage) throw new Error("there is a store only within a test");
    return this.#storage;
  }

  async open(under: StorageUnderTest): Promise<void> {
    this.#under = under;
    this.#storage = await under.open();
    await this.storage.commit([{ rows: makeConversation("g:one", ["ann", "bob"]) }]);
  }

  async reopen(): Promise<void> {
    await this.storage.close();
    this.#storage = await this.#under?.open();
  }

  async clean(): Promise<void> {
    await this.storage.close();
    await this.#under?.clean();
  }

  /** Each message a write of its own. */
  send(...drafts: readonly Draft[]): Promise<Outcomes> {
    return this.storage.commit(drafts.map((draft) => ({ entries: [draft] })));
  }
}
