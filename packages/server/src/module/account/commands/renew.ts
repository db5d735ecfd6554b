import { command, type Command } from "../../../command/command.ts";
import { Refusal } from "../../../kit/refusal.ts";
import type { Authenticate } from "../../../session/authenticate.ts";

/** Tokens that are signed cost more to look at than what is said with them. */
const COST = 5;

/** A link goes on with another token of the same person. [CONN-17] */
export function renewCommand(authenticate: Authenticate): Command {
  return command(
    "session.renew",
    async ({ user, session: present, here }, { token, device }) => {
      const identity = await authenticate(token, device, here && { user, session: present });
      if (identity.user !== user) throw new Refusal("forbidden", { message: "The token is another person's." });
      here?.renew(identity);
      const { session, until } = identity;
      return { session, ...(until < Number.POSITIVE_INFINITY && { expires: until }) };
    },
    COST,
  );
}
