import { writeKept } from "./kept.ts";
import { scope } from "./scope.ts";

/** The action of `share_target` in the manifest. */
const SHARE_PATH = "/share";

/** Takes what other apps share with this one, and leads to where somebody chooses whom it is for. */
export function takeShared(): void {
  scope.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method === "POST" && new URL(request.url).pathname === SHARE_PATH) event.respondWith(taken(request));
  });
}

/** As it came, to be read once more where it is shown. */
async function taken(request: Request): Promise<Response> {
  const type = request.headers.get("content-type") ?? "application/x-www-form-urlencoded";
  await writeKept("shared", await request.blob(), { "Content-Type": type });
  return Response.redirect(SHARE_PATH, 303);
}
