import { AVATAR_PATH, FILE_PATH, HTTP_PREFIX, LINK_PATH, UPLOAD_PATH } from "@skein/protocol";

/** What a request was for, out of a few: paths are the client's to invent, and some hold what is nobody's business. */
export type RouteClass = "command" | "link" | "file" | "health" | "metrics" | "document" | "local" | "app";

const CLASSES: readonly (readonly [RegExp, RouteClass])[] = [
  [new RegExp(`^${LINK_PATH}(/|$)`), "link"],
  [new RegExp(`^(${FILE_PATH}|${AVATAR_PATH}|${UPLOAD_PATH})`), "file"],
  [new RegExp(`^${HTTP_PREFIX}`), "command"],
  [/^\/(health|ready)z?$/, "health"],
  [/^\/metrics$/, "metrics"],
  [/^\/(openapi|asyncapi)\.json$/, "document"],
  [/^\/local\//, "local"],
];

export function classOf(path: string): RouteClass {
  return CLASSES.find(([pattern]) => pattern.test(path))?.[1] ?? "app";
}
