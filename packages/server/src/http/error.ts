import { ERRORS } from "@skein/protocol";
import type { Refusal } from "../kit/refusal.ts";

/** What a client is told to wait when the one who refused did not say. */
const A_MOMENT = 1000;

/** A refusal as an answer: the status of its row, the error as the body. [HTTP-2] [ERR-2] */
export function refuse(refusal: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const { http, retry } = ERRORS[refusal.error];
  const error = refusal.wire();
  const after = error.after ?? (retry === "later" ? A_MOMENT : undefined);
  return Response.json(after === undefined ? error : { ...error, after }, {
    status: http,
    headers: {
      "Cache-Control": "no-store",
      ...(after === undefined ? {} : { "Retry-After": String(Math.max(1, Math.ceil(after / 1000))) }),
      ...(http === 401 ? { "WWW-Authenticate": "Bearer" } : {}),
      ...headers,
    },
  });
}
