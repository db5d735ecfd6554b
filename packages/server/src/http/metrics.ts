import { Hono } from "hono";
import { isLoopback } from "../kit/loopback.ts";
import { bears } from "./bearer.ts";
import type { HttpEnv, Measured } from "./room.ts";

/** Headers by which a proxy tells that the request is somebody else's. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/** `GET /metrics` in Prometheus' text format; to whoever may not read it there is no such place. */
export function metricsRoute({ token, text }: Measured): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.get("/metrics", (context) => {
    const request = context.req.raw;
    const allowed =
      token === undefined ? fromHere(request, context.env.address) : bears(request.headers.get("authorization"), token);
    if (!allowed) return context.text("Not found", 404);
    return new Response(text(), {
      headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
    });
  });
  return app;
}

/**
 * A program on this machine asks for itself. Behind a proxy on the same machine everybody comes from here, whatever it tells
 * of them: so the name that was asked for must be this machine's too, which also keeps out pages of other sites.
 */
function fromHere(request: Request, address: string): boolean {
  const { hostname } = new URL(request.url);
  return isLoopback(address) && isLoopback(hostname) && !FORWARDED.some((name) => request.headers.has(name));
}
