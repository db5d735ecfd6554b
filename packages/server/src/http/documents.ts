import { Hono } from "hono";
import { asyncApi } from "@skein/protocol/asyncapi";
import { openApi } from "@skein/protocol/openapi";

/** The API as documents that tools read. [HTTP-5] */
export function documents(address: { readonly base: string }): Hono {
  const app = new Hono();
  app.get("/openapi.json", () => answer(openApi()));
  app.get("/asyncapi.json", () => {
    const { host, protocol } = new URL(address.base);
    return answer(asyncApi(host, protocol === "https:"));
  });
  return app;
}

/** Made for programs anywhere: nothing in it is private. */
function answer(document: object): Response {
  return Response.json(document, { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache" } });
}
