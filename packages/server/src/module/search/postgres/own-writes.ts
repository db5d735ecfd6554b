import { SQL } from "bun";
import { Refusal } from "../../../kit/refusal.ts";
import { numbered } from "../../../storage/postgres/placeholders.ts";
import type { Statement, Write } from "../../../storage/storage.ts";

/** Statements in one transaction on a connection of their own: what the index writes never stands in the way of messages. */
export class OwnWrites {
  readonly #sql: SQL;

  constructor(url: string) {
    // what a crash takes is read from the log again: how far it had come goes with it
    this.#sql = new SQL({ url, max: 1, connection: { application_name: "skein search", synchronous_commit: "off" } });
  }

  /** @throws Refusal where a guard fails: nothing is kept then */
  async submit({ rows = [] }: Write): Promise<void> {
    await this.#sql.begin(async (transaction) => {
      for (const row of rows) await run(transaction, row);
    });
  }

  async close(): Promise<void> {
    await this.#sql.close({ timeout: 5 });
  }
}

/** One statement; rows that it changed, or answers. */
export async function run(sql: SQL, { sql: text, parameters, expect }: Statement): Promise<readonly unknown[]> {
  const answer = await sql.unsafe<unknown[] & { readonly count: number }>(numbered(text), [...parameters]);
  if (expect && answer.count !== expect.changes) throw new Refusal(expect.error);
  return answer;
}
