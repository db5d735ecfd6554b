import { COMMANDS, type Access, type CommandName } from "@skein/protocol/schema";
import { Compile, type Validator } from "typebox/compile";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { misfit } from "../kit/misfit.ts";
import { Refusal } from "../kit/refusal.ts";
import type { RequestId } from "../kit/request-id.ts";
import { Json } from "../message/encode.ts";
import type { Caller, Command, Visitor } from "./command.ts";
import { Ledger, type Account } from "./ledger.ts";
import type { Limiter } from "./limiter.ts";

interface Row {
  readonly command: Command;
  readonly access: Access;
  readonly account: Account;
}

/** Told of each command that is refused, and of each that failed, with what was thrown. */
type Refused = (asker: Visitor | Caller, name: string, params: unknown, fault: unknown) => void;

/** How the parameters of each command look: found out when one is first asked for, and the same for every server of this process. */
const validators = new Map<CommandName, Validator>();

function validatorOf(name: CommandName): Validator {
  const known = validators.get(name) ?? Compile(COMMANDS[name].params);
  validators.set(name, known);
  return known;
}

const RANK = { member: 0, admin: 1, owner: 2 } as const;

/** Finds the row of a command, checks what was asked and who asks, runs it. The same for every transport. */
export class Dispatch {
  /** What became of what was asked. */
  readonly ledger: Ledger;
  readonly #rows = new Map<string, Row>();
  #refused: Refused = () => undefined;
  #running = 0;
  #whenIdle: (() => void)[] = [];

  constructor(
    commands: readonly Command[],
    private readonly limiter: Limiter,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.ledger = new Ledger(log, clock);
    for (const command of commands) {
      const { access } = COMMANDS[command.name];
      if (this.#rows.has(command.name)) throw new Error(`two rows for ${command.name}`);
      this.#rows.set(command.name, {
        command,
        access,
        account: this.ledger.open(command.name),
      });
    }
    const missing = (Object.keys(COMMANDS) as CommandName[]).filter((name) => !this.#rows.has(name));
    if (missing.length > 0) throw new Error(`commands without a row: ${missing.join(", ")}`);
  }

  /** Whoever wants to know what is refused. */
  onRefusal(call: Refused): void {
    this.#refused = call;
  }

  /**
   * The result as JSON text. Rejects with a {@link Refusal}, and with nothing else.
   *
   * @param request what the log calls it
   */
  async run(asker: Visitor | Caller, name: string, params: unknown = {}, request?: RequestId): Promise<string> {
    this.#running += 1;
    const began = this.clock.now();
    const row = this.#rows.get(name);
    const account = row?.account ?? this.ledger.unknown;
    try {
      if (!row) throw new Refusal("unknown_command");
      this.#admit(row, asker, params);
      const result = await row.command.run(asker, params);
      const text = result instanceof Json ? result.text : JSON.stringify(result);
      this.ledger.done(account, { asker, request, ms: this.clock.now() - began });
      return text;
    } catch (fault) {
      this.#refused(asker, name, params, fault);
      throw this.ledger.failed(account, { asker, request, ms: this.clock.now() - began }, fault);
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const call of this.#whenIdle.splice(0)) call();
    }
  }

  /** Resolves at the first moment when no command is under way. */
  idle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => this.#whenIdle.push(resolve));
  }

  #admit(row: Row, asker: Visitor | Caller, params: unknown): void {
    const validator = validatorOf(row.command.name);
    if (!validator.Check(params)) throw misfit(validator, params);
    const user = "user" in asker ? asker.user : undefined;
    const after = this.limiter.take(user ?? asker.address, row.command.cost);
    if (after > 0) throw new Refusal("rate_limited", { after });
    if (row.access === "anyone") return;
    if (user === undefined) throw new Refusal("unauthenticated");
    if (row.access !== "user" && RANK[(asker as Caller).role] < RANK[row.access]) throw new Refusal("forbidden");
  }
}
