import { AVATAR_PATH, FILE_PATH, HTTP_PREFIX, LINK_PATH, UPLOAD_PATH } from "@skein/protocol";
import { Hono } from "hono";
import { fileURLToPath } from "node:url";
import type { Visitor } from "../command/command.ts";
import { Refusal } from "../kit/refusal.ts";
import { answerChanges } from "./changes.ts";
import { answerCommand } from "./command.ts";
import { cors } from "./cors.ts";
import { documents } from "./documents.ts";
import { refuse } from "./error.ts";
import { protect } from "./headers.ts";
import { answerAvatar, answerFile, answerUpload } from "./file.ts";
import { health } from "./health.ts";
import { localRoute } from "./local.ts";
import { answerLink } from "./link.ts";
import { metricsRoute } from "./metrics.ts";
import type { HttpEnv, HttpRoom } from "./room.ts";
import { staticApp } from "./static.ts";
import { traced } from "./traced.ts";

/** Where the web app is built to, seen from this file. */
export const WEB_APP = fileURLToPath(new URL("../../../../apps/web/dist", import.meta.url));

/**
 * Everything that is no WebSocket: the command rows, links over requests, the API documents, health, metrics, the web app.
 * Give what it returns to the listener as its `Answer`.
 */
export function createHttp(room: HttpRoom): (request: Request, address: string, base?: string) => Promise<Response> {
  const { address } = room;
  const visitorOf = (env: HttpEnv["Bindings"]): Visitor => ({ address: env.address, base: env.base ?? address.base });
  const app = new Hono<HttpEnv>();
  app.use(protect(address));
  app.use(`${HTTP_PREFIX}*`, cors(room.config.origins));
  app.all(`${HTTP_PREFIX}changes`, (context) => {
    const visitor = visitorOf(context.env);
    return answerChanges(room, context.req.raw, visitor, context.env.request);
  });
  app.all(LINK_PATH, (context) => answerLink(room, context.req.raw, context.env));
  app.all(`${LINK_PATH}/:id`, (context) => answerLink(room, context.req.raw, context.env));
  app.all(`${FILE_PATH}:id`, (context) => answerFile(room, context.req.raw, visitorOf(context.env)));
  app.all(`${AVATAR_PATH}:id`, (context) => answerAvatar(room, context.req.raw));
  app.all(`${UPLOAD_PATH}:id`, (context) => answerUpload(room, context.req.raw, visitorOf(context.env)));
  app.all(`${HTTP_PREFIX}:name`, (context) => {
    const visitor = visitorOf(context.env);
    return answerCommand(room, context.req.raw, context.req.param("name"), visitor, context.env.request);
  });
  app.all(`${HTTP_PREFIX}*`, () => refuse(new Refusal("unknown_command")));
  app.route("/", health(room.readiness));
  app.route("/", metricsRoute(room.metrics));
  app.route("/", documents(address));
  if (room.local) app.route("/", localRoute(room.local));
  app.route("/", staticApp(room.app ?? WEB_APP));
  app.onError((fault, context) => {
    room.log.error({ err: fault, request: context.env.request }, "an HTTP request failed");
    return refuse(new Refusal("internal", { after: 1000 }));
  });
  return traced(room, (request, env) => app.fetch(request, env));
}
