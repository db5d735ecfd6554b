import type { CommandName, Params, Result } from "@skein/protocol/schema";
import { ask, askLocal, type Reached } from "./ask.ts";

/** A person on whose behalf the command line asks for a moment. */
export interface Guest extends AsyncDisposable {
  readonly user: string;
  readonly token: string;
  ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>>;
}

/** Signs a device of the person in, for as long as the command runs. */
export async function guest(reached: Reached, person: string, device: string): Promise<Guest> {
  const { user, token } = await askLocal<{ user: string; token: string }>(reached, "token", { user: person, device });
  return {
    user,
    token,
    ask: (name, params) => ask(reached, token, name, params),
    async [Symbol.asyncDispose]() {
      await ask(reached, token, "account.signout", {});
    },
  };
}
