import { ERRORS, type ErrorName } from "@skein/protocol";
import { Bucket } from "../kit/bucket.ts";
import type { Clock } from "../kit/clock.ts";
import { Histogram, SECONDS } from "../kit/histogram.ts";
import type { Log } from "../kit/log.ts";
import { Refusal } from "../kit/refusal.ts";
import type { RequestId } from "../kit/request-id.ts";
import type { Caller, Visitor } from "./command.ts";

/** What became of one command, over all who asked. */
export interface Account {
  readonly name: string;
  readonly seconds: Histogram;
  done: number;
  readonly refused: Map<ErrorName, number>;
}

/** One asking. */
interface Asking {
  readonly asker: Visitor | Caller;
  readonly request: RequestId | undefined;
  readonly ms: number;
}

/** Refusals that tell the operator something: that the node is not well, or that somebody tries doors. */
const OF_INTEREST: ReadonlySet<ErrorName> = new Set([
  "unavailable",
  "busy",
  "rate_limited",
  "forbidden",
  "token_revoked",
  "wrong_credentials",
]);
/** Of those, lines in the log: a full disk refuses thousands a second, and one line says it. */
const LINES = { rate: 2, burst: 20 } as const;

/**
 * Counts what was asked, always; logs what somebody wants to know: at debug level each command, as a warning a refusal of
 * interest, as an error what nobody expected. Names, ids, times and results only, never what was said or answered.
 */
export class Ledger {
  readonly #accounts: Account[] = [];
  readonly #each: boolean;
  #lines: Bucket | undefined;
  #unsaid = 0;

  /** For commands that do not exist: what clients invent must not become names of ours. */
  readonly unknown: Account;

  constructor(
    private readonly log: Log,
    private readonly clock: Clock,
  ) {
    this.#each = log.isLevelEnabled("debug");
    this.unknown = this.open("unknown");
  }

  get accounts(): readonly Account[] {
    return this.#accounts;
  }

  open(name: string): Account {
    const account: Account = { name, seconds: new Histogram(SECONDS), done: 0, refused: new Map() };
    this.#accounts.push(account);
    return account;
  }

  done(account: Account, asking: Asking): void {
    account.done += 1;
    account.seconds.observe(asking.ms / 1000);
    if (this.#each) this.log.debug(told(account, asking, "ok"), "command");
  }

  /** What whoever asked is told: the refusal itself, or `internal` for what nobody expected. */
  failed(account: Account, asking: Asking, fault: unknown): Refusal {
    const expected = fault instanceof Refusal;
    const refusal = expected ? fault : new Refusal("internal", { after: 1000, message: ERRORS.internal.summary });
    account.refused.set(refusal.error, (account.refused.get(refusal.error) ?? 0) + 1);
    account.seconds.observe(asking.ms / 1000);
    if (!expected) this.log.error({ err: fault, ...told(account, asking, "internal") }, "a command failed");
    else if (OF_INTEREST.has(refusal.error)) this.#warn(account, asking, refusal.error);
    else if (this.#each) this.log.debug(told(account, asking, refusal.error), "command");
    return refusal;
  }

  #warn(account: Account, asking: Asking, error: ErrorName): void {
    const now = this.clock.now();
    this.#lines ??= new Bucket(LINES, now);
    if (this.#lines.take(now) > 0) {
      this.#unsaid += 1;
      return;
    }
    const unsaid = this.#unsaid;
    this.#unsaid = 0;
    this.log.warn({ ...told(account, asking, error), ...(unsaid > 0 && { unsaid }) }, "a command was refused");
  }
}

function told({ name }: Account, { asker, request, ms }: Asking, result: string): object {
  const caller = "user" in asker ? asker : undefined;
  const id = typeof request === "number" ? `${caller?.session ?? ""}-${request}` : request;
  return { request: id, command: name, ...(caller && { user: caller.user }), ms, result };
}
