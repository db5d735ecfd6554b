import { Refusal } from "../../kit/refusal.ts";
import type { People } from "../../message/people.ts";
import type { SendRule } from "../../message/rules.ts";

/** A card is of somebody there is. */
export function contactRule(people: Pick<People, "exists">): SendRule {
  return ({ body }) => mustExist(people, (body as { user: string }).user);
}

async function mustExist(people: Pick<People, "exists">, user: string): Promise<undefined> {
  if (!(await people.exists(user))) throw new Refusal("not_found", { path: "/body/user" });
  return undefined;
}
