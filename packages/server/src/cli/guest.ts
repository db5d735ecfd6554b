import type { CommandName, Params, Result } from "@skein/protocol/schema";
import { StartFault } from "../kit/start-fault.ts";
import { ask, askLocal, type Reached } from "./ask.ts";
import { complain } from "./screen.ts";

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
      try {
        await ask(reached, token, "account.signout", {});
      } catch (fault) {
        // the server went away first: the work is done, only the device stays in the person's list
        if (fault instanceof StartFault) complain(`"${device}" could not be signed out. ${fault.what}`);
        else throw fault;
      }
    },
  };
}
