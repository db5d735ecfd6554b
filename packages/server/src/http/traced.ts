import { requestId } from "../kit/request-id.ts";
import type { HttpEnv, Tracing } from "./room.ts";
import { classOf } from "./route.ts";

/** Gives each request an id, in its answer and in the log, and counts what became of it. [HTTP-6] */
export function traced(
  { clock, random, log, requests }: Tracing,
  answer: (request: Request, env: HttpEnv["Bindings"]) => Response | Promise<Response>,
): (request: Request, address: string, base?: string) => Promise<Response> {
  const each = log.isLevelEnabled("debug");
  return async (request, address, base) => {
    const began = clock.now();
    const id = requestId(request.headers.get("x-request-id"), random);
    const response = await answer(request, { address, base, request: id });
    const route = classOf(new URL(request.url).pathname);
    requests.add(route, String(response.status));
    response.headers.set("X-Request-Id", id);
    if (each) log.debug({ request: id, route, status: response.status, ms: clock.now() - began }, "http");
    return response;
  };
}
