import { acceptsGzip } from "./gzip.ts";
import { Hono } from "hono";
import { assetsOf, type Asset } from "./assets.ts";
import { NOT_BUILT } from "./not-built.ts";

/** The web app. Navigations that name no file get its page: the app itself knows the way. */
export function staticApp(folder: string): Hono {
  let read: ReturnType<typeof assetsOf> | undefined;
  const app = new Hono();
  app.on(["GET", "HEAD"], "*", (context) => {
    // at the first asking: a start need not wait for it, and a server that serves no pages never reads them
    const assets = (read ??= assetsOf(folder));
    const page = assets.get("/index.html");
    const request = context.req.raw;
    const asset = assets.get(pathOf(context.req.url));
    if (asset) return answer(asset, request);
    if (!isNavigation(request, context.req.path)) return context.text("Not found", 404);
    return page
      ? answer(page, request)
      : new Response(NOT_BUILT, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  });
  app.all("*", (context) => context.text("Not found", 404));
  return app;
}

function pathOf(url: string): string {
  const { pathname } = new URL(url);
  if (pathname === "/") return "/index.html";
  try {
    return decodeURIComponent(pathname);
  } catch (fault) {
    if (fault instanceof URIError) return pathname;
    throw fault;
  }
}

/** A person goes somewhere; scripts, images and the like name a file and must hear when there is none. */
function isNavigation(request: Request, path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return !name.includes(".") && (request.headers.get("accept")?.includes("text/html") ?? false);
}

function answer(asset: Asset, request: Request): Response {
  const headers: Record<string, string> = {
    "Content-Type": asset.type,
    "Cache-Control": asset.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    ETag: asset.etag,
    Vary: "Accept-Encoding",
  };
  const known = request.headers
    .get("if-none-match")
    ?.split(",")
    .map((tag) => tag.trim().replace(/^W\//, ""));
  if (known?.includes(asset.etag)) return new Response(null, { status: 304, headers });
  const gzip = acceptsGzip(request) ? asset.gzip() : undefined;
  if (gzip) headers["Content-Encoding"] = "gzip";
  const body = gzip ?? asset.bytes;
  headers["Content-Length"] = String(body.length);
  return new Response(request.method === "HEAD" ? null : body, { headers });
}
