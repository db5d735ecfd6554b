import { Refusal } from "../kit/refusal.ts";
import { refuse } from "./error.ts";
import type { HttpEnv, HttpRoom } from "./room.ts";

/** A request that carries a link, and what it is refused with. */
export async function answerLink(
  { links }: Pick<HttpRoom, "links">,
  request: Request,
  { address, base }: HttpEnv["Bindings"],
): Promise<Response> {
  try {
    return await links(request, { address, base });
  } catch (fault) {
    if (fault instanceof Refusal) return refuse(fault);
    throw fault;
  }
}
