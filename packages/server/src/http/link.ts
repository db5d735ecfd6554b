import { Refusal } from "../kit/refusal.ts";
import { refuse } from "./error.ts";
import type { HttpRoom } from "./room.ts";

/** A request that carries a link, and what it is refused with. */
export async function answerLink(
  { links }: Pick<HttpRoom, "links">,
  request: Request,
  address: string,
): Promise<Response> {
  try {
    return await links(request, address);
  } catch (fault) {
    if (fault instanceof Refusal) return refuse(fault);
    throw fault;
  }
}
