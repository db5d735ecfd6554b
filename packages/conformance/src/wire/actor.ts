import type { CommandName, ErrorFrame, Params, Result } from "@skein/protocol";
import { now, wait } from "../clock.ts";
import { Refused } from "../expect.ts";

/** An answer, whatever it says. */
export type Answer =
  | { readonly type: "ok"; readonly result: unknown }
  | ({ readonly type: "error" } & Omit<ErrorFrame, "type">);

/** ms between two requests of somebody who was told that they ask too fast. */
const APART = 40;

/** Somebody who asks the server, over a link or by requests of their own. */
export abstract class Actor {
  /** When the next of those who were too fast may ask again. */
  #next = 0;

  /** @param id of the person */
  constructor(
    readonly id: string,
    /** ms after which whoever waits gives up. */
    readonly patience: number,
  ) {}

  /** The answer to a command, asked once. Params are not checked: some are wrong on purpose. */
  abstract attempt(name: string, params: unknown): Promise<Answer>;

  /** The answer to a command, whatever it says; but whoever is asked to wait because they ask too fast does so, and asks again. */
  async request(name: string, params: unknown): Promise<Answer> {
    const until = now() + 6 * this.patience;
    for (;;) {
      const answer = await this.attempt(name, params);
      if (answer.type === "ok" || answer.name !== "rate_limited" || answer.until !== undefined) return answer;
      // those who wait go one after the other, or all of them would be too fast again
      this.#next = Math.max(this.#next + APART, now() + (answer.after ?? 0));
      if (this.#next > until) return answer;
      await wait(this.#next - now());
    }
  }

  /** The result of a command. Rejects with {@link Refused}. */
  async ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>> {
    const answer = await this.request(name, params);
    if (answer.type === "ok") return answer.result as Result<N>;
    throw new Refused(name, answer);
  }
}
