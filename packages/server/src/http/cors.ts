import type { MiddlewareHandler } from "hono";

/** Lets pages of the configured origins ask; no other page can read an answer, nor send JSON at all. */
export function cors(origins: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header("origin");
    const allowed = origin !== undefined && (origins.includes("*") || origins.includes(origin));
    if (allowed && context.req.method === "OPTIONS" && context.req.header("access-control-request-method")) {
      return new Response(null, {
        status: 204,
        headers: {
          "Access-Control-Allow-Origin": origin,
          "Access-Control-Allow-Methods": "GET, POST",
          "Access-Control-Allow-Headers": "Authorization, Content-Type, X-Request-Id",
          "Access-Control-Max-Age": "86400",
          Vary: "Origin",
        },
      });
    }
    await next();
    context.res.headers.append("Vary", "Origin");
    if (!allowed) return undefined;
    // no credentials: tokens are sent by the page itself, cookies do not exist
    context.res.headers.set("Access-Control-Allow-Origin", origin);
    context.res.headers.set("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
    return undefined;
  };
}
