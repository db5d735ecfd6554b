import { Hono } from "hono";
import type { Readiness } from "../kit/readiness.ts";

/**
 * For whoever watches over the process. `/healthz`: it lives, the event loop turns; when that fails, it must be started again.
 * `/readyz`: it should be sent people; when that fails, others should be. `/health` and `/ready` are their older names.
 */
export function health(readiness: Readiness): Hono {
  const app = new Hono();
  for (const path of ["/healthz", "/health"]) app.get(path, (context) => context.json({ status: "ok" }));
  for (const path of ["/readyz", "/ready"]) {
    app.get(path, (context) => {
      const { ready, reasons } = readiness;
      context.header("Cache-Control", "no-store");
      return ready
        ? context.json({ status: "ready" })
        : context.json({ status: reasons.includes("draining") ? "draining" : "unready", reasons }, 503);
    });
  }
  return app;
}
