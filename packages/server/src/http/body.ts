import { LIMITS } from "@skein/protocol";
import { asText, boundedBody } from "../kit/bounded-body.ts";
import { Refusal } from "../kit/refusal.ts";

/** The body as text; never more of it in memory than the limit. [HTTP-4] */
export async function readBody(request: Request): Promise<string> {
  const bytes = await boundedBody(request, LIMITS.frame);
  if (bytes.length === 0) return "";
  // a form of another site can send text/plain without asking first, JSON it cannot
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new Refusal("malformed", { message: "Content-Type is application/json" });
  return asText(bytes);
}
