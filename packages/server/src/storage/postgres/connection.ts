import { SQL } from "bun";
import { systemClock } from "../../kit/clock.ts";
import { asAway, ConnectionSilent, isReadOnly } from "./fault.ts";

/** A statement's answer: rows, and which types their columns have. */
interface Answer extends Array<Record<string, unknown>> {
  readonly columns: { readonly name: string; readonly type: number }[] | null;
}

export interface ConnectionSetting {
  readonly url: string;
  /** Connections at most; a statement waits until one is free. */
  readonly max: number;
  /** What PostgreSQL is told of each connection (`lock_timeout`, …). */
  readonly session: Readonly<Record<string, string | number>>;
  /** Ms after which a statement is given up: the server ends its own earlier, so by then the way to it is gone. */
  readonly deadline: number;
}

/** The types that JavaScript's numbers hold, but that arrive as text: `int8`, `numeric`. */
const NUMBERS: ReadonlySet<number> = new Set([20, 1700]);

/** How long closing waits for what runs, s. */
const CLOSING = 5;

/** A pool of connections with one setting. Those that break are made anew by the next statement. */
export class Connection {
  #sql: SQL;

  constructor(private readonly setting: ConnectionSetting) {
    this.#sql = open(setting);
  }

  /**
   * Runs a statement with `$1`, `$2` … for its values.
   *
   * @throws SQL.PostgresError with the SQLSTATE in `errno`; DatabaseAway when the connection broke, or there is none
   */
  async rows<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const answer = await this.#inTime(this.#sql.unsafe<Answer>(text, [...values]));
    const numbers = (answer.columns ?? []).filter(({ type }) => NUMBERS.has(type)).map(({ name }) => name);
    for (const row of numbers.length > 0 ? answer : []) {
      for (const name of numbers) if (row[name] !== null) row[name] = Number(row[name]);
    }
    return answer as unknown as Row[];
  }

  async close(): Promise<void> {
    await this.#sql.close({ timeout: CLOSING });
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const late = Promise.withResolvers<never>();
    const used = this.#sql;
    const callOff = systemClock.after(this.setting.deadline, () => {
      late.reject(new ConnectionSilent(`PostgreSQL did not answer for ${this.setting.deadline} ms`));
      // its connections may be silent for hours to come
      this.#replace(used);
    });
    try {
      return await Promise.race([answer, late.promise]);
    } catch (fault) {
      // a session that may only read stays so: the next one may be of another server, or of one that was set right
      if (isReadOnly(fault)) this.#replace(used);
      throw asAway(fault);
    } finally {
      callOff();
    }
  }

  /** Others take the place of these connections. */
  #replace(used: SQL): void {
    if (this.#sql !== used) return;
    this.#sql = open(this.setting);
    // what is under way on them fails, and is told to who waits for it
    used.close({ timeout: 0 }).catch(() => undefined);
  }
}

function open({ url, max, session }: ConnectionSetting): SQL {
  return new SQL({ url, max, connection: { application_name: "skein", ...session } });
}
