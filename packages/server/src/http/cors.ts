import type { MiddlewareHandler } from "hono";

/** Beside those that every page may read. */
const EXPOSED = [
  "Retry-After, X-Request-Id",
  "Tus-Resumable, Upload-Offset, Upload-Length",
  "Accept-Ranges, Content-Disposition, Content-Range, ETag",
].join(", ");

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
          "Access-Control-Allow-Methods": "GET, HEAD, POST, PATCH, DELETE",
          "Access-Control-Allow-Headers": [
            "Authorization, Content-Type, X-Request-Id",
            "Tus-Resumable, Upload-Offset, Upload-Length, Range, If-Range, If-None-Match",
          ].join(", "),
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
    context.res.headers.set("Access-Control-Expose-Headers", EXPOSED);
    return undefined;
  };
}
