import { Hono } from "hono";
import { Refusal } from "../kit/refusal.ts";
import { parseFrame } from "../session/frame.ts";
import { bears } from "./bearer.ts";
import { readBody } from "./body.ts";
import { refuse } from "./error.ts";
import type { HttpEnv, LocalCalls } from "./room.ts";

/** `POST /local/<call>`; to everybody else there is no such place. */
export function localRoute({ secret, calls }: LocalCalls): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.post("/local/:call", async (context) => {
    const call = Object.hasOwn(calls, context.req.param("call")) ? calls[context.req.param("call")] : undefined;
    if (!call || !bears(context.req.header("authorization"), secret)) return context.text("Not found", 404);
    try {
      return context.json((await call(parseFrame(await readBody(context.req.raw)))) ?? {});
    } catch (fault) {
      if (fault instanceof Refusal) return refuse(fault);
      throw fault;
    }
  });
  return app;
}
